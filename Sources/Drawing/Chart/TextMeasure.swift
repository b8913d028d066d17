import Text

/// The width of text in a picture. No font is read: each character has the larger of its widths in DejaVu Sans and in
/// Liberation Sans, whose metrics are those of Helvetica and Arial. Text is at most as wide as measured with any of them.
enum TextMeasure {
  /// The widths of the characters from the space to the tilde, in thousandths of the font size.
  private static let widths: [Double] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 295,
    500, 667, 557, 863, 748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838,
    556, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]
  /// Bold characters are wider by at most about this factor, over a word.
  private static let boldFactor = 1.13
  /// The width of a character outside of ASCII, for each of its columns in a terminal.
  private static let otherWidth = 800.0

  /// - Parameter size: the font size in pixels.
  static func width(_ text: String, size: Double = 12, isBold: Bool = false) -> Double {
    var thousandths = 0.0
    for character in text {
      if let code = character.asciiValue, (0x20...0x7E).contains(code) {
        thousandths += widths[Int(code) - 0x20]
      } else {
        thousandths += otherWidth * Double(String(character).displayWidth)
      }
    }
    return thousandths / 1000 * size * (isBold ? boldFactor : 1)
  }

  /// The text cut in the middle to fit a width. The middle is the least telling part of the name of a variant.
  static func fitted(_ text: String, width: Double, size: Double = 12, isBold: Bool = false) -> String {
    guard self.width(text, size: size, isBold: isBold) > width else { return text }
    let characters = Array(text)
    var kept = characters.count - 1
    while kept > 2 {
      let cut = String(characters.prefix(kept - kept / 2)) + "…" + String(characters.suffix(kept / 2))
      if self.width(cut, size: size, isBold: isBold) <= width { return cut }
      kept -= 1
    }
    return kept > 0 ? String(characters.prefix(1)) + "…" : text
  }

  /// The text without its end, to fit a width. Of a list whole parts are left out.
  static func beginning(of text: String, width: Double, size: Double = 12) -> String {
    guard self.width(text, size: size) > width else { return text }
    var kept = text
    while !kept.isEmpty, self.width(kept + "…", size: size) > width { kept.removeLast() }
    kept = kept.trimmedEnd
    if let comma = kept.lastIndex(of: ",") { kept = kept[...comma] + " " }
    return kept.isEmpty ? "" : kept + "…"
  }

  /// The text broken into lines at its spaces. A word that is wider than a line is cut.
  static func wrapped(_ text: String, width: Double, size: Double = 12, isBold: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : line + " " + word
      if line.isEmpty || self.width(longer, size: size, isBold: isBold) <= width {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { fitted($0, width: width, size: size, isBold: isBold) }
  }
}
