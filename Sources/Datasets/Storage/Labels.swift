/// What each sample is to be taken for.
public enum Labels: Equatable, Sendable {
  /// Class numbers from 0, for the cross-entropies.
  case classes([Int32])
  /// Numbers, for a regression loss: [samples, columns], row-major.
  case values([Float], columns: Int = 1)

  public var count: Int {
    switch self {
    case .classes(let classes): classes.count
    case .values(let values, let columns): values.count / columns
    }
  }

  /// The numbers of a sample.
  public var columns: Int {
    switch self {
    case .classes: 1
    case .values(_, let columns): columns
    }
  }

  /// One more than the largest class; nil for numbers.
  public var classCount: Int? {
    switch self {
    case .classes(let classes): Int(classes.max() ?? -1) + 1
    case .values: nil
    }
  }

  /// Labels of a data set that has nothing but classes, in the form the loss wants.
  init(classes: [Int32], as kind: LabelKind) {
    switch kind {
    case .classes: self = .classes(classes)
    case .values: self = .values(classes.map(Float.init))
    }
  }
}

/// The form of labels that a loss wants.
public enum LabelKind: Sendable {
  case classes, values
}
