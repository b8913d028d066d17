import Datasets
import Engine
import Text

/// A valid setting of a spec that is probably a mistake.
public struct PlanWarning: Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    /// A batch normalization gets batches with one value per channel. `ofLastBatch`: only the last batch is like that.
    case singleValues(layer: String, ofLastBatch: Bool)
    /// An option of a layer.
    case option(layer: String, LayerWarning.Problem)
    /// `training.precise_batch_norm` is set, but there are no moving statistics.
    case nothingToRecompute
    /// Samples of this shape are read as [channels, height, width], but are probably [height, width, channels].
    case channelsLookLast([Int])
    /// The data can be used and yet are probably not what was meant.
    case data(DatasetWarning)
    /// `training.evaluation_batch_size` is set, but no layer normalises by the evaluated batch.
    case evaluationBatchSizeIsUnused
    /// A batch normalization that normalises by the evaluated batch gets one with a single value per channel.
    case singleEvaluatedValues(layer: String)
  }

  /// The path in the spec, such as `model[3]`.
  public let keyPath: String
  public let problem: Problem
}

extension PlanWarning: CustomStringConvertible {
  public var description: String {
    switch problem {
    case .singleValues(let layer, true):
      "\(layer) gets only one value per channel from the last batch of an epoch, which is a single sample:"
        + " for any value the output is beta, and the moving variance moves towards 0;"
        + " training.last_batch \"drop\" leaves this batch out"
    case .singleValues(let layer, false):
      "\(layer) gets only one value per channel from every batch: for any value the output is beta"
    case .option(let layer, let problem): "\(layer) \(problem)"
    case .nothingToRecompute: "the model has no batch_norm with moving statistics to recompute"
    case .channelsLookLast(let shape):
      "samples of the shape \(shape) are taken as \(counted(shape[0], "channel")) of \(shape[1])×\(shape[2]) pixels;"
        + " if they are images of \(shape[0])×\(shape[1]) pixels with \(counted(shape[2], "channel")), as Keras keeps"
        + " them, state \"layout\": \"channels_last\" (if not, \"channels_first\")"
    case .data(let warning): warning.description
    case .evaluationBatchSizeIsUnused:
      "this has no effect: no batch_norm of the model has inference_statistics \"batch\""
    case .singleEvaluatedValues(let layer):
      "\(layer) gets only one value per channel from an evaluated batch that is a single sample:"
        + " for any value the output is beta; training.evaluation_batch_size is the size of an evaluated batch"
    }
  }
}
