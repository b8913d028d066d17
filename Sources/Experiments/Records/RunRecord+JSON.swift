import Schema
import System

/// run.json in format 1: an object with the keys of `RunFile.keys`. Newer versions of bnlab may add keys, which are
/// ignored. If they change the meaning of a key, they raise the format, and the file is refused.
extension RunRecord {
  public static let format = 1

  /// The content of the file. A figure that is not finite is null.
  public var json: JSON { RunFile.keys.write(RunFile(self)) }

  /// The text of the file.
  public var text: String { json.pretty + "\n" }

  /// Reads the text of the file. A null figure becomes NaN, because JSON does not distinguish infinities from it.
  /// - Parameter path: the path of the file, for messages.
  /// - Throws: `SpecError` with everything that is wrong.
  public init(parsing bytes: [UInt8], path: String) throws(SpecError) {
    let value = try JSONParser.parse(
      bytes, source: SpecSource(name: path, directory: "/"),
      options: JSONParser.Options(allowsComments: false, maximumBytes: Self.maximumFileSize))
    if let format = value["format"]?.integer.flatMap({ Int(exactly: $0) }), format > Self.format {
      throw SpecError(
        SpecProblem(
          at: value["format"]?.location, path: SpecPath([.key("format")]),
          .other(
            "this record has format \(format), written by a newer version; this one knows format \(Self.format)"
          )))
    }
    let problems = ShapeCheck.problems(
      of: value, .object(RunFile.keys.shape), options: ShapeCheck.Options(ignoresUnknownKeys: true))
    guard problems.isEmpty else { throw SpecError(problems) }
    try Self.checkBest(in: value)
    guard let file = RunFile.keys.read(value) else {
      throw SpecError(SpecProblem(at: value.location, .unreadable))
    }
    self = file.record
  }

  /// Each best value has its epoch.
  private static func checkBest(in value: LocatedJSON) throws(SpecError) {
    guard let best = value["best"], let epochs = value["best_epoch"] else { return }
    for metric in Metric.allCases.map(\.rawValue) where (best[metric] == nil) != (epochs[metric] == nil) {
      throw SpecError(
        SpecProblem(
          at: epochs.location, path: SpecPath([.key("best_epoch")]),
          .other("\(metric) is in only one of best and best_epoch")))
    }
  }

  /// The maximum size in bytes, enough for several hundred thousand epochs.
  static let maximumFileSize = 1 << 26
}

/// The layout of run.json.
private struct RunFile {
  var format = RunRecord.format
  var record = RunRecord(
    name: "", seed: 0, spec: ExperimentSpec.keys.blank, final: EpochRecord(epoch: 0, values: [:]), best: [:],
    epochs: [], divergedAtEpoch: nil, threads: 1, simd: "", fusedMultiplyAdd: false, machine: "", version: "",
    resultsVersion: 0, dataChecksums: [:], parameterCount: 0)

  init(_ record: RunRecord) {
    self.record = record
  }

  private init() {}

  static let keys = KeyTable(
    "A finished run: everything except its learning curves and weights.", blank: RunFile(),
    [
      .required("format", \.format, .integer(1...RunRecord.format), "The version of the file format."),
      .required("version", \.version, .text, "The version of bnlab that ran it."),
      .optional(
        "results_version", \.record.resultsVersion, .integer(0...Int.max),
        "The number of the results that this version computes."),
      .required("name", \.name, .text, "The experiment's name, overrides included."),
      .required("seed", \.record.seed, .integer(0...UInt64.max), "The run's seed."),
      .required("final", \.record.final.values, figures, "The last epoch's figures."),
      .required("best", \.bestValues, figures, "Each figure at its best epoch."),
      .required(
        "best_epoch", \.bestEpochs, epochNumbers,
        "The best epoch of each figure: of the validation set where there is one."),
      .required(
        "diverged_at_epoch", \.record.divergedAtEpoch, .nullable(.size),
        "The first epoch with a figure that is not finite."),
      .optional(
        "diverged", \.record.divergence, .nullable(DivergencePoint.codec),
        "The first value of the training that was not finite."),
      .optional(
        "stopped_after_epoch", \.record.stoppedAfterEpoch, .nullable(.size),
        "The epoch after which early stopping ended the training."),
      .optional(
        "restored_epoch", \.record.restoredEpoch, .nullable(.size),
        "The epoch whose weights early stopping restored at the end."),
      .required("parameters", \.record.parameterCount, .integer(0...Int.max), "The number of parameters."),
      .optional(
        "train_samples", \.record.trainCount, .nullable(.size), "The number of training samples."),
      .optional(
        "class_names", \.record.classNames, .nullable(.list(of: .text)),
        "The names of the classes, by class number."),
      .required("threads", \.record.threads, .size, "The number of threads inside the run."),
      .required("simd", \.record.simd, .text, "The SIMD level of the kernels."),
      .required(
        "fused_multiply_add", \.record.fusedMultiplyAdd, .boolean, "Whether multiply-adds were fused."),
      .required("machine", \.record.machine, .text, "The machine that it ran on."),
      .optional("start", \.start, .nullable(.text), "When the training began, in UTC."),
      .optional("end", \.end, .nullable(.text), "When the training ended, in UTC."),
      .optional(
        "command", \.record.call.command, .nullable(.text), "The command line that finished the run."),
      .optional(
        "commit", \.record.call.commit, .nullable(.text),
        "The Git commit in whose working tree the spec's file is."
      ),
      .required(
        "data", \.record.dataChecksums, checksums,
        "SHA-256 of each array as the network saw it, and of the initial weights' file."),
      .optional(
        "files", \.record.fileChecksums, fileChecksums,
        "SHA-256 of each file that the run left beside this one."),
      .required("spec", \.spec, ExperimentSpec.codec, "The resolved spec with every default."),
      .required("epochs", \.timings, .list(of: timingKeys.codec), "The time of each epoch."),
    ])

