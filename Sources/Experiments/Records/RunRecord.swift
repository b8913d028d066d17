import System

/// The content of run.json: everything about a finished run except its learning curves and weights.
public struct RunRecord: Equatable, Sendable {
  public var name: String
  public var seed: UInt64
  /// The resolved spec with every default written out.
  public var spec: ExperimentSpec
  /// The last epoch.
  public var final: EpochRecord
  /// The best value of each metric, with the first epoch that has it.
  public var best: [Metric: BestFigure]
  /// The times of the epochs.
  public var epochs: [EpochTiming]
  /// The first epoch with a figure that is not finite; nil if there is none.
  public var divergedAtEpoch: Int?
  /// The first value of the training that was not finite; nil if there is none, and in records of version 0.2.0. The
  /// evaluation of the training set does not count, because without it the run would be the same.
  public var divergence: DivergencePoint?
  /// The number of threads inside the run.
  public var threads: Int
  /// The SIMD level: `base`, `avx2`, `avx512` or `neon`.
  public var simd: String
  /// Whether multiply-adds were fused. Only then are the same bytes guaranteed on every machine.
  public var fusedMultiplyAdd: Bool
  /// A description of the processor and the system.
  public var machine: String
  /// The version of bnlab.
  public var version: String
  /// The number of the results that this version computes; see `ResultsVersion`.
  public var resultsVersion: Int
  /// SHA-256 of the arrays as the network used them (`train_x`, `train_y`, `test_x`, `test_y`) and of the file of
  /// `initial_weights`.
  public var dataChecksums: [String: String]
  /// SHA-256 of the files beside run.json by their names; empty in records of version 0.2.0.
  public var fileChecksums: [String: String]
  public var parameterCount: Int
  /// The number of training samples; nil in records of version 0.2.0.
  public var trainCount: Int?
  /// The names of the classes, by class number; nil if they have none.
  public var classNames: [String]?
  /// The epoch after which `training.early_stopping` ended the training; nil if it did not.
  public var stoppedAfterEpoch: Int?
  /// The epoch whose weights early stopping restored at the end; nil if it restored none.
  public var restoredEpoch: Int?
  /// When the training began, in the first call if there were several; nil in records of version 0.2.0.
  public var start: Timestamp?
  /// When the training ended; nil in records of version 0.2.0.
  public var end: Timestamp?
  /// The call that finished the run.
  public var call = RunCall()

  public init(
    name: String, seed: UInt64, spec: ExperimentSpec, final: EpochRecord, best: [Metric: BestFigure],
    epochs: [EpochTiming], divergedAtEpoch: Int?, divergence: DivergencePoint? = nil, threads: Int,
    simd: String, fusedMultiplyAdd: Bool,
    machine: String, version: String, resultsVersion: Int = ResultsVersion.current,
    dataChecksums: [String: String], fileChecksums: [String: String] = [:], parameterCount: Int,
    trainCount: Int? = nil
  ) {
    self.name = name
    self.seed = seed
    self.spec = spec
    self.final = final
    self.best = best
    self.epochs = epochs
    self.divergedAtEpoch = divergedAtEpoch
    self.divergence = divergence
    self.threads = threads
    self.simd = simd
    self.fusedMultiplyAdd = fusedMultiplyAdd
    self.machine = machine
    self.version = version
    self.resultsVersion = resultsVersion
    self.dataChecksums = dataChecksums
    self.fileChecksums = fileChecksums
    self.parameterCount = parameterCount
    self.trainCount = trainCount
  }

  /// Each metric at its best epoch, the first one if several are equal. A metric that was never finite is absent.
  public static func best(of records: [EpochRecord]) -> [Metric: BestFigure] {
    var best: [Metric: BestFigure] = [:]
    for metric in Metric.allCases { best[metric] = self.best(metric, of: records) }
    return best
  }

  /// A metric at its best epoch, the first one if several are equal: where there is a validation set, the epoch at which the
  /// validation set's loss, or for an accuracy its accuracy, is best; otherwise the best one of the metric itself. Epochs at
  /// which one of the two is not finite do not count. Nil if none is left.
  public static func best(_ metric: Metric, of records: [EpochRecord]) -> BestFigure? {
    let judge = records.contains { $0.values[metric.ofValidation] != nil } ? metric.ofValidation : metric
    var best: (figure: BestFigure, judged: Double)?
    for record in records {
      guard let value = record.values[metric], let judged = record.values[judge], value.isFinite,
        judged.isFinite
      else { continue }
      if let best, !judge.isBetter(judged, than: best.judged) { continue }
      best = (BestFigure(value: value, epoch: record.epoch), judged)
    }
    return best?.figure
  }

