import Testing

@testable import Schema

@Suite struct JSONParserErrorTests {
  /// The only problem of a text that is not JSON.
  private func problem(_ bytes: [UInt8], options: JSONParser.Options = .init()) throws -> SpecProblem {
    let error = try #require(throws: SpecError.self) {
      try JSONParser.parse(bytes, source: SpecSource(name: "t", directory: "/"), options: options)
    }
    #expect(error.kind == .invalid)
    #expect(error.problems.count == 1)
    return try #require(error.problems.first)
  }

  @Test(arguments: [
    ("", "t:1:1: expected a value, but the text ends here"),
    ("  // c", "t:1:7: expected a value, but the text ends here"),
    ("[1", "t:1:3: expected ',' or ']', but the text ends here"),
    ("[1 2]", "t:1:4: expected ',' or ']', but found '2'"), ("[,]", "t:1:2: expected a value, but found ','"),
    ("[1,,]", "t:1:4: expected a value, but found ','"),
    ("{", "t:1:2: expected a key, but the text ends here"),
    (#"{"a" 1}"#, "t:1:6: expected ':', but found '1'"),
    (#"{"a": 1 "b": 2}"#, "t:1:9: expected ',' or '}', but found '\"'"),
    ("{a: 1}", #"t:1:2: a key needs double quotes: "a""#),
    ("{'a': 1}", "t:1:2: expected a key in double quotes, but found a single quote; JSON has double quotes"),
    ("{1: 1}", #"t:1:2: a key needs double quotes: "1""#),
    ("1 2", "t:1:3: expected the end of the file after the value"),
    ("relu", #"t:1:1: relu is not a JSON value; a string needs double quotes: "relu""#),
    ("NaN", #"t:1:1: NaN is not a JSON value; a string needs double quotes: "NaN""#),
    ("True", #"t:1:1: True is not a JSON value; a string needs double quotes: "True""#),
    ("/ 1", "t:1:1: expected a value, a key or a comment, but found '/'"),
    ("1 /* x", "t:1:3: this comment has no closing */"),
    ("\"a", "t:1:1: this string has no closing quote on its line"),
    ("\"a\nb\"", "t:1:1: this string has no closing quote on its line"),
    ("\"a\tb\"", #"t:1:3: a string may not hold a tab itself; write \t"#),
    ("\"\u{1}\"", #"t:1:2: a string may not hold the control character U+0001 itself; write \u0001"#),
    (
      #""a\q""#,
      #"t:1:3: \q is not an escape; JSON has \" \\ \/ \b \f \n \r \t and \uXXXX (write \\ for a backslash)"#
    ),
    (#""\u12""#, #"t:1:2: \u needs four hexadecimal digits"#),
    ("\"\\", "t:1:3: expected an escape, but the text ends here"),
    (#""\uD800""#, #"t:1:2: \ud800 is one half of a surrogate pair; the other half is missing"#),
    (#""\uDC00""#, #"t:1:2: \udc00 is one half of a surrogate pair; the other half is missing"#),
    (#""\uD800\u0041""#, #"t:1:2: \ud800 is one half of a surrogate pair; the other half is missing"#),
    (#""\uD800\uD800""#, #"t:1:2: \ud800 is one half of a surrogate pair; the other half is missing"#),
    ("1e999", "t:1:1: 1e999 is too large for a double (maximum 1.8e308)"),
    ("-1e999", "t:1:1: -1e999 is too large for a double (maximum 1.8e308)"),
    ("1e-400", "t:1:1: 1e-400 becomes 0 as a double; the smallest above 0 is 4.9e-324"),
    ("-0.01e-999", "t:1:1: -0.01e-999 becomes 0 as a double; the smallest above 0 is 4.9e-324"),
  ])
  func stopsAtTheFirstError(text: String, message: String) throws {
    #expect(try problem(Array(text.utf8)).description == message)
  }

  @Test(arguments: ["01", "+1", ".5", "1.", "-", "1e", "1e+", "1.e3", "0x10", "1_000", "--1", "1.2.3"])
  func refusesOtherNumbers(text: String) throws {
    #expect(try problem(Array(text.utf8)).reason == .syntax(.malformedNumber(text)))
  }

  /// A number of four hundred digits is too large for a double. The message does not show all of it.
  @Test func refusesVeryLongNumbers() throws {
    let problem = try problem(Array(String(repeating: "9", count: 400).utf8))
    #expect(problem.reason == .syntax(.numberTooLarge(String(repeating: "9", count: 37) + "...")))
  }

  @Test func namesBothLocationsOfADuplicateKey() throws {
    #expect(
      try problem(Array("{\"a\": 1,\n \"\\u0061\": 2}".utf8)).description
        == #"t:2:2: the key "a" is given twice, first at t:1:2"#)
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func boundsTheDepth(opening: String) throws {
    let problem = try problem(Array(String(repeating: opening, count: 100_000).utf8))
    #expect(problem.reason == .syntax(.tooDeep(limit: 128)))
  }

  @Test func refusesOtherEncodings() throws {
    #expect(try problem([0xEF, 0xBB, 0xBF, 0x31]).reason == .syntax(.byteOrderMark))
    #expect(try problem([0xFF, 0xFE, 0x31, 0x00]).reason == .syntax(.utf16))
    #expect(try problem([0xFE, 0xFF, 0x00, 0x31]).reason == .syntax(.utf16))
    // An é in Latin-1 in line 2, after [ and a quote.
    let latin1 = try problem(Array("1\n[\"".utf8) + [0xE9, 0x22, 0x5D])
    #expect(latin1.description == "t:2:3: this byte is not UTF-8; save the file as UTF-8")
    // An encoded surrogate, a truncated character, an overlong encoding of a slash.
    for bytes: [UInt8] in [[0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3], [0x22, 0xC0, 0xAF, 0x22]] {
      #expect(try problem(bytes).reason == .syntax(.invalidUTF8))
    }
  }

  @Test func boundsTheSize() throws {
    let options = JSONParser.Options(maximumBytes: 3)
    #expect(
      try problem(Array("1000".utf8), options: options).reason == .syntax(.tooLarge(bytes: 4, limit: 3)))
  }

  @Test func refusesCommentsIfTheyAreNotAllowed() throws {
    let options = JSONParser.Options(allowsComments: false)
    for text in ["1 // x", "[1,]", "{\"a\": 1,}"] { _ = try problem(Array(text.utf8), options: options) }
  }

  /// A text that is cut off anywhere is refused with a location and never crashes the parser.
  @Test func refusesTruncatedTexts() throws {
    let text = Array(#"/* é */ {"a": [1.5e-3, "\uD83D\uDE00", true, null,], // x"#.utf8)
    for count in 0..<text.count { _ = try problem(Array(text[..<count])) }
  }
}
