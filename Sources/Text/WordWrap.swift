extension String {
  /// The text in lines of at most `width` columns, broken at spaces. Its own line ends are kept. A word that is wider
  /// than a line is not broken and gets its own line, so that a path or a URL can be copied.
  public func wrapped(to width: Int) -> [String] {
    split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph -> [String] in
      var lines: [String] = []
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        let wordWidth = String(word).displayWidth
        if !line.isEmpty, used + 1 + wordWidth > width {
          lines.append(line)
          line = ""
          used = 0
        }
        if !line.isEmpty {
          line += " "
          used += 1
        }
        line += word
        used += wordWidth
      }
      return lines + [line]
    }
  }
}

extension String {
  /// The lines of a name that is wider than `width` columns. It is broken after a space or one of the signs that join its
  /// parts, and inside a part only if that is wider than a line.
  public func brokenName(to width: Int) -> [String] {
    guard displayWidth > width, width > 0 else { return [self] }
    var parts: [String] = [""]
    for character in self {
      parts[parts.count - 1].append(character)
      if " -_+=,/".contains(character), parts[parts.count - 1].displayWidth > 1 { parts.append("") }
    }
    var lines = [""]
    for part in parts {
      if (lines[lines.count - 1] + part).trimmedEnd.displayWidth > width { lines.append("") }
      for character in part {
        if (lines[lines.count - 1] + String(character)).trimmedEnd.displayWidth > width { lines.append("") }
        lines[lines.count - 1].append(character)
      }
    }
    return lines.map(\.trimmedEnd).filter { !$0.isEmpty }
  }

  /// The text without the spaces at its end.
  public var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
