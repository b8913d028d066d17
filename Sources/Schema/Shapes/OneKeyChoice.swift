/// An enumeration that is written in JSON as an object with one key, `{ "sgd": { "momentum": 0.9 } }`. A bare string,
/// `"sgd"`, means the same with every option at its default.
///
/// The compiler requires everything that a new case needs: its name, its alternative, and its `nameAndOptions`.
public protocol OneKeyChoice: Sendable {
  associatedtype Name: RawRepresentable & CaseIterable & Sendable where Name.RawValue == String

  /// What is chosen, for messages: `optimizer`.
  static var choiceName: String { get }
  /// What is chosen, as a sentence for the JSON Schema.
  static var choiceDoc: String { get }
  /// How the case of this name is read.
  static func alternative(_ name: Name) -> Alternative<Self>
  /// The name of the case and its options, with every default written out; nil options if it has none.
  var nameAndOptions: (name: Name, options: JSON?) { get }
}

/// One alternative of a choice: its description, its options, and how to read it.
public struct Alternative<Choice>: Sendable {
  public let doc: String
  public let options: ObjectShape
  public let read: @Sendable (LocatedJSON) -> Choice?

  /// An alternative without options.
  public init(_ doc: String, _ choice: Choice) where Choice: Sendable {
    self.doc = doc
    options = ObjectShape(doc: doc, keys: []) { _ in nil }
    read = { $0.members == nil ? nil : choice }
  }

  /// An alternative with options.
  /// - Parameter make: makes the choice from its options.
  public init<Options>(_ keys: KeyTable<Options>, _ make: @escaping @Sendable (Options) -> Choice) {
    doc = keys.doc
    options = keys.shape
    read = { keys.read($0).map(make) }
  }
}

extension Codec where Value: OneKeyChoice {
  /// The codec of a choice. Keep it rather than build it for each value: building costs more than reading.
  public static func choice(_ type: Value.Type = Value.self) -> Codec {
    choice(
      Value.choiceName, Value.choiceDoc, Value.Name.allCases.map { ($0.rawValue, Value.alternative($0)) }
    ) { ($0.nameAndOptions.name.rawValue, $0.nameAndOptions.options) }
  }
}

extension Codec {
  /// A choice whose alternatives are given as a list rather than by `OneKeyChoice`.
  /// - Parameters:
  ///   - name: what is chosen, for messages: `optimizer`.
  ///   - doc: what is chosen, as a sentence for the JSON Schema.
  ///   - nameAndOptions: the name of a value and its options, with every default written out; nil options if it has none.
  public static func choice(
    _ name: String, _ doc: String, _ alternatives: [(name: String, alternative: Alternative<Value>)],
    nameAndOptions: @escaping @Sendable (Value) -> (name: String, options: JSON?)
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
        let (name, options) = nameAndOptions(value)
        guard let options else { return .string(name) }
        return .object([JSON.Member(name, options)])
      })
  }
}
