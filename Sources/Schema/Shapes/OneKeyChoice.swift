/// An enumeration that stands in JSON as one key with options, `{ "sgd": { "momentum": 0.9 } }`, or as a bare string
/// with every default.
///
/// The compiler asks for all of a new case: its name, its alternative, and how it is stated.
public protocol OneKeyChoice: Sendable {
  associatedtype Name: RawRepresentable & CaseIterable & Sendable where Name.RawValue == String

  /// What is chosen, as messages name it: `optimizer`.
  static var choiceName: String { get }
  static var choiceDoc: String { get }
  static func alternative(_ name: Name) -> Alternative<Self>
  /// The case's name and its options with every default written out; nil where it takes none.
  var stated: (name: Name, options: JSON?) { get }
}

/// One alternative of a choice.
public struct Alternative<Choice>: Sendable {
  public let doc: String
  public let options: ObjectShape
  public let read: @Sendable (LocatedJSON) -> Choice?

  /// Takes no options.
  public init(_ doc: String, _ choice: Choice) where Choice: Sendable {
    self.doc = doc
    options = ObjectShape(doc: doc, keys: []) { _ in nil }
    read = { $0.members == nil ? nil : choice }
  }

  public init<Options>(_ keys: KeyTable<Options>, _ make: @escaping @Sendable (Options) -> Choice) {
    doc = keys.doc
    options = keys.shape
    read = { keys.read($0).map(make) }
  }
}

extension Codec where Value: OneKeyChoice {
  /// Built from the alternatives; keep it, for building costs more than reading.
  public static func choice(_ type: Value.Type = Value.self) -> Codec {
    choice(
      Value.choiceName, Value.choiceDoc, Value.Name.allCases.map { ($0.rawValue, Value.alternative($0)) }
    ) { ($0.stated.name.rawValue, $0.stated.options) }
  }
}

extension Codec {
  /// A choice among alternatives that are listed elsewhere.
  /// - Parameter stated: a value's name and its options with every default written out; nil where it takes none.
  public static func choice(
    _ name: String, _ doc: String, _ alternatives: [(name: String, alternative: Alternative<Value>)],
    stated: @escaping @Sendable (Value) -> (name: String, options: JSON?)
  ) -> Codec {
    let readers = Dictionary(uniqueKeysWithValues: alternatives.map { ($0.name, $0.alternative.read) })
    let shape = ChoiceShape(
      name: name, doc: doc,
      alternatives: alternatives.map {
        ChoiceShape.Alternative(name: $0.name, doc: $0.alternative.doc, options: $0.alternative.options)
      })
    return Codec(
      shape: .choice(shape),
      read: { value in value.chosen.flatMap { chosen in readers[chosen.name]?(chosen.options) } },
      write: { value in
        let (name, options) = stated(value)
        guard let options else { return .string(name) }
        return .object([JSON.Member(name, options)])
      })
  }
}
