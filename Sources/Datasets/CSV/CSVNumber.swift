/// The content of a CSV field in which a number is expected.
enum CSVNumber: Equatable {
  case number(Double)
  /// Only digits, perhaps after a sign.
  case integer(Int64)
  /// Nothing, or only spaces.
  case empty
  /// Infinity, or a number beyond double's range.
  case notFinite
  /// Anything else.
  case text
  /// A missing value in one of the usual spellings (`nan`, `NA`, `null`, `?`, ...).
  case missing
  /// A number with a decimal comma: 0,5 or 1.234,5.
  case decimalComma
  /// True or false in any case, as pandas and R write them.
  case boolean(Bool)

  /// Reads decimal notation: 12, -0.5, .5, 1e-3. Spaces and tabs around it are allowed. Rounds to the nearest double.
  init(_ field: Slice<UnsafeBufferPointer<UInt8>>) {
    let text = field.trimmingSpaces()
    guard let first = text.first else {
      self = .empty
      return
    }
    let isNegative = first == UInt8(ascii: "-")
    var rest = isNegative || first == UInt8(ascii: "+") ? text.dropFirst() : text
    var mantissa: UInt64 = 0
    var digitCount = 0
    // Whether `mantissa` holds all digits.
    var isExact = true
    // The power of ten by which `mantissa` must be multiplied.
    var scale = 0
    func takeDigits(_ digits: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
      let start = digits.startIndex
      while let byte = digits.first, byte &- 0x30 < 10 {
        // Up to 18 digits fit. Longer numbers are read below by Swift's own, slower reader.
        if mantissa >= 100_000_000_000_000_000 {
          isExact = false
        } else {
          mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        }
        digits = digits.dropFirst()
      }
      return digits.startIndex - start
    }
    digitCount = takeDigits(&rest)
    let isWhole = rest.isEmpty && digitCount > 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      scale = -takeDigits(&rest)
      digitCount -= scale
    }
    guard digitCount > 0 else {
      self = Self.word(text)
      return
    }
    if let byte = rest.first, byte | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      let isSmall = rest.first == UInt8(ascii: "-")
      if isSmall || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard !rest.isEmpty, rest.allSatisfy({ $0 &- 0x30 < 10 }) else {
        self = .text
        return
      }
      // The limit prevents an overflow. Beyond it every number is 0 or infinite anyway.
      let exponent = rest.reduce(0) { min($0 * 10 + Int($1 &- 0x30), 100_000) }
      scale += isSmall ? -exponent : exponent
      rest = rest.dropFirst(rest.count)
    }
    guard rest.isEmpty else {
      self = Self.textOrComma(text)
      return
    }
    if isWhole && isExact {
      self = .integer(isNegative ? -Int64(mantissa) : Int64(mantissa))
    } else if isExact && mantissa <= 1 << 53 && abs(scale) <= 22 {
      // Mantissa and power are exact in double, so the result of the single operation is correctly rounded.
      let power = Self.powersOfTen[abs(scale)]
      let value = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
      self = .number(isNegative ? -value : value)
    } else if let value = Double(String(decoding: text, as: UTF8.self)) {
      self = value.isFinite ? .number(value) : .notFinite
    } else {
      // Swift's reader returns nil for numbers beyond double's range.
      self = .notFinite
    }
  }

  /// What a text without digits at its start means.
  private static func word(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> CSVNumber {
    guard text.count <= 9 else { return .text }
    let word = String(decoding: text, as: UTF8.self).lowercased()
    if missingWords.contains(word) { return .missing }
    if word == "true" || word == "false" { return .boolean(word == "true") }
    let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
    return unsigned == "inf" || unsigned == "infinity" ? .notFinite : textOrComma(text)
  }

  /// A number with a decimal comma, or else a text.
  private static func textOrComma(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> CSVNumber {
    guard text.count(where: { $0 == UInt8(ascii: ",") }) == 1 else { return .text }
    let point = text.filter { $0 != UInt8(ascii: ".") }.map {
      $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0
    }
    return point.withUnsafeBufferPointer { bytes in
      switch CSVNumber(bytes[...]) {
      case .number: .decimalComma
      case .integer, .empty, .notFinite, .text, .missing, .decimalComma, .boolean: .text
      }
    }
  }

  /// The usual spellings of a missing value, in small letters.
  private static let missingWords: Set<String> = [
    "nan", "-nan", "+nan", "na", "n/a", "<na>", "#n/a", "#na", "null", "none", "nil", "?",
  ]

  /// The powers of ten that a double holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]
}

extension Slice where Base == UnsafeBufferPointer<UInt8> {
  func trimmingSpaces() -> Self {
    var text = self
    while let first = text.first, first == 0x20 || first == 0x09 { text = text.dropFirst() }
    while let last = text.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
    return text
  }
}
