extension JSONParser {
  /// Reads a string; `index` is at its opening quote.
  mutating func string() throws(Failure) -> String {
    let start = location
    index += 1
    var text = ""
    var run = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[run..<index], as: UTF8.self)
        index += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[run..<index], as: UTF8.self)
        text.unicodeScalars.append(try escape())
        run = index
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): throw Failure(error: .unterminatedString, location: start)
      case 0..<0x20: throw failure(.controlCharacter(Unicode.Scalar(bytes[index])))
      default: skipCharacterByte()
      }
    }
    throw Failure(error: .unterminatedString, location: start)
  }

  /// Reads an escape sequence; `index` is at its backslash.
  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    let start = location
    index += 1
    guard index < bytes.count else { throw failure(.unexpectedEnd(expected: "an escape")) }
    let simple: Unicode.Scalar
    switch bytes[index] {
    case UInt8(ascii: "\""): simple = "\""
    case UInt8(ascii: "\\"): simple = "\\"
    case UInt8(ascii: "/"): simple = "/"
    case UInt8(ascii: "b"): simple = "\u{8}"
    case UInt8(ascii: "f"): simple = "\u{C}"
    case UInt8(ascii: "n"): simple = "\n"
    case UInt8(ascii: "r"): simple = "\r"
    case UInt8(ascii: "t"): simple = "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(start)
    default:
      guard case .unexpected(let scalar, _) = unexpected(expected: "").error else {
        throw failure(.unexpectedEnd(expected: "an escape"))
      }
      throw Failure(error: .unknownEscape(scalar), location: start)
    }
    index += 1
    return simple
  }

  /// Reads `\uXXXX`, or two of them that form a surrogate pair; `index` is at the `u`.
  /// - Parameter start: the location of the backslash, for errors.
  private mutating func unicodeEscape(_ start: SpecLocation) throws(Failure) -> Unicode.Scalar {
    let unit = try hexadecimalUnit(start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800..<0xDC00).contains(unit), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { throw Failure(error: .loneSurrogate(unit), location: start) }
    index += 1
    let low = try hexadecimalUnit(start)
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + UInt32(unit - 0xD800) << 10 + UInt32(low - 0xDC00))
    else { throw Failure(error: .loneSurrogate(unit), location: start) }
    return scalar
  }

  /// Reads the four digits after the `u` that `index` is at.
  private mutating func hexadecimalUnit(_ start: SpecLocation) throws(Failure) -> UInt16 {
    index += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
        throw Failure(error: .malformedUnicodeEscape, location: start)
      }
      unit = unit << 4 | UInt16(digit)
      index += 1
    }
    return unit
  }

  /// Reads the number that starts here. Integers of up to 128 bits are exact, larger ones become doubles. `-0` is a
  /// double, because integers have no negative zero.
  mutating func number() throws(Failure) -> JSONNumber {
    let start = location
    let end = endOfWord()
    let text = String(decoding: bytes[index..<end], as: UTF8.self)
    guard let isInteger = Self.isInteger(bytes[index..<end]) else {
      throw Failure(error: .malformedNumber(Self.shortened(text)), location: start)
    }
    index = end
    if isInteger, text != "-0", let value = Int128(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw Failure(error: .numberTooLarge(Self.shortened(text)), location: start)
    }
    if value == 0, Self.isNotZero(text) {
      throw Failure(error: .numberTooSmall(Self.shortened(text)), location: start)
    }
    return .double(value)
  }

  /// Whether a JSON number has a digit other than 0 before its exponent.
  private static func isNotZero(_ text: String) -> Bool {
    text.prefix { $0 != "e" && $0 != "E" }.contains { ("1"..."9").contains($0) }
  }

  /// Whether a JSON number has neither fraction nor exponent; nil if the text is not a JSON number.
  private static func isInteger(_ text: ArraySlice<UInt8>) -> Bool? {
    var rest = text
    func takeDigits() -> Int {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits.count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let wholeDigits = takeDigits()
    guard wholeDigits > 0, !startsWithZero || wholeDigits == 1 else { return nil }
    if rest.isEmpty { return true }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if takeDigits() == 0 { return nil }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if takeDigits() == 0 { return nil }
    }
    return rest.isEmpty ? false : nil
  }

  private static func shortened(_ text: String) -> String {
    text.count <= 40 ? text : text.prefix(37) + "..."
  }
}
