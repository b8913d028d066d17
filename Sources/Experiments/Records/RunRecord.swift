/// What run.json holds: all of a finished run but its curves, weights and batches.
public struct RunRecord: Equatable, Sendable {
  public var name: String
  public var seed: UInt64
  /// The resolved spec with every default written out.
  public var spec: ExperimentSpec
  public var final: EpochRecord
  /// The best value of each metric over the epochs, with its first epoch.
  public var best: [Metric: BestFigure]
  public var epochs: [EpochTiming]
  /// The first epoch with a figure that is not finite.
  public var divergedAtEpoch: Int?
  public var threads: Int
  /// `base`, `avx2`, `avx512` or `neon`.
  public var simd: String
  /// Whether multiply-adds were fused, on which the promise of the same bytes rests.
  public var fusedMultiplyAdd: Bool
  public var machine: String
  /// bnlab's version.
  public var version: String
  /// The number of the results that this version computes; see `ResultsVersion`.
  public var resultsVersion: Int
  /// SHA-256 of each array as the network saw it, train_x, train_y, test_x and test_y, and of the file of initial_weights.
  public var dataChecksums: [String: String]
  public var parameterCount: Int

  public init(
    name: String, seed: UInt64, spec: ExperimentSpec, final: EpochRecord, best: [Metric: BestFigure],
    epochs: [EpochTiming], divergedAtEpoch: Int?, threads: Int, simd: String, fusedMultiplyAdd: Bool,
    machine: String, version: String, resultsVersion: Int = ResultsVersion.current,
    dataChecksums: [String: String], parameterCount: Int
  ) {
    self.name = name
    self.seed = seed
    self.spec = spec
    self.final = final
    self.best = best
    self.epochs = epochs
    self.divergedAtEpoch = divergedAtEpoch
    self.threads = threads
    self.simd = simd
    self.fusedMultiplyAdd = fusedMultiplyAdd
    self.machine = machine
    self.version = version
    self.resultsVersion = resultsVersion
    self.dataChecksums = dataChecksums
    self.parameterCount = parameterCount
  }

  /// The best value of each metric with the first epoch that has it; none for a metric that was never finite.
  public static func best(of records: [EpochRecord]) -> [Metric: BestFigure] {
    var best: [Metric: BestFigure] = [:]
    for record in records {
      for (metric, value) in record.values where value.isFinite {
        if let old = best[metric], metric.higherIsBetter ? value <= old.value : value >= old.value {
          continue
        }
        best[metric] = BestFigure(value: value, epoch: record.epoch)
      }
    }
    return best
  }

  /// The first epoch with a figure that is not finite.
  public static func divergedAtEpoch(in records: [EpochRecord]) -> Int? {
    records.first { $0.values.values.contains { !$0.isFinite } }?.epoch
  }
}

public struct BestFigure: Equatable, Sendable {
  public var value: Double
  public var epoch: Int

  public init(value: Double, epoch: Int) {
    self.value = value
    self.epoch = epoch
  }
}

public struct EpochTiming: Equatable, Sendable {
  public var epoch: Int
  public var trainSeconds: Double
  public var evaluateSeconds: Double

  public init(epoch: Int, trainSeconds: Double, evaluateSeconds: Double) {
    self.epoch = epoch
    self.trainSeconds = trainSeconds
    self.evaluateSeconds = evaluateSeconds
  }
}
