import Text

/// A line in a terminal, of pieces that may be coloured.
struct LiveLine: Equatable {
  struct Piece: Equatable {
    var text: String
    var style: TextStyle?
  }

  private(set) var pieces: [Piece] = []

  init() {}

  init(_ text: String) { append(text) }

  /// Appends text without its control characters.
  mutating func append(_ text: String, _ style: TextStyle? = nil) {
    if !text.isEmpty { pieces.append(Piece(text: text.singleLine, style: style)) }
  }

  var text: String { pieces.map(\.text).joined() }

  var width: Int { text.displayWidth }

  /// The text with the styles' escape sequences.
  var styled: String { pieces.map { $0.style?.applied(to: $0.text) ?? $0.text }.joined() }

  /// The line cut to this many columns.
  func truncated(to width: Int) -> LiveLine {
    guard self.width > width else { return self }
    var line = LiveLine()
    var room = width
    for piece in pieces where room > 0 {
      line.append(piece.text.truncated(to: room), piece.style)
      room -= piece.text.displayWidth
    }
    return line
  }
}
