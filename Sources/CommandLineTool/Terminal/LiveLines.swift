import Text

/// Lines at the bottom of a terminal that are rewritten in place: computes what to write to change them.
///
/// The cursor rests at the end of the last one. Lines are cut one column short of the terminal's width, because a full
/// line would wrap and could not be erased.
struct LiveLines: Equatable {
  private(set) var shown: [String] = []

  /// Replaces what is shown by `lines`; `above` are whole lines that stay for good.
  mutating func update(_ lines: [String], above: String = "", width: Int) -> String {
    let lines = lines.map { $0.singleLine.truncated(to: max(width - 1, 1)) }
    guard lines != shown || !above.isEmpty else { return "" }
    let text = erasing + above + lines.joined(separator: "\n")
    shown = lines
    return text
  }

  /// Moves to the beginning of the first line and clears everything below (ECMA-48: CUU and ED).
  private var erasing: String {
    if shown.isEmpty { return "" }
    let up = shown.count > 1 ? "\u{1B}[\(shown.count - 1)A" : ""
    return "\r\(up)\u{1B}[J"
  }
}
