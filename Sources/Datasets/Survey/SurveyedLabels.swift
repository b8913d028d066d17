/// What the labels of a data set most likely are.
public enum SurveyedLabels: Equatable, Sendable {
  /// One of several classes: the number of samples of each, by class number. `names`: if the labels are texts.
  case classes(counts: [Int], names: [String]?)
  /// A row with a single 1, in the column of the class.
  case oneHot(counts: [Int])
  /// Columns of 0 and 1, and the number of ones in each.
  case severalLabels(ones: [Int])
  /// Numbers to predict: how many each sample has, and the least and the greatest of all.
  case numbers(columns: Int, minimum: Double, maximum: Double)

  /// The number of classes above which whole numbers are taken for quantities, whatever their number.
  private static let classLimit = 1000

  /// - Parameters:
  ///   - values: [samples, columns], row-major, finite, at least one.
  public init(_ values: [Float], columns: Int) {
    let numbers = Self.numbers(
      columns: columns, minimum: Double(values.min() ?? 0), maximum: Double(values.max() ?? 0))
    guard columns > 1 else {
      self = Self.classCounts(values).map { .classes(counts: $0, names: nil) } ?? numbers
      return
    }
    guard values.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      self = numbers
      return
    }
    var ones = [Int](repeating: 0, count: columns)
    var isOneHot = true
    for start in stride(from: 0, to: values.count, by: columns) {
      var inRow = 0
      for column in 0..<columns where values[start + column] == 1 {
        ones[column] += 1
        inRow += 1
      }
      isOneHot = isOneHot && inRow == 1
    }
    self = isOneHot ? .oneHot(counts: ones) : .severalLabels(ones: ones)
  }

  /// The number of samples of each class; nil if the numbers are rather quantities: they are not whole, are almost all
  /// different, or leave most numbers out.
  private static func classCounts(_ values: [Float]) -> [Int]? {
    var counts: [Int: Int] = [:]
    for value in values {
      guard let number = Int(exactly: value), number >= 0, number < 2 * classLimit else { return nil }
      counts[number, default: 0] += 1
    }
    guard let greatest = counts.keys.max(), counts.count > 1 else { return nil }
    let isFew = counts.count <= 20 || counts.count <= min(classLimit, values.count / 5)
    guard isFew, counts.count <= max(2, values.count / 2), greatest <= 2 * counts.count else { return nil }
    return (0...greatest).map { counts[$0] ?? 0 }
  }
}
