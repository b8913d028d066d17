import CommandLineTool

extension ValueReader where Value == [Int] {
  /// Epochs and ranges with both ends included, separated by commas: `0,1,5`, `0..5`. 0 is the time before training.
  static var epochList: ValueReader {
    ValueReader { text throws(ValueProblem) in
      var epochs: Set<Int> = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        for epoch in try range(in: part) { epochs.insert(epoch) }
      }
      return epochs.sorted()
    }
  }

  private static func range(in part: Substring) throws(ValueProblem) -> ClosedRange<Int> {
    let part = part.drop { $0 == " " }
    guard let dots = part.firstIndex(of: ".") else {
      let epoch = try epoch(in: part)
      return epoch...epoch
    }
    guard part[dots...].hasPrefix("..") else { throw .notAnEpochList(part) }
    let (first, last) = (try epoch(in: part[..<dots]), try epoch(in: part[dots...].dropFirst(2)))
    guard first <= last else { throw .notAnEpochList(part) }
    return first...last
  }

  private static func epoch(in text: Substring) throws(ValueProblem) -> Int {
    guard !text.hasPrefix("+"), !text.hasPrefix("-"), let epoch = Int(text), epoch <= 1_000_000 else {
      throw .notAnEpochList(text)
    }
    return epoch
  }
}

extension ValueProblem {
  fileprivate static func notAnEpochList(_ text: Substring) -> ValueProblem {
    .other(
      "'\(text)' is not an epoch (a whole number, 0 for the initial weights) or an ascending range of epochs; "
        + "write 0,1,5 or 0..5.")
  }
}
