import Text

extension Table {
  /// The table in GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-). Ends with a newline.
  public var markdown: String {
    guard !columns.isEmpty else { return "" }
    let rule = columns.map { $0.alignment == .right ? "---:" : ":---" }
    let lines = [columns.map(\.title.markdownEscaped), rule] + rows.map { $0.map(\.shown.markdownEscaped) }
    return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}

extension String {
  /// The text with Markdown's special characters escaped. An underscore within a word is not special and stays as it is,
  /// so that names remain readable in the source.
  var markdownEscaped: String {
    let characters = Array(singleLine)
    var text = ""
    for (index, character) in characters.enumerated() {
      switch character {
      case "\\", "|", "`", "*", "<", "[", "]", "&", "~": text += "\\"
      case "_":
        let inWord =
          index > 0 && index + 1 < characters.count && characters[index - 1].isWordPart
          && characters[index + 1].isWordPart
        if !inWord { text += "\\" }
      default: break
      }
      text.append(character)
    }
    return text
  }
}

extension Character {
  fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
