import Datasets
import Engine

/// The training and the test set as the network takes them; shared between runs, and freed with the last.
public final class TrainingData: Sendable {
  public struct Samples: Sendable {
    /// [count, …] in row-major order.
    public let features: DataArray
    public let labels: [Int32]
    public let shape: SampleShape
    public var count: Int { labels.count }

    /// Calls `body` with the samples as the engine takes them.
    func withSamples<Result>(_ body: (NetworkRunner.Samples) throws -> Result) rethrows -> Result {
      try features.withUnsafeBufferPointer { features in
        try labels.withUnsafeBufferPointer { labels in
          guard let features = features.baseAddress, let labels = labels.baseAddress else {
            preconditionFailure("a data set has samples")
          }
          return try body(
            NetworkRunner.Samples(features: features, labels: labels, count: count, shape: shape))
        }
      }
    }
  }

  public let train: Samples
  public let test: Samples

  /// - Throws: `PlanError` where the samples have a shape that no layer takes, or labels that are not classes.
  public init(_ dataset: Dataset) throws(PlanError) {
    guard let shape = SampleShape(dataset.featureShape) else {
      throw PlanError(keyPath: "dataset", problem: .dataShape(dataset.featureShape))
    }
    guard case .classes(let trainLabels) = dataset.trainY, case .classes(let testLabels) = dataset.testY
    else {
      throw PlanError(keyPath: "dataset", problem: .labelsAreNotClasses)
    }
    train = Samples(features: dataset.trainX, labels: trainLabels, shape: shape)
    test = Samples(features: dataset.testX, labels: testLabels, shape: shape)
  }
}

extension SampleShape {
  /// Nil where a network has no use for samples of this shape.
  init?(_ dimensions: [Int]) {
    switch dimensions.count {
    case 1: self = .features(dimensions[0])
    case 3: self = .image(channels: dimensions[0], height: dimensions[1], width: dimensions[2])
    default: return nil
    }
  }
}
