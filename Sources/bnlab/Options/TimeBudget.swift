import CommandLineTool

extension ValueReader where Value == Double {
  /// A time in seconds, written as a whole number with its unit: `90s`, `30m`, `2h`.
  static var timeBudget: ValueReader {
    ValueReader { text throws(ValueProblem) in
      let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600]
      guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
        !text.hasPrefix("+"), (1...1_000_000).contains(number)
      else { throw .other("it must be a whole number with s, m or h, such as 90s, 30m or 2h.") }
      return Double(number * unit)
    }
  }
}
