/// Why a text cannot be read as JSON with comments and trailing commas.
public enum JSONSyntaxError: Error, Equatable, Sendable {
  case tooLarge(bytes: Int, limit: Int)
  case byteOrderMark
  case utf16
  case invalidUTF8
  case unexpected(Unicode.Scalar, expected: String)
  case unexpectedEnd(expected: String)
  case unterminatedString
  case unterminatedComment
  case controlCharacter(Unicode.Scalar)
  case unknownEscape(Unicode.Scalar)
  case malformedUnicodeEscape
  case loneSurrogate(UInt16)
  case unknownWord(String)
  case unquotedKey(String)
  case malformedNumber(String)
  case numberTooLarge(String)
  case numberTooSmall(String)
  case duplicateKey(String, first: SpecLocation)
  case tooDeep(limit: Int)
  case trailingContent
}

extension JSONSyntaxError {
  /// What is wrong, without the location.
  public var message: String {
    switch self {
    case .tooLarge(let bytes, let limit):
      "the file has \(bytes == limit + 1 ? "more than \(limit)" : "\(bytes)") bytes; \(limit) are allowed"
    case .byteOrderMark: "the file starts with a byte order mark; save it as UTF-8 without one"
    case .utf16: "the file is UTF-16; save it as UTF-8"
    case .invalidUTF8: "this byte is not UTF-8; save the file as UTF-8"
    case .unexpected(let scalar, let expected): "expected \(expected), but found \(Self.quoted(scalar))"
    case .unexpectedEnd(let expected): "expected \(expected), but the text ends here"
    case .unterminatedString: "this string has no closing quote on its line"
    case .unterminatedComment: "this comment has no closing */"
    case .controlCharacter(let scalar):
      "a string may not hold \(Self.quoted(scalar)) itself; write \(Self.escape(scalar))"
    case .unknownEscape(let scalar):
      #"\\#(scalar) is not an escape; JSON has \" \\ \/ \b \f \n \r \t and \uXXXX (write \\ for a backslash)"#
    case .malformedUnicodeEscape: #"\u needs four hexadecimal digits"#
    case .loneSurrogate(let unit):
      #"\u\#(String(unit, radix: 16)) is one half of a surrogate pair; the other half is missing"#
    case .unknownWord(let word): #"\#(word) is not a JSON value; a string needs double quotes: "\#(word)""#
    case .unquotedKey(let key): #"a key needs double quotes: "\#(key)""#
    case .malformedNumber(let text):
      "\(text) is not a JSON number; write it like 3, -0.5 or 1e-3, without a leading + or needless zeros"
    case .numberTooLarge(let text): "\(text) is too large for a double (maximum 1.8e308)"
    case .numberTooSmall(let text): "\(text) becomes 0 as a double; the smallest above 0 is 4.9e-324"
    case .duplicateKey(let key, let first): #"the key "\#(key)" is given twice, first at \#(first)"#
    case .tooDeep(let limit): "more than \(limit) lists and objects are nested in each other"
    case .trailingContent: "expected the end of the file after the value"
    }
  }

  /// The character for a message: in quotes if it is visible, otherwise in words.
  private static func quoted(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n", "\r": "the end of the line"
    case "\t": "a tab"
    case "'": "a single quote; JSON has double quotes"
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": "the control character " + codePoint(scalar)
    default: "'\(scalar)'"
    }
  }

  /// The character as an escape sequence of JSON.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    scalar == "\t" ? #"\t"# : #"\u"# + String(codePoint(scalar).dropFirst(2))
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
