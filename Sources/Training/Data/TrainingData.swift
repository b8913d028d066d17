import Datasets
import Engine

/// The training set and the test set in the form that the network takes. Runs share them; the last run frees them.
public final class TrainingData: Sendable {
  public struct Samples: Sendable {
    /// [count, …] in row-major order.
    public let features: DataArray
    public let labels: Labels
    public let shape: SampleShape
    public var count: Int { labels.count }

    /// Calls `body` with the samples in the form that the engine takes. They are valid only during the call.
    public func withSamples<Result>(_ body: (NetworkRunner.Samples) throws -> Result) rethrows -> Result {
      try features.withUnsafeBufferPointer { features in
        func run(_ targets: Targets?) throws -> Result {
          guard let features = features.baseAddress, let targets else {
            preconditionFailure("a data set has samples")
          }
          return try body(
            NetworkRunner.Samples(features: features, targets: targets, count: count, shape: shape))
        }
        switch labels {
        case .classes(let classes):
          return try classes.withUnsafeBufferPointer { try run($0.baseAddress.map(Targets.labels)) }
        case .values(let values, _):
          return try values.withUnsafeBufferPointer { try run($0.baseAddress.map(Targets.values)) }
        }
      }
    }
  }

  /// The shape and the number of the samples.
  var outline: DatasetOutline {
    DatasetOutline(
      featureShape: train.shape.dimensions, trainCount: train.count, testCount: test.count,
      labelColumns: train.labels.columns)
  }

  /// The samples as a data set.
  func dataset() throws(DatasetError) -> Dataset {
    try Dataset(trainX: train.features, trainY: train.labels, testX: test.features, testY: test.labels)
  }

  public let train: Samples
  public let test: Samples
  /// The names of the classes, by class number; nil if they have none.
  public let classNames: [String]?

  /// What pictures and pages call a class: its name, or else its number.
  public func className(_ number: Int) -> String {
    guard let classNames, classNames.indices.contains(number) else { return "\(number)" }
    return classNames[number]
  }

  /// - Throws: `PlanError` if the samples have a shape that no layer takes.
  public init(_ dataset: Dataset) throws(PlanError) {
    guard let shape = SampleShape(dataset.featureShape) else {
      throw PlanError(keyPath: "dataset", problem: .dataShape(dataset.featureShape))
    }
    train = Samples(features: dataset.trainX, labels: dataset.trainY, shape: shape)
    test = Samples(features: dataset.testX, labels: dataset.testY, shape: shape)
    classNames = dataset.classNames
  }
}

extension SampleShape {
  /// Nil if a network cannot take samples of this shape.
  init?(_ dimensions: [Int]) {
    switch dimensions.count {
    case 1: self = .features(dimensions[0])
    case 2: self = .sequence(steps: dimensions[0], features: dimensions[1])
    case 3: self = .image(channels: dimensions[0], height: dimensions[1], width: dimensions[2])
    default: return nil
    }
  }
}
