import Text

/// Lines at the bottom of a terminal that are rewritten in place: computes what to write to change them.
///
/// The cursor rests at the end of the last one. Lines are cut a few columns short of the terminal's width: a full line
/// would wrap and could not be erased, and the terminal itself writes `^C` there.
struct LiveLines: Equatable {
  private(set) var shown: [LiveLine] = []

  /// The columns that lines leave free.
  static let margin = 3

  /// The most columns of a line.
  static func room(_ width: Int) -> Int { max(width - margin, 1) }

  /// Replaces what is shown by `lines`; `above` are whole lines that stay for good.
  mutating func update(_ lines: [LiveLine], above: String = "", width: Int) -> String {
    let lines = lines.map { $0.truncated(to: Self.room(width)) }
    guard lines != shown || !above.isEmpty else { return "" }
    let text = erasing(width: width) + above + lines.map(\.styled).joined(separator: "\n")
    shown = lines
    return text
  }

  /// Clears line by line up to the first one (ECMA-48: EL and CUU). If the window has become narrower, the terminal has
  /// wrapped what was shown. Clearing all at once (ED) would leave copies in the history of tmux.
  private func erasing(width: Int) -> String {
    if shown.isEmpty { return "" }
    let width = max(width, 1)
    let rows = shown.reduce(0) { $0 + max(($1.width + width - 1) / width, 1) }
    return "\r\u{1B}[K" + String(repeating: "\u{1B}[A\u{1B}[K", count: rows - 1)
  }
}
