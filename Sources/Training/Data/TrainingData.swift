import Datasets
import Engine
import Experiments

/// The training set, the validation set if there is one, and the test set in the form that the network takes. Runs share them;
/// the last run frees them.
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
    var outline = DatasetOutline(
      featureShape: train.shape.dimensions, trainCount: train.count, testCount: test.count,
      labelColumns: train.labels.columns)
    outline.validationCount = validation?.count ?? 0
    return outline
  }

  /// The data set with its whole training set.
  let dataset: Dataset

  /// The samples that are trained on.
  public let train: Samples
  /// The last samples of the training set; nil if none of them validate.
  public let validation: Samples?
  public let test: Samples
  /// The names of the classes, by class number; nil if they have none.
  public let classNames: [String]?

  /// What pictures and pages call a class: its name, or else its number.
  public func className(_ number: Int) -> String {
    guard let classNames, classNames.indices.contains(number) else { return "\(number)" }
    return classNames[number]
  }

  /// - Parameter training: says how many samples of the training set validate; nil: none.
  /// - Throws: `PlanError` if the samples have a shape that no layer takes, or if the training set is too small to be divided.
  public init(_ dataset: Dataset, _ training: TrainingSpec? = nil) throws(PlanError) {
    guard let shape = SampleShape(dataset.featureShape) else {
      throw PlanError(keyPath: "dataset", problem: .dataShape(dataset.featureShape))
    }
    let count = dataset.trainY.count
    let trainCount = try training?.checkedTrainCount(of: count) ?? count
    func part(_ range: Range<Int>) -> Samples {
      Samples(features: dataset.trainX.rows(range), labels: dataset.trainY.rows(range), shape: shape)
    }
    self.dataset = dataset
    train = part(0..<trainCount)
    validation = trainCount < count ? part(trainCount..<count) : nil
    test = Samples(features: dataset.testX, labels: dataset.testY, shape: shape)
    classNames = dataset.classNames
  }
}

extension TrainingSpec {
  /// How many of the samples of the training set are trained on.
  /// - Throws: `PlanError` if `validation_split` leaves none to train on, or none to validate.
  fileprivate func checkedTrainCount(of samples: Int) throws(PlanError) -> Int {
    let count = trainCount(of: samples)
    if let validationSplit, count == 0 || count == samples {
      throw PlanError(
        keyPath: "training.validation_split",
        problem: .emptySplit(split: validationSplit, samples: samples, leavesTraining: count > 0))
    }
    return count
  }
}

extension DatasetOutline {
  /// The outline after the division of the training set.
  /// - Throws: `PlanError` if the training set is too small to be divided.
  func divided(for training: TrainingSpec) throws(PlanError) -> DatasetOutline {
    var outline = self
    outline.trainCount = try training.checkedTrainCount(of: trainCount)
    outline.validationCount = trainCount - outline.trainCount
    return outline
  }
}

extension Labels {
  fileprivate func rows(_ range: Range<Int>) -> Labels {
    // Usually all of them, which are not copied.
    if range == 0..<count { return self }
    return switch self {
    case .classes(let classes): .classes(Array(classes[range]))
    case .values(let values, let columns):
      .values(
        Array(values[range.lowerBound * columns..<range.upperBound * columns]), columns: columns)
    }
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
