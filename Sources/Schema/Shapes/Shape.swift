import Text

/// Describes which JSON values are allowed. Checking a spec, merging two specs, `--set` and the JSON Schema for editors
/// all use the same shapes.
public indirect enum Shape: Sendable {
  case boolean
  /// An integer. `1.0` and `1e2` are integers too, as in JSON Schema.
  case integer(ClosedRange<Int128>)
  case number(NumberRange)
  case text
  /// The path of a file. A relative one is relative to the folder of the spec that contains it.
  case path
  /// One of these words.
  case word([String])
  case list(of: Shape, minimum: Int)
  /// A list of exactly `count` entries.
  case tuple(of: Shape, count: Int)
  case object(ObjectShape)
  /// One of several alternatives, named by the only key of an object or by a bare string.
  case choice(ChoiceShape)
  /// The value, or null, which means "none".
  case nullable(Shape)
  /// One of two shapes: the first if it accepts the JSON type of the value, otherwise the second.
  case either(Shape, Shape)
}

/// A range of numbers; each of its bounds may be missing, included or excluded.
public struct NumberRange: Sendable {
  public struct Bound: Sendable {
    public var value: Double
    /// Whether the bound itself belongs to the range.
    public var isInside: Bool

    public init(value: Double, isInside: Bool) {
      self.value = value
      self.isInside = isInside
    }
  }

  public var lower: Bound?
  public var upper: Bound?
  /// Whether the numbers are used in single precision, as 32-bit numbers. Then none may become 0 or infinite there.
  var isSingle = false

  public init(lower: Bound? = nil, upper: Bound? = nil) {
    self.lower = lower
    self.upper = upper
  }

  public static let any = NumberRange()
  public static let positive = NumberRange(lower: Bound(value: 0, isInside: false))
  public static let notNegative = NumberRange(lower: Bound(value: 0, isInside: true))
  /// From 0 to 1, both included.
  public static let fraction = NumberRange(
    lower: Bound(value: 0, isInside: true), upper: Bound(value: 1, isInside: true))
  /// From 0, included, to 1, excluded.
  public static let fractionBelowOne = NumberRange(
    lower: Bound(value: 0, isInside: true), upper: Bound(value: 1, isInside: false))

  /// Above 0 and below 1.
  public static let betweenZeroAndOne = NumberRange(
    lower: Bound(value: 0, isInside: false), upper: Bound(value: 1, isInside: false))

  public func contains(_ number: Double) -> Bool {
    if let lower, number < lower.value || (number == lower.value && !lower.isInside) { return false }
    if let upper, number > upper.value || (number == upper.value && !upper.isInside) { return false }
    return true
  }

  /// What the number would wrongly be in single precision; nil if it is kept, or is not used so.
  func singleFailure(_ number: Double) -> SpecProblem.SingleFailure? {
    guard isSingle, number.isFinite else { return nil }
    let single = Float(number)
    if single == 0, number != 0 { return .zero }
    return single.isFinite ? nil : .infinite
  }
}

/// The keys of an object and how their values depend on each other.
public struct ObjectShape: Sendable {
  /// What the object is, for the JSON Schema.
  public var doc: String
  public var keys: [Key]
  /// Checks values that depend on each other, after each of them was checked by itself. The path of the problem is
  /// relative to this object.
  public var rule: @Sendable (LocatedJSON) -> SpecProblem?
  /// Optional keys that mean the same thing: exactly one of them must be present and not null. Empty: there are none.
  public var alternatives: [String] = []

  public init(doc: String, keys: [Key], rule: @escaping @Sendable (LocatedJSON) -> SpecProblem?) {
    self.doc = doc
    self.keys = keys
    self.rule = rule
  }

  public struct Key: Sendable {
    public var name: String
    public var shape: Shape
    /// The value if the key is left out; nil if the key is required.
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

