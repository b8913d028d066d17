/// A JSON value as it was read, knowing where it and everything inside it stands.
struct LocatedJSON: Sendable {
  var value: Value
  var location: SpecLocation

  enum Value: Sendable {
    case null
    case boolean(Bool)
    case number(JSONNumber)
    case string(String)
    case array([LocatedJSON])
    case object([Member])
  }

  struct Member: Sendable {
    var name: String
    var nameLocation: SpecLocation
    var value: LocatedJSON
  }

  /// The members of an object; nil for other values.
  var members: [Member]? {
    if case .object(let members) = value { members } else { nil }
  }

  var elements: [LocatedJSON]? {
    if case .array(let elements) = value { elements } else { nil }
  }

  var string: String? {
    if case .string(let string) = value { string } else { nil }
  }

  var isNull: Bool {
    if case .null = value { true } else { false }
  }

  /// The value of an object's member; nil for other values and for a name that is not there.
  subscript(name: String) -> LocatedJSON? {
    members?.first { $0.name == name }?.value
  }

  /// What was read, without the places.
  var json: JSON {
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
