import TestSupport
import Testing

@testable import Schema

@Suite struct JSONWriterTests {
  private let value = JSON.object([
    .init("b", .array([.integer(1), .double(0.5), .null])),
    .init("a", .object([.init("x\"", .string("é\n\u{1}"))])),
    .init("e", .array([])), .init("o", .object([])),
  ])

  @Test func writesCompact() {
    #expect(value.compact == #"{"b":[1,0.5,null],"a":{"x\"":"é\n\u0001"},"e":[],"o":{}}"#)
    #expect(value.canonical == #"{"a":{"x\"":"é\n\u0001"},"b":[1,0.5,null],"e":[],"o":{}}"#)
  }

  @Test func writesPretty() {
    let long = JSON.array((0..<40).map { .integer($0) })
    #expect(
      JSON.object([.init("b", .array([.integer(1), .integer(2)])), .init("a", .array([.object([])]))]).pretty
        == """
        {
          "b": [1, 2],
          "a": [{}]
        }
        """)
    // 10 numbers of one digit and 30 of two digits with ", " between them are more than 100 characters.
    #expect(long.pretty.split(separator: "\n").count == 42)
    #expect(JSON.object([]).pretty == "{}")
    #expect(JSON.object([.init("a", .integer(1))]).pretty == #"{ "a": 1 }"#)
  }

  @Test(arguments: [
    (0.1, "0.1"), (1, "1"), (-0.0, "-0"), (1e-7, "1e-07"), (1e20, "1e+20"),
    (.leastNonzeroMagnitude, "5e-324"),
    (0.1 + 0.2, "0.30000000000000004"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
  ])
  func writesTheShortestDoubles(value: Double, text: String) throws {
    #expect(JSON.double(value).compact == text)
    #expect(try located(text).json == .double(value))
  }

  /// A JSON string must not contain the characters U+0000 to U+001F (RFC 8259, section 7). All others are allowed.
  @Test(arguments: UInt8(0)...0x21) func escapesControlCharacters(code: UInt8) {
    let character = String(Unicode.Scalar(code))
    let short: [String: String] = ["\n": "\\n", "\r": "\\r", "\t": "\\t"]
    let digits = String(code, radix: 16)
    let escaped = short[character] ?? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    #expect(JSON.string(character).compact == "\"\(code < 0x20 ? escaped : character)\"")
  }

  @Test func writesNullForNumbersThatAreNotFinite() {
    for value in [Double.nan, .infinity, -.infinity] { #expect(JSON.double(value).compact == "null") }
  }

  @Test func readsBackWhatItWrites() throws {
    for text in [value.compact, value.pretty, value.canonical] {
      #expect(try located(text).json.sorted == value.sorted)
    }
  }

  @Test func comparesNumbersByValue() {
    #expect(JSON.double(3) == .integer(3))
    #expect(JSON.double(3.5) != .integer(3))
    // 2^53 + 1 is not a double.
    #expect(JSON.integer(9_007_199_254_740_993) != .double(9_007_199_254_740_992))
    #expect(JSONNumber.double(1e300).integer == nil)
    #expect(JSONNumber.double(0x1p53).integer == 1 << 53)
    #expect(JSONNumber.double(0x1p54).integer == nil)
    #expect(JSON.double(.nan) == .double(.nan))
  }
}
