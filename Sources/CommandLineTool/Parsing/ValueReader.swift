import Text

/// How the text after an option, or an argument, becomes a value.
public struct ValueReader<Value> {
  public let read: (String) throws(ValueProblem) -> Value
  /// All possible values, for the help; empty if there are too many to list.
  var choices: [String] = []
  /// How a shell completes it.
  var completion: Completion

  public init(_ read: @escaping (String) throws(ValueProblem) -> Value) {
    self.init(choices: [], read: read)
  }

  init(
    choices: [String], completion: Completion? = nil, read: @escaping (String) throws(ValueProblem) -> Value
  ) {
    self.read = read
    self.choices = choices
    self.completion = completion ?? (choices.isEmpty ? .nothing : .words(choices))
  }
}

extension ValueReader where Value == String {
  /// Any text but the empty one.
  public static var text: ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard !text.isEmpty else { throw .empty }
      return text
    }
  }
}

extension ValueReader where Value: FixedWidthInteger {
  /// Decimal digits only: no plus, no separators.
  public static func wholeNumber(_ range: ClosedRange<Value>) -> ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard !text.hasPrefix("+"), let number = Value(text), range.contains(number) else {
        throw .notAWholeNumber(from: "\(range.lowerBound)", to: "\(range.upperBound)")
      }
      return number
    }
  }
}

extension ValueReader where Value == Double {
  /// A decimal number: digits with at most one point.
  public static func decimal(_ range: ClosedRange<Double>) -> ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }),
        let number = Double(text), range.contains(number)
      else {
        throw .notANumber(from: range.lowerBound.exact, to: range.upperBound.exact)
      }
      return number
    }
  }
}

extension ValueReader {
  /// One of these values, each by its name.
  public static func choice(of values: [(name: String, value: Value)]) -> ValueReader {
    let names = values.map(\.name)
    return ValueReader(choices: names) { text throws(ValueProblem) in
      guard let index = names.firstIndex(of: text) else { throw .notOneOf(names, text) }
      return values[index].value
    }
  }
}

extension ValueReader where Value: RawRepresentable, Value.RawValue == String {
  /// One of these values, by its raw value.
  public static func choice(of values: [Value]) -> ValueReader {
    choice(of: values.map { ($0.rawValue, $0) })
  }
}

extension ValueReader where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of an enumeration's cases, by its raw value.
  public static var choice: ValueReader { choice(of: Array(Value.allCases)) }
}

extension ValueProblem {
  /// - Parameter text: what was written instead; the nearest name is suggested, or the one that Keras's name stands for.
  public static func notOneOf(_ names: [String], _ text: String) -> ValueProblem {
    if let remark = foreignRemark(on: text, among: names) {
      return .other("\(remark). It must be \(listed(names, "or")).")
    }
    return .notOneOf(names, nearest: nearestName(to: text, among: names))
  }
}
