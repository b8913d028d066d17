/// Reads JSON (RFC 8259) with `//` and `/* */` comments and trailing commas into values that know their locations.
///
/// It stops at the first error. No input can crash it: the nesting depth of lists and objects is limited, integers are
/// read with overflow checks, and bytes that are not UTF-8 are rejected before anything else.
public struct JSONParser {
  public struct Options: Sendable {
    /// Whether comments and trailing commas are allowed.
    public var allowsComments = true
    public var maximumBytes = 1 << 20

    /// The maximum depth of lists and objects inside each other.
    public static let depthLimit = 128

    public init(allowsComments: Bool = true, maximumBytes: Int = 1 << 20) {
      self.allowsComments = allowsComments
      self.maximumBytes = maximumBytes
    }
  }

  let bytes: [UInt8]
  let source: SpecSource
  let options: Options
  var index = 0
  private var depth = 0
  private var line = 1
  private var lineStart = 0
  /// The number of bytes between the start of the line and `index` that continue a character. In UTF-8 these have the
  /// form 0b10xxxxxx. They do not count as columns.
  private var continuations = 0

  /// Reads a whole text, which must hold exactly one value.
  /// - Throws: `Failure`, the first error.
  static func read(_ bytes: [UInt8], source: SpecSource, options: Options) throws(Failure) -> LocatedJSON {
    var parser = JSONParser(bytes: bytes, source: source, options: options)
    return try parser.document()
  }

  struct Failure: Error {
    let error: JSONSyntaxError
    let location: SpecLocation
  }

  private init(bytes: [UInt8], source: SpecSource, options: Options) {
    self.bytes = bytes
    self.source = source
    self.options = options
  }

  private mutating func document() throws(Failure) -> LocatedJSON {
    try checkEncoding()
    let value = try value()
    try skipSpace()
    if index < bytes.count { throw failure(.trailingContent) }
    return value
  }

