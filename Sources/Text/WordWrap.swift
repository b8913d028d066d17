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
