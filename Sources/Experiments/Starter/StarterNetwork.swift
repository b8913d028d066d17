import Datasets
import Text

/// The network, the loss and the training of a `StarterSpec`.
struct StarterNetwork: Equatable {
  /// The entries of the model as text.
  let layers: [String]
  let loss: String
  let learningRate: String
  let epochs: Int
  let batchSize: Int
  /// The key that leaves a last batch of one sample out; empty if there is none.
  let lastBatch: String
  let sentences: [String]

  private static let norm = "\"batch_norm\""

  /// The places of batch normalization in the model.
  var normalizations: [Int] { layers.indices.filter { layers[$0] == Self.norm } }

  init(_ survey: DataSurvey) {
    let (outputs, end, loss, lossSentence) = Self.ending(survey.labels)
    layers = Self.body(survey.sampleShape) + [#"{ "dense": { "units": \#(outputs) } }"#] + end
    self.loss = loss
    var sentences = [Self.bodySentence(survey.sampleShape), lossSentence]
    if case .numbers(_, let minimum, let maximum) = survey.labels {
      learningRate = "0.01"
      if max(abs(minimum), abs(maximum)) > 10 {
        sentences.append(
          "The numbers to predict go from \(Float(minimum)) to \(Float(maximum)), and their"
            + " loss is in squared units; a network learns such numbers slowly, so divide or standardize them."
        )
      }
    } else {
      learningRate = "0.001"
    }
    let count = survey.trainCount
    batchSize = count >= 128 ? 32 : count >= 32 ? 16 : max(2, min(8, count))
    // A last batch of one sample has no variance.
    lastBatch = count % batchSize == 1 && count > 1 ? ", \"last_batch\": \"drop\"" : ""
    let steps = survey.sampleShape.count == 3 ? 1000 : 3000
    epochs = min(max(steps * batchSize / max(count, 1), 3), survey.sampleShape.count == 3 ? 20 : 100)
    if !lastBatch.isEmpty {
      sentences.append(
        "The last batch, a single sample, is left out: batch normalization needs more than one.")
    }
    sentences.append("Training: \(epochs) epochs in batches of \(batchSize) with Adam.")
    self.sentences = sentences
  }

  /// The hidden layers for samples of a shape.
  private static func body(_ shape: [Int]) -> [String] {
    switch shape.count {
    case 3:
      let side = min(shape[1], shape[2])
      var layers: [String] = []
      for (filters, smallest) in [(8, 4), (16, 8)] {
        layers += [
          #"{ "conv2d": { "filters": \#(filters), "kernel_size": 3, "padding": "same" } }"#, norm, "\"relu\"",
        ]
        if side >= smallest { layers.append(#"{ "max_pool2d": { "pool_size": 2 } }"#) }
      }
      return layers + ["\"flatten\""]
    case 2: return [#"{ "lstm": { "units": 32 } }"#, norm]
    default:
      return (0..<2).flatMap { _ in [#"{ "dense": { "units": 32 } }"#, norm, "\"relu\""] }
    }
  }

  private static func bodySentence(_ shape: [Int]) -> String {
    let norm = "with batch normalization; in the second file without"
    return switch shape.count {
    case 3: "Two convolutions of 3×3 pixels, \(norm)."
    case 2: "An LSTM of 32 units, \(norm)."
    default: "Two dense layers of 32 units, \(norm)."
    }
  }

  /// The number of outputs, the layers after them, the loss, and a sentence about them.
  private static func ending(_ labels: SurveyedLabels) -> (Int, [String], String, String) {
    switch labels {
    case .classes(let counts, _) where counts.count == 2:
      (
        1, ["\"sigmoid\""], "binary_crossentropy",
        "Two classes: one output, the probability of class 1, and binary_crossentropy."
      )
    case .classes(let counts, _), .oneHot(let counts):
      (
        counts.count, ["\"softmax\""], "categorical_crossentropy",
        "An output for each of the \(counts.count) classes, and categorical_crossentropy."
      )
    case .severalLabels(let ones):
      (
        ones.count, ["\"sigmoid\""], "binary_crossentropy",
        "An output for each of the \(ones.count) labels, and binary_crossentropy, the mean over them."
      )
    case .numbers(let columns, _, _):
      (
        columns, [], "mean_squared_error",
        "\(columns == 1 ? "One output for the number" : "\(columns) outputs for the numbers") to predict, and mean_squared_error."
      )
    }
  }
}