  /// The key of the first figure that differs from the rows of metrics.csv, which it repeats; nil if all agree.
  public func contradiction(to rows: [EpochRecord]) -> String? {
    func isSame(_ one: Double?, _ other: Double?) -> Bool {
      guard let one, let other else { return one == nil && other == nil }
      // The record has null for all figures that are not finite.
      return one == other || !one.isFinite && !other.isFinite
    }
    let (last, best) = (rows.last?.values ?? [:], Self.best(of: rows))
    for metric in Metric.allCases {
      guard isSame(final.values[metric], last[metric]) else { return "final.\(metric.rawValue)" }
      guard self.best[metric]?.value == best[metric]?.value else { return "best.\(metric.rawValue)" }
      guard self.best[metric]?.epoch == best[metric]?.epoch else { return "best_epoch.\(metric.rawValue)" }
    }
    guard divergedAtEpoch == Self.divergedAtEpoch(in: rows) else { return "diverged_at_epoch" }
    if let divergence {
      let seen = rows.first { row in
        [Metric.trainLoss, .testLoss, .validationLoss].contains {
          row.values[$0].map { !$0.isFinite } ?? false
        }
      }
      guard divergence.epoch <= seen?.epoch ?? rows.count else { return "diverged" }
    }
    let stopping = EarlyStopping(spec.training, after: rows)
    guard isWhole(rows, stopping) else { return "number of epochs" }
    guard stoppedAfterEpoch == (stopping?.isOver == true ? rows.count : nil) else {
      return "stopped_after_epoch"
    }
    guard restoredEpoch == stopping?.restoredEpoch else { return "restored_epoch" }
    return nil
  }

  /// Whether a training of the spec ends with the last of these rows.
  /// - Parameter stopping: the state after them.
  private func isWhole(_ rows: [EpochRecord], _ stopping: EarlyStopping?) -> Bool {
    if EarlyStopping(spec.training, after: rows.dropLast())?.isOver == true { return false }
    if stopping?.isOver == true || isStopped && rows.count == divergence?.epoch { return true }
    // A record of version 0.2.0 lacks the number of samples, but has a number of epochs.
    return spec.training.epochCount(samples: trainCount).map { $0 == rows.count } ?? true
  }

  /// Whether the training ended at a value that was not finite, as `training.on_divergence` says.
  public var isStopped: Bool { spec.training.onDivergence == .stop && divergence != nil }

  /// The first epoch with a figure that is not finite; nil if there is none.
  public static func divergedAtEpoch(in records: [EpochRecord]) -> Int? {
    records.first { $0.values.values.contains { !$0.isFinite } }?.epoch
  }
}

/// The best value of a metric.
public struct BestFigure: Equatable, Sendable {
  public var value: Double
  /// The first epoch that has the value.
  public var epoch: Int

  public init(value: Double, epoch: Int) {
    self.value = value
    self.epoch = epoch
  }
}

/// The time of an epoch.
public struct EpochTiming: Equatable, Sendable {
  /// Counted from 1.
  public var epoch: Int
  public var trainSeconds: Double
  public var evaluateSeconds: Double

  public init(epoch: Int, trainSeconds: Double, evaluateSeconds: Double) {
    self.epoch = epoch
    self.trainSeconds = trainSeconds
    self.evaluateSeconds = evaluateSeconds
  }
}

extension RunRecord {
  /// The epoch of the first value that was not finite; nil if there was none.
  public var epochOfDivergence: Int? { divergence?.epoch ?? divergedAtEpoch }

  /// Gives the run the name of its folder, which may have been renamed.
  public mutating func rename(_ name: String) {
    self.name = name
    spec.name = name
  }
}

/// The call of bnlab that trained a run.
public struct RunCall: Equatable, Sendable {
  /// The command line, quoted for a shell; nil if it is not known.
  public var command: String?
  /// The commit that was checked out in the Git repository in which the spec's file is; nil if it is in none.
  public var commit: String?

  public init(command: String? = nil, commit: String? = nil) {
    self.command = command
    self.commit = commit
  }
}
