import Text

/// An entry of a table: a value at full precision for machines, and its text for people.
public struct Cell: Equatable, Sendable {
  public enum Value: Equatable, Sendable {
    case none
    case text(String)
    case integer(Int)
    case seed(UInt64)
    case number(Double)
    case boolean(Bool)
  }

  public let value: Value
  /// The text for people, on one line.
  public let shown: String
  /// How people see that the cell stands out.
  public let emphasis: Emphasis

  public init(_ value: Value, shown: String, _ emphasis: Emphasis = .none) {
    self.value = value
    self.shown = shown.singleLine
    self.emphasis = emphasis
  }

  func emphasized(_ emphasis: Emphasis) -> Cell { Cell(value, shown: shown, emphasis) }

  /// The same with another text for people.
  func showing(_ text: String) -> Cell { Cell(value, shown: text, emphasis) }

  /// An empty cell: blank for people, an empty field or null for machines.
  public static let blank = Cell(.none, shown: "")

  public static func text(_ text: String) -> Cell { Cell(.text(text), shown: text) }

  public static func integer(_ value: Int) -> Cell { Cell(.integer(value), shown: String(value)) }

  public static func seed(_ value: UInt64) -> Cell { Cell(.seed(value), shown: String(value)) }

  public static func boolean(_ value: Bool) -> Cell { Cell(.boolean(value), shown: value ? "yes" : "no") }

  /// A count with separated thousands: `1,234,567`.
  public static func count(_ value: Int) -> Cell {
    var shown = ""
    for (index, digit) in String(value.magnitude).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { shown.append(",") }
      shown.append(digit)
    }
    return Cell(.integer(value), shown: (value < 0 ? "-" : "") + String(shown.reversed()))
  }

  /// A figure, rounded for people.
  /// - Parameter others: numbers of the same statement, such as the other percentiles.
  public static func figure(
    _ value: Double?, _ precision: Precision = .figure, among others: [Double?] = []
  ) -> Cell {
    value.map { Cell(.number($0), shown: precision.text($0, among: others.compactMap { $0 })) } ?? .blank
  }

  /// A difference, which always shows its sign.
  /// - Parameter others: numbers of the same statement, such as what is subtracted.
  public static func difference(
    _ value: Double?, _ precision: Precision = .figure, among others: [Double?] = []
  ) -> Cell {
    value.map {
      Cell(.number($0), shown: precision.text($0, isSigned: true, among: others.compactMap { $0 }))
    } ?? .blank
  }

  /// `mean ± sd`, or only the mean if there is no deviation. Machines get the mean.
  public static func meanAndDeviation(
    _ mean: Double?, _ deviation: Double?, _ precision: Precision = .figure
  ) -> Cell {
    guard let mean else { return .blank }
    guard let deviation else { return .figure(mean, precision) }
    return Cell(.number(mean), shown: precision.texts([mean, deviation]).joined(separator: " ± "))
  }

  /// A number that only machines read.
  static func exact(_ value: Double?) -> Cell {
    value.map { Cell(.number($0), shown: "\($0)") } ?? .blank
  }

  static func percent(_ share: Double) -> Cell {
    Cell(.number(share), shown: "\((100 * share).fixed(1)) %")
  }

  public static func duration(seconds: Double?) -> Cell {
    seconds.map { Cell(.number($0), shown: durationText(seconds: $0)) } ?? .blank
  }
}
