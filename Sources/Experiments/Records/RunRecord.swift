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
  /// SHA-256 of each array as the network saw it: train_x, train_y, test_x, test_y.
  public var dataChecksums: [String: String]
  public var parameterCount: Int
}

public struct BestFigure: Equatable, Sendable {
  public var value: Double
  public var epoch: Int
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
