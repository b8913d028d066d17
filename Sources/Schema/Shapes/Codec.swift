import System

/// How values of one type stand in JSON: what is allowed, how to read it, how to write it.
public struct Codec<Value>: Sendable {
  public let shape: Shape
  /// The value of JSON that fits `shape`; nil where it does not. It reports nothing: `ShapeCheck` does.
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

extension Codec where Value == Bool {
  public static var boolean: Codec {
    Codec(shape: .boolean, read: { if case .boolean(let value) = $0.value { value } else { nil } }) {
      .boolean($0)
    }
  }
}

extension Codec where Value: FixedWidthInteger & Sendable {
  public static func integer(_ range: ClosedRange<Value>) -> Codec {
    let lower = Int128(exactly: range.lowerBound) ?? .min
    let upper = Int128(exactly: range.upperBound) ?? .max
    return Codec(shape: .integer(lower...upper), read: { $0.integer.flatMap { Value(exactly: $0) } }) {
      .integer($0)
    }
  }
}

extension Codec where Value == Int {
  /// Of anything counted: at least 1.
  public static var size: Codec { integer(1...Int(Int32.max)) }
  public static var notNegative: Codec { integer(0...Int(Int32.max)) }
  public static var anyInteger: Codec { integer(-Int(Int32.max)...Int(Int32.max)) }
}

extension Codec where Value == Double {
  public static func number(_ range: NumberRange) -> Codec {
    Codec(
      shape: .number(range), read: { if case .number(let number) = $0.value { number.double } else { nil } }
    ) {
      .double($0)
    }
  }
}

extension Codec where Value == String {
  public static var text: Codec { Codec(shape: .text, read: \.string) { .string($0) } }

  /// Read as an absolute path, counted from the folder of what states it.
  public static var path: Codec {
    Codec(
      shape: .path,
      read: { value in value.string.map { Path.join(value.location.source.directory, $0) } }
    ) { .string($0) }
  }
}

extension Codec where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  public static var word: Codec {
    Codec(shape: .word(Value.allCases.map(\.rawValue)), read: { $0.string.flatMap(Value.init(rawValue:)) }) {
      .string($0.rawValue)
    }
  }
}

extension Codec {
  /// Null stands for nil.
  public static func nullable<Wrapped>(_ codec: Codec<Wrapped>) -> Codec where Value == Wrapped? {
    Codec(
      shape: .nullable(codec.shape),
      read: { value -> Value? in value.isNull ? .some(nil) : codec.read(value).map(Optional.some) }
    ) { $0.map(codec.write) ?? .null }
  }

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

  /// The first of two forms where a value fits it, else the second; written in the form that `write` gives.
  public static func either(
    _ first: Codec, _ second: Codec, write: @escaping @Sendable (Value) -> JSON
  ) -> Codec {
    Codec(
      shape: .either(first.shape, second.shape),
      read: { first.shape.accepts($0.value) ? first.read($0) : second.read($0) }, write: write)
  }

  /// The same JSON for another type.
  public func map<Other>(
    _ make: @escaping @Sendable (Value) -> Other?, _ take: @escaping @Sendable (Other) -> Value
  ) -> Codec<Other> {
    Codec<Other>(shape: shape, read: { read($0).flatMap(make) }, write: { write(take($0)) })
  }
}

extension LocatedJSON {
  /// The exact integer that stands here.
  public var integer: Int128? {
    if case .number(let number) = value { number.integer } else { nil }
  }
}
