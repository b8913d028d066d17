extension String {
  /// The text in ASCII, for terminals that show nothing else: the signs that bnlab itself uses are spelled, any other
  /// character is a question mark.
  public var asciiSpelling: String {
    guard !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
    return String(
      flatMap { character -> String in
        character.isASCII ? String(character) : asciiSpellings[character] ?? "?"
      })
  }
}

private let asciiSpellings: [Character: String] = [
  "−": "-", "–": "-", "—": "-", "─": "-", "×": "x", "±": "+-", "…": "~", "·": ".", "→": "->", "≥": ">=",
  "≤": "<=", "✓": "+", "✗": "x", "“": "\"", "”": "\"", "’": "'", "‘": "'", "β": "beta", "γ": "gamma",
  "µ": "u", "∞": "inf",
]
