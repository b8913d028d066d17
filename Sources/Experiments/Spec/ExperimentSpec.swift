import Datasets
import Engine
import Schema

/// A resolved experiment: inheritance, overrides and defaults are applied, and paths are absolute.
public struct ExperimentSpec: Equatable, Sendable {
  /// The name of the experiment and of its run folder: the name of the spec file without its extension, followed by
  /// `+key=value` for each override.
  public var name: String
  /// One line for lists and tables.
  public var title: String?
  public var source: SourceSpec?
  /// Figures that the source gives.
  public var published: PublishedFigures
  /// Choices that the source leaves open, and other remarks, a sentence each.
  public var notes: [String]
  public var dataset: DataSource
  /// The layers from the input to the output.
  public var model: [LayerSpec]
  public var loss: Loss
  public var optimizer: Optimizer.Configuration
  public var training: TrainingSpec
  /// The path of a safetensors file with the weights to start from; nil for random weights.
  public var initialWeights: String?

  public init(
    name: String, title: String? = nil, source: SourceSpec? = nil, published: PublishedFigures = [:],
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

extension ExperimentSpec {
  static let keys = KeyTable(
    "An experiment: the data, the model, and how it is trained.",
    blank: ExperimentSpec(
      name: "", dataset: .circles(Circles()), model: [], loss: .binaryCrossentropy(fromLogits: false),
      optimizer: .sgd(learningRate: 0.01, momentum: 0, nesterov: false), training: TrainingSpec(epochs: 1)),
    [
      .optional("title", \.title, .nullable(.text), "One line for lists and tables."),
      .optional(
        "source", \.source, .nullable(SourceSpec.keys.codec), "The article that the experiment comes from."),
      .optional(
        "published", \.published, .published,
        "Figures that the source gives, by column of metrics.csv."),
      .optional(
        "notes", \.notes, .list(of: .text),
        "Choices that the source leaves open, and other remarks, a sentence each."),
      .required("dataset", \.dataset, DataSource.codec, "Where the samples come from."),
      .required(
        "model", \.model, .list(of: LayerSpec.codec, minimum: 1), "The layers, from the input to the output."),
      .required("loss", \.loss, Loss.codec, "The loss that training minimises."),
      .required("optimizer", \.optimizer, Optimizer.Configuration.codec, "How training changes the weights."),
      .required("training", \.training, TrainingSpec.keys.codec, "How long to train and in what steps."),
      .optional(
        "initial_weights", \.initialWeights, .nullable(.path),
        "The path of a safetensors file with the weights to start from; null for random weights."),
    ])

  static let codec = keys.codec

  /// The spec with every default written out, without its name.
  public var json: JSON { Self.codec.write(self) }
}

extension ExperimentSpec {
  /// The dotted path of the first key with this name, or with the name that it has here: `optimizer.sgd.learning_rate` for
  /// `lr`. Nil if there is none outside of lists.
  public static func path(ofKey name: String) -> String? {
    keys.shape.paths(to: name, in: nil).first?.dotted
  }
}
