extension JSON {
  /// Indented by two spaces; a list or an object of plain values stands on one line where that is not too long.
  /// Ends without a newline.
  var pretty: String {
    var text = ""
    write(to: &text, indentation: 0, lead: 0)
    return text
  }

  private static let lineLength = 100

  /// - Parameter lead: how many characters stand before this value on its line.
  private func write(to text: inout String, indentation: Int, lead: Int) {
    if let line = plainLine, lead + line.utf8.count <= Self.lineLength {
      text += line
      return
    }
    switch self {
    case .array(let elements):
      Self.writeLines(elements, "[", "]", indentation: indentation, to: &text) { element, text, inside in
        element.write(to: &text, indentation: inside, lead: inside)
      }
    case .object(let members):
      Self.writeLines(members, "{", "}", indentation: indentation, to: &text) { member, text, inside in
        let name = Self.quoted(member.name) + ": "
        text += name
        member.value.write(to: &text, indentation: inside, lead: inside + name.utf8.count)
      }
    case .null, .boolean, .number, .string: text += scalarText
    }
  }

  private static func writeLines<Element>(
    _ elements: [Element], _ opening: String, _ closing: String, indentation: Int, to text: inout String,
    write: (Element, inout String, _ inside: Int) -> Void
  ) {
    text += opening
    for (index, element) in elements.enumerated() {
      text += (index > 0 ? ",\n" : "\n") + String(repeating: " ", count: indentation + 2)
      write(element, &text, indentation + 2)
    }
    text += "\n" + String(repeating: " ", count: indentation) + closing
  }

  /// The value on one line, where it holds no lists or objects.
  private var plainLine: String? {
    switch self {
    case .null, .boolean, .number, .string: scalarText
    case .array(let elements):
      elements.allSatisfy(\.isScalar) ? "[" + elements.map(\.scalarText).joined(separator: ", ") + "]" : nil
    case .object([]): "{}"
    case .object(let members):
      members.allSatisfy(\.value.isScalar)
        ? "{ " + members.map { Self.quoted($0.name) + ": " + $0.value.scalarText }.joined(separator: ", ")
          + " }"
        : nil
    }
  }

  private var isScalar: Bool {
    switch self {
    case .null, .boolean, .number, .string: true
    case .array, .object: false
    }
  }

  private var scalarText: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let string): Self.quoted(string)
    case .array, .object: ""
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
