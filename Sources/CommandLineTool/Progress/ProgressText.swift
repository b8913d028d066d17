import Text

// The parts that the lines of all kinds of progress share.

/// `12/20`, the first number as wide as the second, so that the line does not jump.
func countText(_ count: Int, of total: Int) -> String {
  let total = "\(total)"
  return "\(count)".padded(to: total.count, .right) + "/" + total
}

/// `3 min 04 s left`
func timeLeftText(seconds: Double) -> String { "\(durationText(seconds: seconds)) left" }

extension LiveLine {
  /// Appends a bar: `━━━━━━╸────`.
  mutating func append(bar done: Double, of total: Double, cells: Int = 16) {
    let share = done / total
    // NaN is not above 0.
    let halves = share > 0 ? Int(min(share, 1) * Double(2 * cells)) : 0
    append(String(repeating: "━", count: halves / 2) + (halves.isMultiple(of: 2) ? "" : "╸"), .cyan)
    append(String(repeating: "─", count: cells - (halves + 1) / 2), .faint)
  }

  /// Appends middle parts, as long as there is room for them and the end, and the end.
  mutating func append(_ middle: [String], end: String?, room: Int) {
    let ending = end.map { "  " + $0 } ?? ""
    for part in middle {
      guard width + 2 + part.displayWidth + ending.displayWidth <= room else { break }
      append("  " + part)
    }
    append(ending, .faint)
  }
}
