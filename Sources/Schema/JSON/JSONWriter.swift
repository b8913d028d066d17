import Text

extension JSON {
  /// The text on one line without spaces. Members keep their order.
  public var compact: String {
    var text = ""
    writeCompact(to: &text)
    return text
  }

  /// The text on one line without spaces, members sorted by name: equal values have equal texts.
  public var canonical: String { sorted.compact }

  /// The text indented by two spaces. A list or an object of plain values is written on one line if that is not too long.
  /// There is no newline at the end.
  public var pretty: String {
    var text = ""
    writePretty(to: &text, indentation: 0, lead: 0)
    return text
  }

  /// The maximum length of a line that holds a whole list or object, in characters.
  private static let lineLength = 100

  private func writeCompact(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let number): text += number.text
    case .string(let string): text += string.jsonQuoted
    case .array(let elements):
      Self.writeList(elements, brackets: ("[", "]"), to: &text) { $0.writeCompact(to: &$1) }
    case .object(let members):
      Self.writeList(members, brackets: ("{", "}"), to: &text) { member, text in
        text += member.name.jsonQuoted
        text += ":"
        member.value.writeCompact(to: &text)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], brackets: (String, String), separator: String = ",", to text: inout String,
    write: (Element, inout String) -> Void
  ) {
    text += brackets.0
    for (index, element) in elements.enumerated() {
      if index > 0 { text += separator }
      write(element, &text)
    }
    text += brackets.1
  }

  /// - Parameters:
  ///   - indentation: the number of spaces before the closing bracket, if the value takes several lines.
  ///   - lead: the number of characters before this value on its line.
  private func writePretty(to text: inout String, indentation: Int, lead: Int) {
    if let line = plainLine, lead + line.count <= Self.lineLength {
      text += line
      return
    }
    let inside = indentation + 2
    let newline = "\n" + String(repeating: " ", count: inside)
    let end = "\n" + String(repeating: " ", count: indentation)
    switch self {
    case .array(let elements):
      Self.writeList(elements, brackets: ("[" + newline, end + "]"), separator: "," + newline, to: &text) {
        $0.writePretty(to: &$1, indentation: inside, lead: inside)
      }
    case .object(let members):
      Self.writeList(members, brackets: ("{" + newline, end + "}"), separator: "," + newline, to: &text) {
        member, text in
        let start = text.utf8.count
        text += member.name.jsonQuoted
        text += ": "
        member.value.writePretty(
          to: &text, indentation: inside, lead: inside + text.utf8.count - start)
      }
    case .null, .boolean, .number, .string: writeCompact(to: &text)
    }
  }

  /// The value on one line with spaces; nil if it contains lists or objects that are not empty.
  private var plainLine: String? {
    var text = ""
    switch self {
    case .null, .boolean, .number, .string: writeCompact(to: &text)
    case .array([]): text = "[]"
    case .object([]): text = "{}"
    case .array(let elements):
      guard elements.allSatisfy(\.isPlain) else { return nil }
      Self.writeList(elements, brackets: ("[", "]"), separator: ", ", to: &text) { $0.writeCompact(to: &$1) }
    case .object(let members):
      guard members.allSatisfy(\.value.isPlain) else { return nil }
      Self.writeList(members, brackets: ("{ ", " }"), separator: ", ", to: &text) { member, text in
        text += member.name.jsonQuoted
        text += ": "
        member.value.writeCompact(to: &text)
      }
    }
    return text
  }

  /// Whether the value is neither a list nor an object, or is an empty one.
  private var isPlain: Bool {
    switch self {
    case .null, .boolean, .number, .string: true
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    }
  }
}

extension JSONNumber {
  /// The shortest text that reads back as the same number; `null` for a number that is not finite, because JSON has no
  /// such numbers. An integral double is written without its `.0`.
  public var text: String {
    switch self {
    case .integer(let value): return String(value)
    case .double(let value): return value.isFinite ? value.exact : "null"
    }
  }
}
