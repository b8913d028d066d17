import Engine
import Experiments
import Text

/// A spec that is well-formed but cannot be trained: its network is impossible, or does not fit the data or the machine.
public struct PlanError: Error, Equatable, Sendable {
  public enum Problem: Equatable, Sendable {
    /// A layer does not fit its input.
    case shape(layer: String, ShapeError)
    /// A layer, or the loss if it is nil, needs flat features, but gets an image from a dense layer, whose index is
    /// `dense`: probably a `flatten` before that layer has been forgotten.
    case imageFromDense(layer: String?, SampleShape, dense: Int)
    /// The output of the model must be a list of numbers.
    case outputIsNotFlat(SampleShape)
    /// Why the loss cannot be computed from the model's outputs.
    case outputs(String)
    /// `classes`: one more than the largest label of all sets. `names`: of the classes, if they are texts.
    case labelTooLarge(
      label: Int, sample: Int, of: String, outputs: Int, loss: String, classes: Int, names: [String]?)
    case dataShape([Int])
    case labelsAreNotClasses
    case targetsAreNotNumbers
    /// The columns of the labels: of targets, of several labels or of one-hot rows.
    case targetColumns(columns: Int, outputs: Int, loss: Loss)
    case shortLastBatch(samples: Int, batchSize: Int)
    case noWholeBatch(samples: Int, batchSize: Int)
    /// In bytes. `needed` is nil if the number is too large for an integer.
    case memory(needed: Int?, available: Int)
    case tooManySamples(Int)
    case unusableWeights(path: String, problem: String)
    /// `training.validation_split` leaves no sample to train on, or none to validate.
    case emptySplit(split: Double, samples: Int, leavesTraining: Bool)
  }

  /// The path in the spec, such as `model[3]`.
  public let keyPath: String
  public let problem: Problem
  /// What else may be the cause, and what to do then. Nil if nothing is known.
  public let remedy: String?

  public init(keyPath: String, problem: Problem, remedy: String? = nil) {
    self.keyPath = keyPath
    self.problem = problem
    self.remedy = remedy
  }

  /// The path of a layer of the model, or of one of its options if there is a key.
  static func keyPath(layer index: Int, _ name: String, key: String?) -> String {
    "model[\(index)]" + (key.map { ".\(name).\($0)" } ?? "")
  }
}

extension PlanError: CustomStringConvertible {
  public var description: String { (words + (remedy.map { "; \($0)" } ?? "")).singleLine }

  private var words: String {
    switch problem {
    case .shape(let layer, let error): "\(layer) \(error)"
    case .imageFromDense(let layer, let shape, let dense):
      (layer.map { "\($0) needs flat features, but gets \(shape)" }
        ?? "the model ends with \(shape), but a loss needs flat outputs")
        + ": the dense layer model[\(dense)] maps the channels of every pixel of an image;"
        + " put \"flatten\" before it to connect all values of the image"
    case .outputIsNotFlat(let shape):
      "the model ends with \(shape), but a loss needs flat outputs; end the model with \"flatten\" and a dense layer"
    case .outputs(let problem): problem
    case .labelTooLarge(let label, let sample, let labels, let outputs, let loss, let classes, let names):
      Self.classesText(label, sample, labels, outputs: outputs, loss, classes: classes, names)
    case .dataShape(let shape):
      "the samples of the data have the shape \(shape), but a network takes [features], [steps, features] or"
        + " [channels, height, width]"
    case .labelsAreNotClasses: "the labels must be integers, each the number of a class"
    case .targetsAreNotNumbers: "the targets must be numbers"
    case .targetColumns(let columns, let outputs, let loss):
      Self.columnsText(columns, outputs: outputs, loss)
    case .shortLastBatch(let samples, let batchSize):
      "the last batch of an epoch has only \(samples) of \(batchSize) samples, which last_batch \"error\""
        + " does not allow; \"keep\" trains with it, \"drop\" leaves it out"
    case .noWholeBatch(let samples, let batchSize):
      "last_batch \"drop\" leaves no batch to train with: the data has \(samples) samples, fewer than"
        + " batch_size, which is \(batchSize)"
    case .memory(let needed, let available):
      "training needs \(needed.map { "about \(byteCountText($0))" } ?? "more memory than any machine has"), but only"
        + " \(byteCountText(available)) are free; make batch_size or the model smaller"
    case .tooManySamples(let count): "the data has \(count) samples; the maximum is \(Int32.max)"
    case .unusableWeights(let path, let problem): "\(path) \(problem)"
    case .emptySplit(let split, let samples, let leavesTraining):
      "a validation split of \(split) leaves none of the \(counted(samples, "training sample")) to"
        + (leavesTraining ? " validate; use a larger one" : " train on; use a smaller one")
        + ", or null for no validation set"
    }
  }

  private static func classesText(
    _ label: Int, _ sample: Int, _ labels: String, outputs: Int, _ loss: String, classes: Int,
    _ names: [String]?
  ) -> String {
    let present = counted(outputs, "output")
    // A single output is that of binary_crossentropy.
    let limit = outputs == 1 ? ", with which \(loss) tells 2 classes apart" : ""
    let remedy = outputs == 1 ? " outputs, softmax and categorical_crossentropy" : ""
    if let names {
      let list = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", ..." : "")
      return "\(labels) has \(classes) classes (\(list)), but the model has \(present)\(limit);"
        + " use \(classes)\(remedy)"
    }
    return "\(labels) has the label \(label) for sample \(sample) (counted from 0), but the model has"
      + " \(present)\(limit); labels go up to \(classes - 1), so use \(classes)\(remedy)"
  }

  private static func columnsText(_ columns: Int, outputs: Int, _ loss: Loss) -> String {
    let model = "the model has \(counted(outputs, "output"))"
    return switch loss {
    case .binaryCrossentropy where columns == 1:
      "\(loss.name) needs a model with 1 output for labels of one column, but \(model); for one of several classes"
        + " use categorical_crossentropy, for several labels give each its own column of 0 and 1"
    case .binaryCrossentropy:
      "each sample has \(columns) labels, but \(model); \(loss.name) needs an output for each"
        + (outputs == 1 ? ", and one-hot rows need categorical_crossentropy" : "")
    case .categoricalCrossentropy:
      "the labels are one-hot rows of \(columns) classes, but \(model); \(loss.name) needs an output for each class"
    case .meanSquaredError: "the target of each sample has \(counted(columns, "number")), but \(model)"
    }
  }
}
