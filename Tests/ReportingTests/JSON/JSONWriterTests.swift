import Experiments
import Testing

@testable import Reporting

@Test func stringsAreEscaped() {
  #expect(JSON.string("a\"b\\c\nd\te\u{1}é😀").pretty == "\"a\\\"b\\\\c\\nd\\te\\u0001é😀\"")
}

@Test func numbersKeepEveryDigit() {
  #expect(JSON.double(0.1).pretty == "0.1")
  #expect(JSON.double(2).pretty == "2")
  #expect(JSON.double(1.0 / 3).pretty == "0.3333333333333333")
  #expect(JSON.integer(UInt64.max).pretty == "18446744073709551615")
}

@Test(arguments: [Double.nan, .infinity, -.infinity])
func whatIsNotFiniteIsNull(value: Double) {
  #expect(JSON.double(value).pretty == "null")
}

@Test func plainValuesStandOnOneLine() {
  let value = JSON.object([
    .init("list", .array([.integer(1), .integer(2)])), .init("empty", .array([])), .init("none", .object([])),
    .init("object", .object([.init("a", .boolean(true)), .init("b", .null)])),
  ])
  #expect(
    value.pretty == """
      {
        "list": [1, 2],
        "empty": [],
        "none": {},
        "object": { "a": true, "b": null }
      }
      """)
}

@Test func longListsAreBroken() {
  let value = JSON.object([
    .init("list", .array([String](repeating: "0123456789", count: 9).map { .string($0) }))
  ])
  let lines = value.pretty.split(separator: "\n")
  #expect(lines.count == 13)
  #expect(lines[1] == "  \"list\": [")
  #expect(lines[2] == "    \"0123456789\",")
  #expect(lines[11] == "  ]")
}
