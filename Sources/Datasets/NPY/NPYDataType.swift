/// The type of a NumPy array's elements. Only types that bnlab can read have a value.
public struct NPYDataType: Equatable, Sendable {
  public enum Element: Equatable, Sendable {
    case bool
    case int8, int16, int32, int64
    case uint8, uint16, uint32, uint64
    case float16, float32, float64
  }

  public var element: Element
  public var isBigEndian: Bool

  init(_ element: Element, isBigEndian: Bool = false) {
    self.element = element
    self.isBigEndian = isBigEndian
  }

  /// Reads NumPy's notation, such as `<f4`. Nil for a type that bnlab cannot read.
  init?(_ text: String) {
    var letters = text[...]
    var isBigEndian = false
    if let order = letters.first, "<>|=".contains(order) {
      isBigEndian = order == ">"
      letters = letters.dropFirst()
    }
    guard let element = Self.codes.first(where: { $0.code == letters })?.element else { return nil }
    self.init(element, isBigEndian: isBigEndian)
  }

  /// NumPy's codes without the byte order.
  private static let codes: [(code: String, element: Element)] = [
    ("b1", .bool), ("?", .bool),
    ("i1", .int8), ("i2", .int16), ("i4", .int32), ("i8", .int64),
    ("u1", .uint8), ("u2", .uint16), ("u4", .uint32), ("u8", .uint64),
    ("f2", .float16), ("f4", .float32), ("f8", .float64),
  ]

  /// The size of one element in bytes.
  var size: Int {
    switch element {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }

  public var isFloatingPoint: Bool {
    switch element {
    case .float16, .float32, .float64: true
    case .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64: false
    }
  }
}

extension NPYDataType: CustomStringConvertible {
  /// NumPy's name of the type, such as `float32`.
  public var description: String { "\(element)" }
}
