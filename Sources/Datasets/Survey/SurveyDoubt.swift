/// What was seen in data and may be meant otherwise than it is taken.
public enum SurveyDoubt: Equatable, Sendable {
  /// The files of samples and labels may be swapped.
  case swapped
  /// Few whole numbers, some of them negative, so that they are not numbers of classes.
  case negativeClasses([Int])
  /// All labels are this number.
  case equalLabels(Float)
  /// The label is a text that differs in almost every row: how many texts there are.
  case identifier(column: String, texts: Int)

  /// - Parameters:
  ///   - values: labels that are numbers, one for each sample.
  init?(numbers values: [Float]) {
    // A class has several samples.
    let limit = min(10, values.count / 2)
    var found: Set<Float> = []
    for value in values {
      found.insert(value)
      if found.count > max(limit, 1) { return nil }
    }
    guard let first = found.first else { return nil }
    if found.count == 1, values.count > 1 {
      self = .equalLabels(first)
      return
    }
    let whole = found.compactMap { Int(exactly: $0) }
    guard found.count > 1, whole.count == found.count, whole.contains(where: { $0 < 0 }) else { return nil }
    self = .negativeClasses(whole.sorted())
  }

  /// - Parameters:
  ///   - column: the name of the label's column.
  ///   - texts: how many different texts the labels are.
  ///   - count: the number of samples.
  init?(column: String, texts: Int, count: Int) {
    guard count >= 10, 10 * texts >= 9 * count else { return nil }
    self = .identifier(column: column, texts: texts)
  }
}
