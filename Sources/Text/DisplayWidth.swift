/// The side of a column to which text is moved.
public enum TextAlignment: Sendable {
  case left, right
}

extension String {
  /// The number of columns that the text takes on a terminal: two for a wide East Asian character or an emoji, none for
  /// a control character.
  public var displayWidth: Int {
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return utf8.count }
    return reduce(0) { $0 + $1.displayWidth }
  }

  /// The text filled with spaces to `width` columns. Wider text is not changed.
  public func padded(to width: Int, _ alignment: TextAlignment = .left) -> String {
    let missing = width - displayWidth
    guard missing > 0 else { return self }
    let space = String(repeating: " ", count: missing)
    return switch alignment {
    case .left: self + space
    case .right: space + self
    }
  }

  /// The text cut to `width` columns. If something was cut, it ends with an ellipsis.
  public func truncated(to width: Int) -> String {
    guard width > 0 else { return "" }
    guard displayWidth > width else { return self }
    var kept = ""
    var used = 0
    for character in self {
      guard used + character.displayWidth < width else { break }
      kept.append(character)
      used += character.displayWidth
    }
    return kept + "…"
  }

  /// The text cut in the middle to at most `width` columns of a terminal. The middle is the least telling part of a name.
  public func shortened(to width: Int) -> String {
    guard displayWidth > width, width > 2 else { return truncated(to: width) }
    let tail = String(reversed().prefix((width - 1) / 2).reversed())
    return truncated(to: width - tail.displayWidth) + tail
  }
}

extension Character {
  /// The number of columns of one character.
  fileprivate var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    let emoji = first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}")
    return emoji || first.isWide ? 2 : 1
  }
}

extension Unicode.Scalar {
  /// Whether the character is in a block that is wide or fullwidth according to Unicode Standard Annex #11.
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