  private static let timingKeys = KeyTable(
    "The time of an epoch.", blank: EpochTiming(epoch: 0, trainSeconds: 0, evaluateSeconds: 0),
    [
      .required("epoch", \.epoch, .size, "The number of the epoch, counted from 1."),
      .required("train_seconds", \.trainSeconds, .double(.any), "The seconds of training."),
      .required("evaluate_seconds", \.evaluateSeconds, .double(.any), "The seconds of evaluation."),
    ])

  private static let figures = dictionary(
    Metric.allCases.map { ($0, $0.rawValue) },
    Codec<Double>(
      shape: .nullable(.number(.any)),
      read: { $0.isNull ? .nan : Codec<Double>.double(.any).read($0) }, write: { .double($0) }))

  private static let epochNumbers = dictionary(Metric.allCases.map { ($0, $0.rawValue) }, .size)

  private static let checksums = dictionary(
    ["train_x", "train_y", "test_x", "test_y", "initial_weights"].map { ($0, $0) }, .text)

  private static let fileChecksums = dictionary(
    ["metrics.csv", "weights.safetensors"].map { ($0, $0) }, .text)

  /// A dictionary as an object. Keys may be absent.
  private static func dictionary<Key: Hashable & Sendable, Value: Sendable>(
    _ keys: [(key: Key, name: String)], _ codec: Codec<Value>
  ) -> Codec<[Key: Value]> {
    let shape = ObjectShape(
      doc: "", keys: keys.map { .init(name: $0.name, shape: codec.shape, defaultValue: .null, doc: "") }
    ) { _ in nil }
    return Codec(
      shape: .object(shape),
      read: { object in
        var values: [Key: Value] = [:]
        for (key, name) in keys {
          guard let value = object[name] else { continue }
          guard let value = codec.read(value) else { return nil }
          values[key] = value
        }
        return values
      },
      write: { values in
        .object(keys.compactMap { key, name in values[key].map { JSON.Member(name, codec.write($0)) } })
      })
  }

  // MARK: - Properties of the record in the layout of the file

  private var start: String? {
    get { record.start?.text }
    set { record.start = newValue.flatMap { Timestamp(text: $0) } }
  }

  private var end: String? {
    get { record.end?.text }
    set { record.end = newValue.flatMap { Timestamp(text: $0) } }
  }

  /// The JSON of the spec does not hold its name.
  private var spec: ExperimentSpec {
    get { record.spec }
    set {
      record.spec = newValue
      record.spec.name = record.name
    }
  }

  /// Read before the results number, which older files do not state.
  private var version: String {
    get { record.version }
    set {
      record.version = newValue
      record.resultsVersion = ResultsVersion.ofProgram(version: newValue)
    }
  }

  private var name: String {
    get { record.name }
    set {
      record.name = newValue
      record.spec.name = newValue
    }
  }

  /// Setting it also sets the epoch of the final figures, which is the last one.
  private var timings: [EpochTiming] {
    get { record.epochs }
    set {
      record.epochs = newValue
      record.final.epoch = newValue.last?.epoch ?? 0
    }
  }

  private var bestValues: [Metric: Double] {
    get { record.best.mapValues(\.value) }
    set { record.best = newValue.mapValues { BestFigure(value: $0, epoch: 0) } }
  }

  /// Must be set after the best values.
  private var bestEpochs: [Metric: Int] {
    get { record.best.mapValues(\.epoch) }
    set { for (metric, epoch) in newValue { record.best[metric]?.epoch = epoch } }
  }
}
