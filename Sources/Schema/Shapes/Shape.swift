/// What a JSON value may look like, as data: checking a spec, merging two, stepping into one with `--set` and the
/// JSON Schema for editors all follow the same shapes.
public indirect enum Shape: Sendable {
  case boolean
  /// A whole number; `1.0` and `1e2` are whole, too, as in JSON Schema.
  case integer(ClosedRange<Int128>)
  case number(NumberRange)
  case text
  /// A file's path, which counts from the folder of the spec that states it.
  case path
  /// One of these words.
  case word([String])
  case list(of: Shape, minimum: Int)
  /// A list of exactly so many entries.
  case tuple(of: Shape, count: Int)
  case object(ObjectShape)
  /// One of several things, named by an object's only key or by a bare string.
  case choice(ChoiceShape)
  /// The value or null, which stands for "none".
  case nullable(Shape)
  /// The first of two shapes that fits the value's JSON type.
  case either(Shape, Shape)
}

public struct NumberRange: Sendable {
  public struct Bound: Sendable {
    public var value: Double
    public var isInside: Bool

    public init(value: Double, isInside: Bool) {
      self.value = value
      self.isInside = isInside
    }
  }

  public var lower: Bound?
  public var upper: Bound?

  public init(lower: Bound? = nil, upper: Bound? = nil) {
    self.lower = lower
    self.upper = upper
  }

  public static let any = NumberRange()
  public static let positive = NumberRange(lower: Bound(value: 0, isInside: false))
  public static let notNegative = NumberRange(lower: Bound(value: 0, isInside: true))
  /// 0 and 1 included.
  public static let fraction = NumberRange(
    lower: Bound(value: 0, isInside: true), upper: Bound(value: 1, isInside: true))
  /// 0 included, 1 not.
  public static let fractionBelowOne = NumberRange(
    lower: Bound(value: 0, isInside: true), upper: Bound(value: 1, isInside: false))

  public func contains(_ number: Double) -> Bool {
    if let lower, number < lower.value || (number == lower.value && !lower.isInside) { return false }
    if let upper, number > upper.value || (number == upper.value && !upper.isInside) { return false }
    return true
  }
}

/// An object's keys.
public struct ObjectShape: Sendable {
  /// What the object is, for messages and the schema.
  public var doc: String
  public var keys: [Key]
  /// What must hold between values that are fine each on its own; the problem's path counts from this object.
  public var rule: @Sendable (LocatedJSON) -> SpecProblem?

  public init(doc: String, keys: [Key], rule: @escaping @Sendable (LocatedJSON) -> SpecProblem?) {
    self.doc = doc
    self.keys = keys
    self.rule = rule
  }

  public struct Key: Sendable {
    public var name: String
    public var shape: Shape
    /// The value where the key is missing; nil where it must be there.
    public var defaultValue: JSON?
    public var doc: String

    public init(name: String, shape: Shape, defaultValue: JSON?, doc: String) {
      self.name = name
      self.shape = shape
      self.defaultValue = defaultValue
      self.doc = doc
    }

    public var isRequired: Bool { defaultValue == nil }
  }

  public subscript(name: String) -> Key? { keys.first { $0.name == name } }

  public var isAllDefaults: Bool { keys.allSatisfy { !$0.isRequired } }
}

/// Alternatives, each with options of its own: `{ "sgd": { "momentum": 0.9 } }`, or `"sgd"` with every default.
public struct ChoiceShape: Sendable {
  /// What is chosen: `optimizer`, `layer`.
  public var name: String
  public var doc: String
  public var alternatives: [Alternative]

  public struct Alternative: Sendable {
    public var name: String
    public var doc: String
    public var options: ObjectShape
  }

  public subscript(name: String) -> Alternative? { alternatives.first { $0.name == name } }

  public var names: [String] { alternatives.map(\.name) }
}

extension Shape {
  /// What can be stepped into with a key or an index, `nullable` and `either` looked through; nil for plain values.
  public var structure: Structure? {
    switch self {
    case .boolean, .integer, .number, .text, .path, .word: nil
    case .list(let entry, _), .tuple(let entry, _): .list(of: entry)
    case .object(let object): .object(object)
    case .choice(let choice): .choice(choice)
    case .nullable(let shape): shape.structure
    case .either(let first, let second): first.structure ?? second.structure
    }
  }

  public enum Structure {
    case list(of: Shape)
    case object(ObjectShape)
    case choice(ChoiceShape)
  }

  /// The keys that hold a file's path, in objects and choices at any depth. Lists are not looked into.
  public var keysOfFiles: [SpecPath] {
    let keys: [ObjectShape.Key] =
      switch structure {
      case .object(let object): object.keys
      case .choice(let choice):
        choice.alternatives.map {
          ObjectShape.Key(name: $0.name, shape: .object($0.options), defaultValue: nil, doc: $0.doc)
        }
      case .list, nil: []
      }
    return keys.flatMap { key in
      let path = SpecPath([.key(key.name)])
      if key.shape.isPath { return [path] }
      return key.shape.keysOfFiles.map { SpecPath(path.steps + $0.steps) }
    }
  }

  private var isPath: Bool {
    switch self {
    case .path: true
    case .nullable(let shape): shape.isPath
    case .either(let first, let second): first.isPath || second.isPath
    case .boolean, .integer, .number, .text, .word, .list, .tuple, .object, .choice: false
    }
  }

  /// Whether a value's JSON type is this shape's, whatever its size or keys.
  public func accepts(_ value: LocatedJSON.Value) -> Bool {
    switch (self, value) {
    case (.boolean, .boolean), (.number, .number), (.text, .string), (.path, .string), (.word, .string): true
    case (.integer, .number(let number)): number.integer != nil
    case (.list, .array), (.tuple, .array), (.object, .object), (.choice, .object), (.choice, .string): true
    case (.nullable, .null): true
    case (.nullable(let shape), _): shape.accepts(value)
    case (.either(let first, let second), _): first.accepts(value) || second.accepts(value)
    case (.boolean, _), (.integer, _), (.number, _), (.text, _), (.path, _), (.word, _), (.list, _),
      (.tuple, _),
      (.object, _), (.choice, _):
      false
    }
  }
}

extension LocatedJSON {
  /// The name and the options of a one-key choice: an object's only member, or a bare string without options.
  public var chosen: (name: String, options: LocatedJSON)? {
    switch value {
    case .string(let name): (name, LocatedJSON(value: .object([]), location: location))
    case .object(let members):
      members.count == 1 ? members.first.map { ($0.name, $0.value) } : nil
    case .null, .boolean, .number, .array: nil
    }
  }
}
