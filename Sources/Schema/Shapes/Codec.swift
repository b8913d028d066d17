import System

/// How values of one type are represented in JSON: what is allowed, how to read a value, and how to write one.
public struct Codec<Value>: Sendable {
  /// The JSON values that are allowed.
  public let shape: Shape
  /// Reads a value; nil if it does not fit `shape`. Why it does not fit is reported by `ShapeCheck`.
  public let read: @Sendable (LocatedJSON) -> Value?
  public let write: @Sendable (Value) -> JSON

  public init(
    shape: Shape, read: @escaping @Sendable (LocatedJSON) -> Value?,
    write: @escaping @Sendable (Value) -> JSON
  ) {
    self.shape = shape
    self.read = read
    self.write = write
  }
}

// MARK: - Plain values

extension Codec where Value == Bool {
  public static var boolean: Codec {
    Codec(shape: .boolean, read: { if case .boolean(let value) = $0.value { value } else { nil } }) {
      .boolean($0)
    }
  }
}

extension Codec where Value: FixedWidthInteger & Sendable {
  /// An integer in this range.
  public static func integer(_ range: ClosedRange<Value>) -> Codec {
    let lower = Int128(exactly: range.lowerBound) ?? .min
    let upper = Int128(exactly: range.upperBound) ?? .max
    return Codec(shape: .integer(lower...upper), read: { $0.integer.flatMap { Value(exactly: $0) } }) {
      .integer($0)
    }
  }
}

extension Codec where Value == Int {
  /// The size of something: an integer of at least 1.
  public static var size: Codec { integer(1...Int(Int32.max)) }
  /// An integer of at least 0.
  public static var notNegative: Codec { integer(0...Int(Int32.max)) }
  public static var anyInteger: Codec { integer(-Int(Int32.max)...Int(Int32.max)) }
}

extension Codec where Value == Double {
  /// A number with which networks are computed. It must not become 0 or infinite as a 32-bit number.
  public static func number(_ range: NumberRange) -> Codec {
    var range = range
    range.isSingle = true
    return double(range)
  }

  /// A number that is only used in double precision, such as a figure of a record or a bound of a claim.
  public static func double(_ range: NumberRange) -> Codec {
    Codec(
      shape: .number(range), read: { if case .number(let number) = $0.value { number.double } else { nil } }
    ) {
      .double($0)
    }
  }
}

extension Codec where Value == String {
  public static var text: Codec { Codec(shape: .text, read: \.string) { .string($0) } }

  /// A path. A relative one is relative to the folder of the file that contains it, and is read as an absolute path.
  public static var path: Codec {
    Codec(
      shape: .path,
      read: { value in value.string.map { Path.join(value.location.source.directory, $0) } }
    ) { .string($0) }
  }
}

extension Codec where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of the raw values of an enumeration.
  public static var word: Codec {
    Codec(shape: .word(Value.allCases.map(\.rawValue)), read: { $0.string.flatMap(Value.init(rawValue:)) }) {
      .string($0.rawValue)
    }
  }
}

// MARK: - Values made of others

extension Codec {
  /// A value or null, which is read as nil.
  public static func nullable<Wrapped>(_ codec: Codec<Wrapped>) -> Codec where Value == Wrapped? {
    Codec(
      shape: .nullable(codec.shape),
      read: { value -> Value? in value.isNull ? .some(nil) : codec.read(value).map(Optional.some) }
    ) { $0.map(codec.write) ?? .null }
  }

  /// A list.
  /// - Parameter minimum: the minimum number of entries.
  public static func list<Entry>(of codec: Codec<Entry>, minimum: Int = 0) -> Codec where Value == [Entry] {
    Codec(
      shape: .list(of: codec.shape, minimum: minimum),
      read: { value in
        guard let elements = value.elements else { return nil }
        let entries = elements.compactMap(codec.read)
        return entries.count == elements.count ? entries : nil
      }
    ) { .array($0.map(codec.write)) }
  }

  /// A list of exactly `count` entries.
  public static func tuple<Entry>(of codec: Codec<Entry>, count: Int) -> Codec where Value == [Entry] {
    let list = Codec.list(of: codec)
    return Codec(
      shape: .tuple(of: codec.shape, count: count),
      read: { value in list.read(value).flatMap { $0.count == count ? $0 : nil } }, write: list.write)
  }

  /// A value in one of two forms, for instance a number or an object. `fallback` reads the values whose JSON type
  /// `preferred` does not accept.
  /// - Parameter write: chooses the form in which a value is written.
  public static func either(
    _ preferred: Codec, _ fallback: Codec, write: @escaping @Sendable (Value) -> JSON
  ) -> Codec {
    Codec(
      shape: .either(preferred.shape, fallback.shape),
      read: { preferred.shape.accepts($0.value) ? preferred.read($0) : fallback.read($0) }, write: write)
  }

  /// A codec with the same JSON for another type.
  /// - Parameters:
  ///   - wrap: makes a value of the other type; nil if that is not possible.
  ///   - unwrap: the value of this codec's type that is written.
  public func map<Other>(
    _ wrap: @escaping @Sendable (Value) -> Other?, _ unwrap: @escaping @Sendable (Other) -> Value
  ) -> Codec<Other> {
    Codec<Other>(shape: shape, read: { read($0).flatMap(wrap) }, write: { write(unwrap($0)) })
  }
}

extension LocatedJSON {
  /// The number as an exact integer; nil if it is not a number or not an integer.
  public var integer: Int128? {
    if case .number(let number) = value { number.integer } else { nil }
  }
}
