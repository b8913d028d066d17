import Text

/// How the text behind an option or an argument becomes a value.
struct ValueReader<Value> {
  let read: (String) throws(ValueProblem) -> Value
  /// The values that there are, for the help; empty where there are too many to list.
  var choices: [String] = []
}

extension ValueReader where Value == String {
  /// Any text but the empty one.
  static var text: ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard !text.isEmpty else { throw .empty }
      return text
    }
  }
}

extension ValueReader where Value: FixedWidthInteger {
  /// Decimal digits only: no plus, no separators.
  static func wholeNumber(_ range: ClosedRange<Value>) -> ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard !text.hasPrefix("+"), let number = Value(text), range.contains(number) else {
        throw .notAWholeNumber(from: "\(range.lowerBound)", to: "\(range.upperBound)")
      }
      return number
    }
  }
}

extension ValueReader where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of an enumeration's cases by its raw value.
  static var choice: ValueReader {
    let names = Value.allCases.map(\.rawValue)
    return ValueReader(
      read: { text throws(ValueProblem) in
        guard let value = Value(rawValue: text) else {
          throw .notOneOf(names, nearest: nearestName(to: text, among: names))
        }
        return value
      },
      choices: names)
  }
}
