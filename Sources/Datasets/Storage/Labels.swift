/// The right answer for each sample: a class, or the numbers that a network should predict.
public enum Labels: Equatable, Sendable {
  /// Class numbers counted from 0, for the cross-entropy losses.
  case classes([Int32])
  /// Numbers, for a regression loss: [samples, columns], row-major.
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
    case .classes: self = .classes(classes)
    case .values: self = .values(classes.map(Float.init))
    }
  }
}

/// The kind of labels that a loss needs: class numbers, or numbers to predict.
public enum LabelKind: Sendable {
  case classes, values
}
