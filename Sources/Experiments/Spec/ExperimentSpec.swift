import Datasets
import Engine
import Schema

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
  public var dataset: DataSource
  public var model: [LayerSpec]
  public var loss: Loss
  public var optimizer: Optimizer.Configuration
  public var training: TrainingSpec
  /// A safetensors file with the weights to start from.
  public var initialWeights: String?

  public init(
    name: String, title: String? = nil, source: SourceSpec? = nil, published: [Metric: Double] = [:],
    notes: [String] = [], dataset: DataSource, model: [LayerSpec], loss: Loss,
    optimizer: Optimizer.Configuration,
    training: TrainingSpec, initialWeights: String? = nil
  ) {
    self.name = name
    self.title = title
    self.source = source
    self.published = published
    self.notes = notes
    self.dataset = dataset
    self.model = model
    self.loss = loss
    self.optimizer = optimizer
    self.training = training
    self.initialWeights = initialWeights
  }
}

/// Where an experiment comes from.
public struct SourceSpec: Equatable, Sendable {
  public var tutorial: String
  public var url: String?

  public init(tutorial: String, url: String? = nil) {
    self.tutorial = tutorial
    self.url = url
  }
}

extension ExperimentSpec {
  static let keys = KeyTable(
    "An experiment: what is trained, on what, and how.",
    blank: ExperimentSpec(
      name: "", dataset: .circles(Circles()), model: [], loss: .binaryCrossentropy(fromLogits: false),
      optimizer: .sgd(learningRate: 0.01, momentum: 0, nesterov: false), training: TrainingSpec(epochs: 1)),
    [
      .optional("title", \.title, .nullable(.text), "One line for lists and tables."),
      .optional(
        "source", \.source, .nullable(SourceSpec.keys.codec), "The article that the experiment comes from."),
      .optional(
        "published", \.published, .published,
        "Figures that the source prints at the end of training, by the names of metrics.csv's columns."),
      .optional(
        "notes", \.notes, .list(of: .text),
        "What was chosen because the source is silent, and other remarks; a sentence each."),
      .required("dataset", \.dataset, DataSource.codec, "Where the samples come from."),
      .required(
        "model", \.model, .list(of: LayerSpec.codec, minimum: 1), "The layers, from the input to the output."),
      .required("loss", \.loss, Loss.codec, "What training minimises."),
      .required("optimizer", \.optimizer, Optimizer.Configuration.codec, "How the weights are changed."),
      .required("training", \.training, TrainingSpec.keys.codec, "How long and in what steps."),
      .optional(
        "initial_weights", \.initialWeights, .nullable(.path),
        "A safetensors file with the weights to start from."),
    ])

  static let codec = keys.codec

  /// The spec with every default written out; its name is not part of it.
  public var json: JSON { Self.codec.write(self) }
}

extension SourceSpec {
  static let keys = KeyTable(
    "Where an experiment comes from.", blank: SourceSpec(tutorial: ""),
    [
      .required("tutorial", \.tutorial, .text, "The article's title."),
      .optional("url", \.url, .nullable(.text), "The article's address."),
    ])
}

extension Codec where Value == [Metric: Double] {
  /// Figures by the metric's name; one that is null or missing is not published.
  static var published: Codec {
    let table = KeyTable(
      "Published figures.", blank: [:],
      Metric.allCases.map { metric in
        .optional(
          metric.rawValue, \.[metric], .nullable(.number(metric.range)),
          metric.higherIsBetter ? "A share of the samples, from 0 to 1." : "A mean over the samples.")
      })
    return Codec(shape: .object(table.shape), read: table.read) { figures in
      .object(
        Metric.allCases.compactMap { metric in
          figures[metric].map { JSON.Member(metric.rawValue, .double($0)) }
        })
    }
  }
}

extension Metric {
  /// The values that the metric can have.
  fileprivate var range: NumberRange {
    switch self {
    case .trainAccuracy, .trainEvalAccuracy, .testAccuracy: .fraction
    case .trainLoss, .trainEvalLoss, .testLoss: .notNegative
    }
  }
}
