import TestSupport
import Testing

@testable import Schema

@Suite struct JSONParserTests {
  @Test(arguments: [
    ("null", JSON.null), ("true", .boolean(true)), (" false ", .boolean(false)), ("0", .integer(0)),
    ("-12", .integer(-12)), ("18446744073709551615", .integer(UInt64.max)), ("1.5", .double(1.5)),
    ("1e-5", .double(1e-5)), ("2E+2", .integer(200)), ("1.0", .integer(1)), (#""""#, .string("")),
    (#""a\"\\\/\b\f\n\r\t\u0041é""#, .string("a\"\\/\u{8}\u{C}\n\r\tAé")),
    // U+1F600 is the surrogate pair D83D DE00.
    (#""\uD83D\uDE00""#, .string("😀")), ("[]", .array([])), ("{}", .object([])),
    ("[1, [2],]", .array([.integer(1), .array([.integer(2)])])),
    (
      #"{"b": 1, "a": {"c": null},}"#,
      .object([.init("b", .integer(1)), .init("a", .object([.init("c", .null)]))])
    ),
    ("// one\n/* two\n * three **/ 4 // five", .integer(4)),
    ("[ // /* is nothing here\n1 /* , */ ]", .array([.integer(1)])),
    (#""// no /* comment */""#, .string("// no /* comment */")), ("\r\n\t 7\r\n", .integer(7)),
  ])
  func reads(text: String, value: JSON) throws {
    #expect(try located(text).json == value)
  }

  /// Integers are not converted to doubles, which would give 2^64 here.
  @Test func keepsSeedsExact() throws {
    #expect(try located("18446744073709551615").integer == Int128(UInt64.max))
    #expect(try located("9007199254740993").integer == 9_007_199_254_740_993)
  }

  @Test func keepsTheSignOfZero() throws {
    guard case .number(let number) = try located("-0").value else { return #expect(Bool(false)) }
    #expect(number.double.sign == .minus)
  }

  /// An integer of more than 128 bits becomes a double, as in other JSON libraries.
  @Test func readsLongIntegersAsDoubles() throws {
    #expect(try located("1" + String(repeating: "0", count: 60)).json == .double(1e60))
  }

  @Test func knowsLocations() throws {
    // Columns count characters: é has two bytes and 😀 four, but each is one column, as is the tab.
    let text = """
      {
      \t"é😀": 1, /* ü */ "b": [
          true, "x"]}
      """
    let value = try located(text)
    let members = try #require(value.members)
    #expect(value.location.description == "t:1:1")
    #expect(members[0].nameLocation.description == "t:2:2")
    #expect(members[0].value.location.description == "t:2:8")
    #expect(members[1].nameLocation.description == "t:2:19")
    #expect(members[1].value.location.description == "t:2:24")
    #expect(members[1].value.elements?[1].location.description == "t:3:11")
  }

  @Test func countsLinesWithCarriageReturns() throws {
    #expect(try located("[\r\n1,\r\n 2]").elements?[1].location.description == "t:3:2")
  }

  @Test func readsTheDeepestAllowed() throws {
    let depth = JSONParser.Options.depthLimit
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try located(text).elements?.count == 1)
  }
}
