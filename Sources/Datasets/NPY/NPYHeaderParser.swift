/// Parses the text of a header: a Python dictionary with exactly the keys `descr`, `fortran_order` and `shape`.
struct NPYHeaderParser {
  struct Fields {
    var dataType: NPYDataType
    var isFortranOrder: Bool
    var shape: [Int]
  }

  private var rest: ArraySlice<UInt8>

  init(_ text: [UInt8]) { rest = text[...] }

  /// Throws `badHeader`, `structuredType` or `unsupportedType`.
  mutating func parse() throws(NPYProblem) -> Fields {
    var dataType: NPYDataType?
    var isFortranOrder: Bool?
    var shape: [Int]?
    try expect("{")
    while !take("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr" where dataType == nil:
        if next == UInt8(ascii: "[") || next == UInt8(ascii: "(") { throw .structuredType }
        let text = try string()
        guard let type = NPYDataType(text) else { throw .unsupportedType(text) }
        dataType = type
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try boolean()
      case "shape" where shape == nil: shape = try tuple()
      default: throw .badHeader("the key '\(key)' is unknown or repeated")
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    guard next == nil else { throw .badHeader("there is text after the closing brace") }
    guard let dataType, let isFortranOrder, let shape else {
      throw .badHeader("'descr', 'fortran_order' or 'shape' is missing")
    }
    return Fields(dataType: dataType, isFortranOrder: isFortranOrder, shape: shape)
  }

  /// Skips white space and returns the next byte without consuming it; nil at the end.
  private var next: UInt8? {
    mutating get {
      rest = rest.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
      return rest.first
    }
  }

  /// Consumes the sign if it comes next, and returns whether it did.
  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: sign) else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(NPYProblem) {
    if !take(sign) { throw .badHeader("'\(sign)' was expected \(found)") }
  }

  /// The text at the place of an error, for its message.
  private var found: String {
    mutating get {
      next == nil ? "at the end" : "before '\(String(decoding: rest.prefix(12), as: UTF8.self))'"
    }
  }

  private mutating func string() throws(NPYProblem) -> String {
    let quote: UInt8
    if take("'") {
      quote = UInt8(ascii: "'")
    } else {
      try expect("\"")
      quote = UInt8(ascii: "\"")
    }
    guard let end = rest.firstIndex(of: quote) else { throw .badHeader("a string has no closing quote") }
    let text = String(decoding: rest[..<end], as: UTF8.self)
    rest = rest[(end + 1)...]
    return text
  }

  private mutating func boolean() throws(NPYProblem) -> Bool {
    _ = next
    for (word, value) in [("True", true), ("False", false)] where rest.starts(with: word.utf8) {
      rest = rest.dropFirst(word.utf8.count)
      return value
    }
    throw .badHeader("'True' or 'False' was expected \(found)")
  }

  /// Reads a tuple of lengths: `()`, `(5,)`, `(2, 3)`.
  private mutating func tuple() throws(NPYProblem) -> [Int] {
    var lengths: [Int] = []
    try expect("(")
    while !take(")") {
      _ = next
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty else { throw .badHeader("a length was expected \(found)") }
      guard let length = Int(String(decoding: digits, as: UTF8.self)) else {
        throw .badHeader("the length \(String(decoding: digits, as: UTF8.self)) is too large")
      }
      lengths.append(length)
      rest = rest.dropFirst(digits.count)
      // Python 2 wrote long integers with an L.
      _ = take("L")
      if !take(",") {
        try expect(")")
        if lengths.count == 1 { throw .badHeader("the shape is a number, not a tuple") }
        break
      }
    }
    guard lengths.count <= 32 else { throw .badHeader("the shape has \(lengths.count) axes") }
    return lengths
  }
}
