@testable import Schema

/// A page with every key of a kind of file, made from the shapes that files are checked against.
struct SpecReference {
  private var sections: [String] = []
  /// Choices that still need a section, in the order in which they are met.
  private var choices: [ChoiceShape] = []

  /// The page as Markdown.
  /// - Parameters:
  ///   - title: the title and the introduction.
  ///   - root: the object that a file holds.
  ///   - ownKeys: keys that belong to the file rather than to the root object.
  static func page(_ title: String, _ root: ObjectShape, ownKeys: [ObjectShape.Key]) -> String {
    var reference = SpecReference()
    reference.sections.append(title)
    reference.addObject(root, path: "", heading: "## The file", extraKeys: ownKeys)
    var next = 0
    while next < reference.choices.count {
      reference.addChoice(reference.choices[next])
      next += 1
    }
    return reference.sections.joined(separator: "\n\n") + "\n"
  }

  /// Adds the table of an object, then those of the objects in it.
  private mutating func addObject(
    _ object: ObjectShape, path: String, heading: String, extraKeys: [ObjectShape.Key] = []
  ) {
    sections.append(heading)
    if !object.doc.isEmpty { sections.append(Self.escaped(object.doc)) }
    guard !(extraKeys + object.keys).isEmpty else { return }
    let rows = extraKeys.map { row($0, path: path, standard: "") } + object.keys.map { row($0, path: path) }
    sections.append((["| key | value | default | |", "|---|---|---|---|"] + rows).joined(separator: "\n"))
    for key in object.keys {
      if let (inner, suffix) = Self.object(in: key.shape) {
        let name = path + key.name + suffix
        addObject(inner, path: name + ".", heading: "### `\(name)`")
      }
    }
  }

  private mutating func addChoice(_ choice: ChoiceShape) {
    sections.append("## \(Self.title(choice.name))")
    sections.append(Self.escaped(choice.doc))
    for alternative in choice.alternatives {
      let name = "\(choice.name) \(alternative.name)"
      let heading = "### \(choice.name) `\(alternative.name)`"
      sections.append(heading)
      sections.append(Self.escaped(alternative.doc))
      var options = alternative.options
      guard !options.keys.isEmpty else { continue }
      options.doc = ""
      let start = sections.count
      addObject(options, path: name + ".", heading: "")
      sections.remove(at: start)
    }
  }

  /// - Parameter standard: what stands for a default that there is none of.
  private mutating func row(_ key: ObjectShape.Key, path: String, standard: String = "required") -> String {
    let standard = key.defaultValue.map { "`\(Self.escaped($0.compact))`" } ?? standard
    let value = value(key.shape, name: path + key.name)
    return "| `\(key.name)` | \(value) | \(standard) | \(Self.escaped(key.doc)) |"
  }

  /// What is allowed, with links to other sections.
  private mutating func value(_ shape: Shape, name: String) -> String {
    switch shape {
    case .boolean, .integer, .number, .text, .path: return shape.expectation
    case .word(let words): return words.map { "`\"\($0)\"`" }.joined(separator: ", ")
    case .list(let entry, let minimum):
      return (minimum == 0 ? "list, each entry: " : "list of at least \(minimum), each entry: ")
        + value(entry, name: name + "[]")
    case .tuple(let entry, let count):
      return "list of \(count), each entry: \(value(entry, name: name + "[]"))"
    case .object(let object):
      return object.keys.isEmpty ? "`{}`" : "[object](#\(Self.anchor(name)))"
    case .choice(let choice):
      if !choices.contains(where: { $0.name == choice.name }) { choices.append(choice) }
      return "[\(choice.name)](#\(Self.anchor(Self.title(choice.name))))"
    case .nullable(let shape): return value(shape, name: name) + ", or null"
    case .either(let preferred, let fallback):
      return "\(value(preferred, name: name)), or \(value(fallback, name: name))"
    }
  }

  /// The object with keys that a value is or holds, and what its path has besides the key's name.
  private static func object(in shape: Shape) -> (ObjectShape, suffix: String)? {
    switch shape {
    case .object(let object): object.keys.isEmpty ? nil : (object, "")
    case .list(let entry, _), .tuple(let entry, _): object(in: entry).map { ($0.0, "[]" + $0.suffix) }
    case .nullable(let shape): object(in: shape)
    case .either(let preferred, let fallback): object(in: preferred) ?? object(in: fallback)
    case .boolean, .integer, .number, .text, .path, .word, .choice: nil
    }
  }

  private static func title(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

  /// The anchor that GitHub gives to a heading.
  private static func anchor(_ heading: String) -> String {
    String(
      heading.lowercased().compactMap { character in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
      })
  }

  /// Text in which no character means something to Markdown's tables or to HTML.
  private static func escaped(_ text: String) -> String {
    text.map { "|<*".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
