extension Shape {
  /// What is allowed, in words for messages: `an integer of at least 1`.
  public var expectation: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range): Self.words(range)
    case .number(let range): range.words
    case .text: "a string"
    case .path: "the path of a file"
    case .word(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .list(let entry, _): "a list in which each entry is \(entry.expectation)"
    case .tuple(let entry, let count): "a list of \(count) entries, each \(entry.expectation)"
    case .object(let object):
      object.keys.isEmpty
        ? "an object without keys"
        : "an object with the keys \(object.keys.map(\.name).joined(separator: ", "))"
    case .choice(let choice):
      ("aeiou".contains(choice.name.prefix(1)) ? "an " : "a ") + choice.name
        + " (\(choice.names.joined(separator: ", ")))"
    case .nullable(let shape): shape.expectation + ", or null"
    case .either(let preferred, let fallback): "\(preferred.expectation), or \(fallback.expectation)"
    }
  }

  /// The largest integer that sizes and counts may have. Messages mention this limit only to those who exceed it.
  static let largestInteger = Int128(Int32.max)

  /// A range of integers, in words for messages.
  /// - Parameter mentionsLargest: whether to give the upper bound even if it is `largestInteger`.
  static func words(_ range: ClosedRange<Int128>, mentionsLargest: Bool = false) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (-largestInteger, largestInteger) where !mentionsLargest: "an integer"
    case (let lower, largestInteger) where !mentionsLargest: "an integer of at least \(lower)"
    case (let lower, let upper): "an integer from \(lower) to \(upper)"
    }
  }
}

extension NumberRange {
  /// The range, in words for messages: `a number above 0`.
  var words: String {
    let low = lower.map { ($0.isInside ? "of at least " : "above ") + JSONNumber.double($0.value).text }
    let high = upper.map { ($0.isInside ? "of at most " : "below ") + JSONNumber.double($0.value).text }
    let limits = [low, high].compactMap { $0 }
    return limits.isEmpty ? "a number" : "a number " + limits.joined(separator: " and ")
  }
}

extension LocatedJSON {
  /// The value in a few words, for messages.
  public var summary: String {
    switch value {
    case .null: return "null"
    case .boolean(let boolean): return boolean ? "true" : "false"
    case .number(let number): return number.text
    case .string(let string):
      let text = JSON.string(string.count <= 40 ? string : string.prefix(37) + "...").compact
      return "the string \(text)"
    case .array(let elements): return elements.isEmpty ? "an empty list" : "a list"
    case .object(let members): return members.isEmpty ? "an empty object" : "an object"
    }
  }
}
