import Text

// The parts that the lines of all kinds of progress share.

/// `12/20`, the first number as wide as the second, so that the line does not jump.
func countText(_ count: Int, of total: Int) -> String {
  let total = "\(total)"
  return "\(count)".padded(to: total.count, .right) + "/" + total
}

/// `3 min 04 s left`
func timeLeftText(seconds: Double) -> String { "\(durationText(seconds: seconds)) left" }

/// `[######----]`
func progressBar(done: Double, total: Double) -> String {
  let cells = 16
  let share = done / total
  let filled = share > 0 ? Int(min(share, 1) * Double(cells)) : 0  // NaN is not above 0
  return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: cells - filled) + "]"
}

/// A line of start, middle parts and end. Middle parts for which there is no room are left out.
func fittedLine(_ start: String, _ middle: [String], end: String?, width: Int) -> String {
  let ending = end.map { "  " + $0 } ?? ""
  var line = start
  for part in middle {
    let longer = line + "  " + part
    guard longer.displayWidth + ending.displayWidth < width else { break }
    line = longer
  }
  return line + ending
}
