/// The right answer for each sample: a class, or the numbers that a network should predict.
public enum Labels: Equatable, Sendable {
  /// Class numbers counted from 0, for the cross-entropy losses.
  case classes([Int32])
  /// Numbers, for a regression loss, or several labels of 0 or 1: [samples, columns], row-major.
  case values([Float], columns: Int = 1)

  /// The number of samples.
  public var count: Int {
    switch self {
    case .classes(let classes): classes.count
    case .values(let values, let columns): values.count / columns
    }
  }

  /// How many numbers the label of a sample has; 1 for classes.
  public var columns: Int {
    switch self {
    case .classes: 1
    case .values(_, let columns): columns
    }
  }

  /// One more than the largest class. Nil for numbers.
  public var classCount: Int? {
    switch self {
    case .classes(let classes): Int(classes.max() ?? -1) + 1
    case .values: nil
    }
  }

  /// Labels of a data set that has only classes, as the loss needs them: a regression gets class numbers as floats.
  init(classes: [Int32], as kind: LabelKind) {
    switch kind {
    case .classes, .binary: self = .classes(classes)
    case .values: self = .values(classes.map(Float.init))
    }
  }
}

/// The kind of labels that a loss needs.
public enum LabelKind: Sendable {
  /// Class numbers.
  case classes
  /// Numbers to predict.
  case values
  /// The classes 0 and 1, or several columns of 0 and 1.
  case binary
}