  private func checkEncoding() throws(Failure) {
    if bytes.count > options.maximumBytes {
      throw failure(.tooLarge(bytes: bytes.count, limit: options.maximumBytes))
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw failure(.byteOrderMark) }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { throw failure(.utf16) }
    if String(validating: bytes, as: UTF8.self) == nil {
      var line = 1
      var column = 1
      var decoder = UTF8()
      var rest = bytes.makeIterator()
      while case .scalarValue(let scalar) = decoder.decode(&rest) {
        (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      }
      throw Failure(
        error: .invalidUTF8, location: SpecLocation(source: source, line: line, column: column))
    }
  }

  // MARK: - Values

  private mutating func value() throws(Failure) -> LocatedJSON {
    try skipSpace()
    let start = location
    guard index < bytes.count else { throw failure(.unexpectedEnd(expected: "a value")) }
    switch bytes[index] {
    case UInt8(ascii: "{"): return LocatedJSON(value: .object(try object()), location: start)
    case UInt8(ascii: "["): return LocatedJSON(value: .array(try array()), location: start)
    case UInt8(ascii: "\""): return LocatedJSON(value: .string(try string()), location: start)
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return LocatedJSON(value: .number(try number()), location: start)
    default: return LocatedJSON(value: try word(), location: start)
    }
  }

  private mutating func word() throws(Failure) -> LocatedJSON.Value {
    let end = endOfWord()
    switch String(decoding: bytes[index..<end], as: UTF8.self) {
    case "true":
      index = end
      return .boolean(true)
    case "false":
      index = end
      return .boolean(false)
    case "null":
      index = end
      return .null
    case "": throw unexpected(expected: "a value")
    case let word: throw failure(.unknownWord(word))
    }
  }

  /// The index after the letters, digits, `_`, `.`, `+` and `-` that start here.
  func endOfWord() -> Int {
    var end = index
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"),
        UInt8(ascii: "-"):
        end += 1
      default: return end
      }
    }
    return end
  }

  private mutating func array() throws(Failure) -> [LocatedJSON] {
    try open()
    defer { depth -= 1 }
    var elements: [LocatedJSON] = []
    while try !closes(UInt8(ascii: "]"), isFirst: elements.isEmpty, orElse: "',' or ']'") {
      elements.append(try value())
    }
    return elements
  }

  private mutating func object() throws(Failure) -> [LocatedJSON.Member] {
    try open()
    defer { depth -= 1 }
    var members: [LocatedJSON.Member] = []
    var names: [String: SpecLocation] = [:]
    while try !closes(UInt8(ascii: "}"), isFirst: members.isEmpty, orElse: "',' or '}'") {
      let nameLocation = location
      guard index < bytes.count else { throw failure(.unexpectedEnd(expected: "a key")) }
      guard bytes[index] == UInt8(ascii: "\"") else {
        let end = endOfWord()
        if end == index { throw unexpected(expected: "a key in double quotes") }
        throw failure(.unquotedKey(String(decoding: bytes[index..<end], as: UTF8.self)))
      }
      let name = try string()
      if let firstLocation = names.updateValue(nameLocation, forKey: name) {
        throw Failure(error: .duplicateKey(name, first: firstLocation), location: nameLocation)
      }
      try skipSpace()
      try take(UInt8(ascii: ":"), expected: "':'")
      members.append(LocatedJSON.Member(name: name, nameLocation: nameLocation, value: try value()))
    }
    return members
  }

  /// Steps over an opening bracket.
  private mutating func open() throws(Failure) {
    depth += 1
    if depth > Options.depthLimit { throw failure(.tooDeep(limit: Options.depthLimit)) }
    index += 1
  }

  /// Whether the list or object ends here; its closing bracket is then skipped. Otherwise the comma before the next
  /// entry is skipped.
  /// - Parameters:
  ///   - bracket: the closing bracket.
  ///   - isFirst: whether no entry was read yet, so that no comma is needed.
  ///   - expected: what the error message asks for if neither a comma nor the bracket follows.
  private mutating func closes(_ bracket: UInt8, isFirst: Bool, orElse expected: String) throws(Failure)
    -> Bool
  {
    try skipSpace()
    if index < bytes.count, bytes[index] == bracket {
      index += 1
      return true
    }
    if isFirst { return false }
    try take(UInt8(ascii: ","), expected: expected)
    try skipSpace()
    if options.allowsComments, index < bytes.count, bytes[index] == bracket {
      index += 1
      return true
    }
    return false
  }

  /// Steps over a byte that must come next.
  private mutating func take(_ byte: UInt8, expected: String) throws(Failure) {
    guard index < bytes.count, bytes[index] == byte else { throw unexpected(expected: expected) }
    index += 1
  }

  // MARK: - Spaces and comments

  private mutating func skipSpace() throws(Failure) {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      case UInt8(ascii: "\n"): newLine()
      case UInt8(ascii: "/") where options.allowsComments: try skipComment()
      default: return
      }
    }
  }

  private mutating func newLine() {
    index += 1
    line += 1
    lineStart = index
    continuations = 0
  }

  private mutating func skipComment() throws(Failure) {
    let start = location
    let byteAfterSlash = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch byteAfterSlash {
    case UInt8(ascii: "/"):
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { skipCharacterByte() }
    case UInt8(ascii: "*"):
      index += 2
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "*") where index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "/"):
          index += 2
          return
        case UInt8(ascii: "\n"): newLine()
        default: skipCharacterByte()
        }
      }
      throw Failure(error: .unterminatedComment, location: start)
    default: throw unexpected(expected: "a value, a key or a comment")
    }
  }

  // MARK: - Locations

  /// Steps over a byte that may be part of a longer character.
  mutating func skipCharacterByte() {
    if bytes[index] & 0b1100_0000 == 0b1000_0000 { continuations += 1 }
    index += 1
  }

  /// The location of the byte at `index`.
  var location: SpecLocation {
    SpecLocation(source: source, line: line, column: index - lineStart - continuations + 1)
  }

  func failure(_ error: JSONSyntaxError) -> Failure { Failure(error: error, location: location) }

  /// The error that the text here is not what was expected.
  func unexpected(expected: String) -> Failure {
    guard index < bytes.count else { return failure(.unexpectedEnd(expected: expected)) }
    let scalar = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self).unicodeScalars
      .first
    return failure(.unexpected(scalar ?? "?", expected: expected))
  }
}
