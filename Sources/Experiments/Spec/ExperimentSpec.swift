/// One experiment, resolved: inheritance, overrides and defaults are worked in, and paths are absolute.
public struct ExperimentSpec: Equatable, Sendable {
  /// The experiment's name, which is also its run folder's: the spec file's name without its ending, then one
  /// `+key=value` for each override.
  public var name: String
  public var title: String?
  public var source: SourceSpec?
  /// Figures that the source prints, by the names of metrics.csv's columns.
  public var published: [Metric: Double]
  /// What was chosen because the source is silent, and other remarks; a sentence each.
  public var notes: [String]
  public var dataset: DatasetSpec
  public var model: [LayerSpec]
  public var loss: LossSpec
  public var optimizer: OptimizerSpec
  public var training: TrainingSpec
  /// A safetensors file with the weights to start from.
  public var initialWeights: String?
}

/// Where an experiment comes from.
public struct SourceSpec: Equatable, Sendable {
  public var tutorial: String
  public var url: String?
}

/// The loss that is minimised: the mean over a batch's samples.
public enum LossSpec: Equatable, Sendable {
  /// −log p of a binary label; the model ends in `sigmoid` unless `fromLogits`.
  case binaryCrossentropy(fromLogits: Bool)
  /// −log p of an integer label; the model ends in `softmax` unless `fromLogits`, which takes the last output,
  /// whatever it is, through log-softmax.
  case categoricalCrossentropy(fromLogits: Bool)
}

public enum OptimizerSpec: Equatable, Sendable {
  case sgd(learningRate: Double, momentum: Double, nesterov: Bool)
  case rmsprop(learningRate: Double, rho: Double, epsilon: Double)
  case adam(learningRate: Double, beta1: Double, beta2: Double, epsilon: Double)
}

public struct TrainingSpec: Equatable, Sendable {
  public var epochs: Int
  public var batchSize: Int = 32
  public var shuffle: Bool = true
  public var seed: UInt64 = 1
  /// Evaluate the training set in inference mode after each epoch.
  public var evaluateTrain: Bool = true
  /// From the epoch after this one on, BN layers normalise with their moving statistics, which stop changing.
  public var freezeBatchNormAfterEpoch: Int?
  /// Write the loss of every batch to batches.csv.
  public var logBatches: Bool = false
}
