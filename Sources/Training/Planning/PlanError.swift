import Engine
import Experiments
import Text

/// A well-formed spec that does not make a network, or does not fit its data.
public struct PlanError: Error, Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    case shape(layer: String, ShapeError)
    case outputIsNotFlat(SampleShape)
    /// Why the loss cannot be computed from the model's outputs.
    case outputs(String)
    case labelTooLarge(label: Int, outputs: Int, loss: String)
    case dataShape([Int])
    case labelsAreNotClasses
    case targetsAreNotNumbers
    case targetColumns(columns: Int, outputs: Int)
    case shortLastBatch(samples: Int, batchSize: Int)
    case noWholeBatch(samples: Int, batchSize: Int)
    case memory(needed: Int?, available: Int)
    case tooManySamples(Int)
    case unusableWeights(path: String, problem: String)
  }

  /// Where in the spec, such as `model[3]`.
  public let keyPath: String
  public let problem: Problem

  public init(keyPath: String, problem: Problem) {
    self.keyPath = keyPath
    self.problem = problem
  }

  /// Of a layer of the model, or of one of its options.
  static func keyPath(layer index: Int, _ name: String, key: String?) -> String {
    "model[\(index)]" + (key.map { ".\(name).\($0)" } ?? "")
  }
}

extension PlanError: CustomStringConvertible {
  public var description: String {
    switch problem {
    case .shape(let layer, let error): "\(layer) \(error)"
    case .outputIsNotFlat(let shape):
      "the model ends with \(shape), but a loss needs flat outputs; put \"flatten\" and a dense layer before it"
    case .outputs(let problem): problem
    case .labelTooLarge(let label, let outputs, let loss):
      "the data has the label \(label), but with \(outputs) output\(outputs == 1 ? "" : "s") \(loss) allows"
        + " 0 to \(max(outputs, 2) - 1)"
    case .dataShape(let shape):
      "the data's samples have the shape \(shape), but a network takes [features], [steps, features] or"
        + " [channels, height, width]"
    case .labelsAreNotClasses: "the labels must be integers, a class each"
    case .targetsAreNotNumbers: "the targets must be numbers"
    case .targetColumns(let columns, let outputs):
      "the data has \(columns) number\(columns == 1 ? "" : "s") for each sample's target, but the model has"
        + " \(outputs) output\(outputs == 1 ? "" : "s")"
    case .shortLastBatch(let samples, let batchSize):
      "the last batch of an epoch has \(samples) of \(batchSize) samples, which last_batch \"error\" refuses;"
        + " \"keep\" trains on it, \"drop\" leaves it out"
    case .noWholeBatch(let samples, let batchSize):
      "last_batch \"drop\" leaves nothing to train on: the data has \(samples) samples, fewer than the batch_size"
        + " \(batchSize)"
    case .memory(let needed, let available):
      "training needs \(needed.map { "some \(byteCountText($0))" } ?? "more than any machine has"), but only"
        + " \(byteCountText(available)) are free; make batch_size or the model smaller"
    case .tooManySamples(let count): "the data has \(count) samples; at most \(Int32.max) can be trained with"
    case .unusableWeights(let path, let problem): "\(path) \(problem)"
    }
  }
}
