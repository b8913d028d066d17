/// What the labels of a sample in several columns may be, where each is 0 or 1.
public enum LabelRow {
  /// What is wrong with a row.
  public enum Problem: Error, Equatable, Sendable {
    /// A number other than 0 and 1, and its column.
    case notZeroOrOne(Float, column: Int)
    /// The number of ones, if it is not one, in a one-hot row.
    case ones(Int)
  }

  /// The class of a one-hot row: the column of its only 1, counted from 0.
  static func oneHotClass(
    of row: some RandomAccessCollection<Float>
  ) throws(Problem) -> Int32 {
    try check(row)
    let ones = row.count { $0 == 1 }
    guard ones == 1, let column = row.enumerated().first(where: { $0.element == 1 })?.offset else {
      throw .ones(ones)
    }
    return Int32(column)
  }

  /// Throws if a number is neither 0 nor 1.
  static func check(_ row: some RandomAccessCollection<Float>) throws(Problem) {
    if let odd = row.enumerated().first(where: { $0.element != 0 && $0.element != 1 }) {
      throw .notZeroOrOne(odd.element, column: odd.offset)
    }
  }
}
