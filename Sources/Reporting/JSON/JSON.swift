import TextLayout

/// A JSON value to be written; an object's members keep their order.
enum JSON: Equatable, Sendable {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  struct Member: Equatable, Sendable {
    var name: String
    var value: JSON

    init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  static func integer(_ value: some FixedWidthInteger) -> JSON { .number(String(value)) }

  /// In the shortest digits that read back as the same number; null where it is not finite.
  static func double(_ value: Double) -> JSON { value.isFinite ? .number(value.exact) : .null }
}