  /// The paths of all keys with this name, or with the one that it has here, at any depth but not in lists; the shortest
  /// first, at most three.
  /// - Parameter value: the object. In its choices only what is chosen counts.
  public func paths(to name: String, in value: LocatedJSON?) -> [SpecPath] {
    let wanted = nativeName(of: name) ?? name
    let own = keys.contains { $0.name == wanted } ? [SpecPath([.key(wanted)])] : []
    let inner = keys.flatMap { key in
      key.shape.paths(to: name, in: value?[key.name]).map { SpecPath([.key(key.name)] + $0.steps) }
    }
    return Array((own + inner.sorted { $0.steps.count < $1.steps.count }).prefix(3))
  }

  /// Whether every key may be left out.
  public var isAllDefaults: Bool { keys.allSatisfy { !$0.isRequired } }
}

/// Alternatives, each with its own options: `{ "sgd": { "momentum": 0.9 } }`, or `"sgd"` with every default.
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
  /// The list, object or choice that this shape allows, also inside `nullable` and `either`: what a path can lead into.
  /// Nil for plain values.
  public var structure: Structure? {
    switch self {
    case .boolean, .integer, .number, .text, .path, .word: nil
    case .list(let entry, _), .tuple(let entry, _): .list(of: entry)
    case .object(let object): .object(object)
    case .choice(let choice): .choice(choice)
    case .nullable(let shape): shape.structure
    case .either(let preferred, let fallback): preferred.structure ?? fallback.structure
    }
  }

  public enum Structure {
    case list(of: Shape)
    case object(ObjectShape)
    case choice(ChoiceShape)
  }

  /// The paths of all keys that hold the path of a file, in objects and choices at any depth but not in lists.
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

  /// The paths of all keys with this name, or with the one that it has here, in objects and choices at any depth but not in
  /// lists.
  fileprivate func paths(to name: String, in value: LocatedJSON?) -> [SpecPath] {
    switch structure {
    case .object(let object): return object.paths(to: name, in: value)
    case .choice(let choice):
      let chosen = value?.chosen
      return choice.alternatives.filter { chosen == nil || $0.name == chosen?.name }.flatMap { alternative in
        alternative.options.paths(to: name, in: chosen?.options).map {
          SpecPath([.key(alternative.name)] + $0.steps)
        }
      }
    case .list, nil: return []
    }
  }

  private var isPath: Bool {
    switch self {
    case .path: true
    case .nullable(let shape): shape.isPath
    case .either(let preferred, let fallback): preferred.isPath || fallback.isPath
    case .boolean, .integer, .number, .text, .word, .list, .tuple, .object, .choice: false
    }
  }

  /// Whether the JSON type of a value is one that this shape allows. The value itself may still be out of range, or have
  /// wrong keys.
  public func accepts(_ value: LocatedJSON.Value) -> Bool {
    switch (self, value) {
    case (.boolean, .boolean), (.number, .number), (.text, .string), (.path, .string), (.word, .string): true
    case (.integer, .number(let number)): number.integer != nil
    case (.list, .array), (.tuple, .array), (.object, .object), (.choice, .object), (.choice, .string): true
    case (.nullable, .null): true
    case (.nullable(let shape), _): shape.accepts(value)
    case (.either(let preferred, let fallback), _): preferred.accepts(value) || fallback.accepts(value)
    case (.boolean, _), (.integer, _), (.number, _), (.text, _), (.path, _), (.word, _), (.list, _),
      (.tuple, _),
      (.object, _), (.choice, _):
      false
    }
  }
}

extension LocatedJSON {
  /// The name and the options of a choice: the only member of an object, or a bare string without options. Nil for
  /// other values.
  public var chosen: (name: String, options: LocatedJSON)? {
    switch value {
    case .string(let name): (name, LocatedJSON(value: .object([]), location: location))
    case .object(let members):
      members.count == 1 ? members.first.map { ($0.name, $0.value) } : nil
    case .null, .boolean, .number, .array: nil
    }
  }
}
