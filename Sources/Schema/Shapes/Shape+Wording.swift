extension Shape {
  /// What is allowed, in words: `an integer of at least 1`.
  public var expectation: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range): Self.words(range)
    case .number(let range): range.words
    case .text: "a string"
    case .path: "a file's path"
    case .word(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .list(let entry, _): "a list, each entry \(entry.expectation)"
    case .tuple(let entry, let count): "a list of \(count), each \(entry.expectation)"
    case .object(let object):
      object.keys.isEmpty
        ? "an object without keys"
        : "an object with the keys \(object.keys.map(\.name).joined(separator: ", "))"
    case .choice(let choice):
      ("aeiou".contains(choice.name.prefix(1)) ? "an " : "a ") + choice.name
        + " (\(choice.names.joined(separator: ", ")))"
    case .nullable(let shape): shape.expectation + ", or null"
    case .either(let first, let second): "\(first.expectation), or \(second.expectation)"
    }
  }

  /// The largest size of anything counted; limits that are this far out are not worth telling, but to who is beyond.
  public static let largest: Int128 = Int128(Int32.max)

  public static func words(_ range: ClosedRange<Int128>, tellsLargest: Bool = false) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (-largest, largest) where !tellsLargest: "an integer"
    case (let lower, largest) where !tellsLargest: "an integer of at least \(lower)"
    case (let lower, let upper): "an integer from \(lower) to \(upper)"
    }
  }
}

extension NumberRange {
  public var words: String {
    let low = lower.map { ($0.isInside ? "of at least " : "above ") + JSONNumber.double($0.value).text }
    let high = upper.map { ($0.isInside ? "of at most " : "below ") + JSONNumber.double($0.value).text }
    let limits = [low, high].compactMap { $0 }
    return limits.isEmpty ? "a number" : "a number " + limits.joined(separator: " and ")
  }
}

extension LocatedJSON {
  /// What stands there, in words short enough for a message.
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
