extension String {
  /// The text on one line and without control characters, so that a name from a file can neither break a table, nor
  /// control the terminal, nor look like another one. Line ends and tabs become spaces, other control characters the
  /// replacement character.
  public var singleLine: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    var scalars = UnicodeScalarView()
    for scalar in replacingLineEnds.unicodeScalars { scalars.append(scalar.isControl ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }

  private var replacingLineEnds: String {
    String(map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}

extension Unicode.Scalar {
  /// Whether the character is not shown but changes how others are: a control character, an end of a line, or a control of
  /// the direction of writing (Unicode Standard Annex #9), with which a name can be made to look like another one.
  public var isControl: Bool {
    switch self {
    case "\u{20}"..."\u{7E}": false
    case "\u{61C}", "\u{200E}", "\u{200F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
    case "\u{2028}", "\u{2029}": true
    default: properties.generalCategory == .control
    }
  }
}
