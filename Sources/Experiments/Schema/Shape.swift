/// What a JSON value may look like, as data: checking a spec, merging two, stepping into one with `--set` and the
/// JSON Schema for editors all follow the same shapes.
indirect enum Shape: Sendable {
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

struct NumberRange: Sendable {
  struct Bound: Sendable {
    var value: Double
    var isInside: Bool
  }

  var lower: Bound?
  var upper: Bound?

  static let any = NumberRange()
  static let positive = NumberRange(lower: Bound(value: 0, isInside: false))
  static let notNegative = NumberRange(lower: Bound(value: 0, isInside: true))
  /// 0 and 1 included.
  static let fraction = NumberRange(
    lower: Bound(value: 0, isInside: true), upper: Bound(value: 1, isInside: true))
  /// 0 included, 1 not.
  static let fractionBelowOne = NumberRange(
    lower: Bound(value: 0, isInside: true), upper: Bound(value: 1, isInside: false))

  func contains(_ number: Double) -> Bool {
    if let lower, number < lower.value || (number == lower.value && !lower.isInside) { return false }
    if let upper, number > upper.value || (number == upper.value && !upper.isInside) { return false }
    return true
  }
}

/// An object's keys.
struct ObjectShape: Sendable {
  /// What the object is, for messages and the schema.
  var doc: String
  var keys: [Key]
  /// What must hold between values that are fine each on its own; the problem's path counts from this object.
  var rule: @Sendable (LocatedJSON) -> SpecProblem?

  struct Key: Sendable {
    var name: String
    var shape: Shape
    /// The value where the key is missing; nil where it must be there.
    var defaultValue: JSON?
    var doc: String

    var isRequired: Bool { defaultValue == nil }
  }

  subscript(name: String) -> Key? { keys.first { $0.name == name } }

  var isAllDefaults: Bool { keys.allSatisfy { !$0.isRequired } }
}

/// Alternatives, each with options of its own: `{ "sgd": { "momentum": 0.9 } }`, or `"sgd"` with every default.
struct ChoiceShape: Sendable {
  /// What is chosen: `optimizer`, `layer`.
  var name: String
  var doc: String
  var alternatives: [Alternative]

  struct Alternative: Sendable {
    var name: String
    var doc: String
    var options: ObjectShape
  }

  subscript(name: String) -> Alternative? { alternatives.first { $0.name == name } }

  var names: [String] { alternatives.map(\.name) }
}

extension Shape {
  /// What can be stepped into with a key or an index, `nullable` and `either` looked through; nil for plain values.
  var structure: Structure? {
    switch self {
    case .boolean, .integer, .number, .text, .path, .word: nil
    case .list(let entry, _), .tuple(let entry, _): .list(of: entry)
    case .object(let object): .object(object)
    case .choice(let choice): .choice(choice)
    case .nullable(let shape): shape.structure
    case .either(let first, let second): first.structure ?? second.structure
    }
  }

  enum Structure {
    case list(of: Shape)
    case object(ObjectShape)
    case choice(ChoiceShape)
  }

  /// Whether a value's JSON type is this shape's, whatever its size or keys.
  func accepts(_ value: LocatedJSON.Value) -> Bool {
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
  var chosen: (name: String, options: LocatedJSON)? {
    switch value {
    case .string(let name): (name, LocatedJSON(value: .object([]), location: location))
    case .object(let members):
      members.count == 1 ? members.first.map { ($0.name, $0.value) } : nil
    case .null, .boolean, .number, .array: nil
    }
  }
}
