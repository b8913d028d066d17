import Foundation

@testable import Engine
@testable import Experiments
@testable import Runs
@testable import Training

extension Reader {
  /// Inputs from which the search begins.
  func seeds() throws -> [[UInt8]] {
    switch self {
    case .json:
      [
        #"[null, true, -0, 1e-7, 12345678901234567890, "é\ud83d\ude00\n", { "a": [], "b": {} }]"#,
        "// 1\n[1,] /* 2 */",
      ]
      .map { Array($0.utf8) } + BuiltInSpec.experiments.prefix(2).map(\.bytes)
    case .spec:
      BuiltInSpec.experiments.map(\.bytes)
        + [
          "{\"extends\": \"A\", \"edit_model\": [\"1+=batch_norm\", \"3-\"]}\0training.epochs=3\nmodel.0.dense.units=20",
          "{\"extends\": \"lenet5\"}\0dataset={\"glyphs\":{}}\nmodel.1+={\"batch_norm\":{\"momentum\":0.9}}\noptimizer=adam",
        ].map { Array($0.utf8) }
    case .study: BuiltInSpec.studies.map(\.bytes).filter { $0.count < 1 << 15 }
    case .csv:
      try files("DatasetsTests/Fixtures", "csv") + ["label,a\n1,0.5\n\"0\",-1e-3\n"].map { Array($0.utf8) }
    case .npy: try files("DatasetsTests/Fixtures/npy", "npy")
    case .idx: try files("DatasetsTests/Fixtures/idx", "gz") + [Self.images, Self.labels, Self.storedLabels]
    case .gzip: try files("DatasetsTests/Fixtures/idx", "gz") + [Self.storedLabels, [1, 2, 3]]
    case .safetensors:
      [Safetensors.encode(RunReaders.trainer.network.namedTensors, metadata: ["a": "b"])]
        + ["F64", "F16", "BF16", "I64"].map(Self.tensor)
    case .record: [Array(try record().text.utf8)]
    case .metrics:
      [MetricsTable.text(RunReaders.rows), "epoch,train_seconds,evaluate_seconds\n1,0.5,1e-05\n"]
        .map { Array($0.utf8) }
    case .checkpoint: [checkpoint(batches: 0).encoded, checkpoint(batches: 1).encoded]
    }
  }

  /// The files of a folder of Tests whose names end so.
  private func files(_ folder: String, _ ending: String) throws -> [[UInt8]] {
    let folder = "Tests/" + folder
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix("." + ending) }
      .map { Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)"))) }
  }

  /// Two images of 2×3 pixels.
  private static let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + Array(0..<12)
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]
  /// The labels in a gzip file that stores them as they are, so that a changed byte arrives.
  private static let storedLabels: [UInt8] =
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 10, 0, 245, 255] + labels + [0, 0, 0, 0, 10, 0, 0, 0]

  /// A file with one tensor of two zeros.
  private static func tensor(type: String) -> [UInt8] {
    let size = type == "F64" || type == "I64" ? 16 : 4
    let header = "{\"t\":{\"dtype\":\"\(type)\",\"shape\":[2,1],\"data_offsets\":[0,\(size)]}}"
    return [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
      + [UInt8](repeating: 0, count: size)
  }

  private func record() throws -> RunRecord {
    let library = ExperimentLibrary(
      builtIns: BuiltInSpec.experiments, fileSystem: .local(currentDirectory: "/"))
    let spec = try library.resolve("circles-baseline").spec
    return RunRecord(
      name: spec.name, seed: 1, spec: spec, final: RunReaders.rows[1],
      best: RunRecord.best(of: RunReaders.rows),
      epochs: RunReaders.rows.map { EpochTiming(epoch: $0.epoch, trainSeconds: 0.5, evaluateSeconds: 1e-7) },
      divergedAtEpoch: 2, divergence: DivergencePoint(epoch: 2, step: 12, value: .tensor("2.running_var")),
      threads: 2, simd: "avx2", fusedMultiplyAdd: true, machine: "a machine", version: "0.3.0",
      dataChecksums: ["train_x": "ab"], fileChecksums: ["metrics.csv": "ef"], parameterCount: 81)
  }

  /// That of a run which has finished an epoch and this many batches of the next one.
  private func checkpoint(batches: Int) -> Checkpoint {
    var trainer = RunReaders.trainer
    trainer.pace = BatchPace(maximum: 1)
    _ = trainer.run(epoch: 1) { _ in true }
    if batches > 0 { _ = trainer.run(epoch: 2) { progress in progress.batch < batches } }
    return Checkpoint(
      epochs: 1, trainer: trainer, files: ["metrics.csv": .init(byteCount: 12, digest: "ab")], identity: "id")
  }
}
