/// A JSON value to write or compare. The members of an object keep their order. `LocatedJSON` is a value as it was read.
public enum JSON: Equatable, Sendable {
  case null
  case boolean(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSON])
  case object([Member])

  public struct Member: Equatable, Sendable {
    public var name: String
    public var value: JSON

    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  public static func integer(_ value: some FixedWidthInteger) -> JSON {
    .number(Int128(exactly: value).map(JSONNumber.integer) ?? .double(Double(value)))
  }

  public static func double(_ value: Double) -> JSON { .number(.double(value)) }

  /// The value of the member with this name; nil if there is none, or if the value is not an object.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The value with the members of every object sorted by name, so that equal values have equal texts.
  public var sorted: JSON {
    switch self {
    case .null, .boolean, .number, .string: self
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let members):
      .object(members.map { Member($0.name, $0.value.sorted) }.sorted { $0.name < $1.name })
    }
  }
}

/// A number in JSON. Integers are exact: 128 bits hold every `Int64` and every `UInt64`, and so every seed.
public enum JSONNumber: Sendable {
  case integer(Int128)
  case double(Double)

  public var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    }
  }

  /// The number as an integer, whether it was written as `3`, `3.0` or `3e0`. Nil for a fraction, and for a double
  /// beyond 2^53, because doubles of that size no longer distinguish neighbouring integers.
  public var integer: Int128? {
    switch self {
    case .integer(let value): value
    case .double(let value): value.magnitude <= 0x1p53 ? Int128(exactly: value) : nil
    }
  }
}

/// `3` and `3.0` are the same number. NaN equals itself, because it is always written as the same text.
extension JSONNumber: Equatable {
  public static func == (one: JSONNumber, other: JSONNumber) -> Bool {
    switch (one, other) {
    case (.integer(let one), .integer(let other)): one == other
    case (.double(let one), .double(let other)): one == other || (one.isNaN && other.isNaN)
    case (.integer(let integer), .double(let double)), (.double(let double), .integer(let integer)):
      Int128(exactly: double) == integer
    }
  }
}
