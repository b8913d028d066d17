/// A JSON value as it was read. It knows its location in the file, as does everything inside it.
public struct LocatedJSON: Sendable {
  public var value: Value
  public var location: SpecLocation

  public init(value: Value, location: SpecLocation) {
    self.value = value
    self.location = location
  }

  public enum Value: Sendable {
    case null
    case boolean(Bool)
    case number(JSONNumber)
    case string(String)
    case array([LocatedJSON])
    case object([Member])
  }

  public struct Member: Sendable {
    public var name: String
    public var nameLocation: SpecLocation
    public var value: LocatedJSON

    public init(name: String, nameLocation: SpecLocation, value: LocatedJSON) {
      self.name = name
      self.nameLocation = nameLocation
      self.value = value
    }
  }

  /// The members of an object; nil for other values.
  public var members: [Member]? {
    if case .object(let members) = value { members } else { nil }
  }

  /// The elements of a list; nil for other values.
  public var elements: [LocatedJSON]? {
    if case .array(let elements) = value { elements } else { nil }
  }

  /// The string; nil for other values.
  public var string: String? {
    if case .string(let string) = value { string } else { nil }
  }

  public var isNull: Bool {
    if case .null = value { true } else { false }
  }

  /// The value of the member with this name; nil if there is none, or if the value is not an object.
  public subscript(name: String) -> LocatedJSON? {
    members?.first { $0.name == name }?.value
  }

  /// The value without locations.
  public var json: JSON {
    switch value {
    case .null: .null
    case .boolean(let boolean): .boolean(boolean)
    case .number(let number): .number(number)
    case .string(let string): .string(string)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let members): .object(members.map { JSON.Member($0.name, $0.value.json) })
    }
  }
}

extension LocatedJSON {
  /// A value that was not read from a file: everything inside it has the same location.
  public init(_ json: JSON, location: SpecLocation) {
    self.location = location
    value =
      switch json {
      case .null: .null
      case .boolean(let boolean): .boolean(boolean)
      case .number(let number): .number(number)
      case .string(let string): .string(string)
      case .array(let elements): .array(elements.map { LocatedJSON($0, location: location) })
      case .object(let members):
        .object(
          members.map {
            Member(
              name: $0.name, nameLocation: location, value: LocatedJSON($0.value, location: location))
          })
      }
  }
}
