import Testing

@testable import Reporting

private let table = Table(
  [.init("name"), .init("loss", .right), .init("note", title: "remark")],
  rows: [
    [.text("A"), .figure(0.126), .blank],
    [.text("größer 五"), .figure(12.5), .text("5 | 6, \"seven\"")],
  ])

@Test func columnsAreAlignedByDisplayWidth() {
  // "größer 五" takes nine columns, because the Chinese character takes two.
  #expect(
    table.aligned() == """
      name          loss  remark
      ──────────────────────────────────
      A           0.1260
      größer 五  12.5000  5 | 6, "seven"

      """)
}

@Test func tablesCanBeIndented() {
  #expect(table.aligned(indentation: 2).split(separator: "\n").allSatisfy { $0.hasPrefix("  ") })
}

@Test func markdownEscapesWhatWouldFormat() {
  #expect(
    table.markdown == """
      | name | loss | remark |
      | :--- | ---: | :--- |
      | A | 0.1260 |  |
      | größer 五 | 12.5000 | 5 \\| 6, "seven" |

      """)
  #expect(
    "a_b _c_ *d* [e] <f> `g` \\h & ~i~".markdownEscaped
      == "a_b \\_c\\_ \\*d\\* \\[e\\] \\<f> \\`g\\` \\\\h \\& \\~i\\~")
}

@Test func csvQuotesByRFC4180() {
  #expect(
    table.csv == """
      name,loss,note
      A,0.126,
      größer 五,12.5,"5 | 6, ""seven\"""

      """)
}

/// Line tools, and readers that go by lines, then see whole rows.
@Test func csvFieldsAreOnOneLine() {
  let table = Table([.init("a"), .init("b")], rows: [[.text("one\r\ntwo"), .text("three,\rfour\u{202E}")]])
  #expect(table.csv == "a,b\none two,\"three, four\u{FFFD}\"\n")
}

@Test func csvHasEveryKindOfValue() {
  let table = Table(
    ["a", "b", "c", "d", "e"].map { .init($0) },
    rows: [[.integer(-3), .boolean(true), .figure(.nan), .figure(-.infinity), .figure(0.1 + 0.2)]])
  #expect(table.csv == "a,b,c,d,e\n-3,true,nan,-inf,0.30000000000000004\n")
}

@Test func jsonHasAnObjectForEachRow() {
  let table = Table(
    [.init("name"), .init("loss"), .init("inside")],
    rows: [[.text("A"), .figure(.nan), .boolean(false)], [.text("B"), .figure(0.5), .blank]])
  #expect(
    table.json.pretty == """
      [
        { "name": "A", "loss": null, "inside": false },
        { "name": "B", "loss": 0.5, "inside": null }
      ]
      """)
}

@Test func rowsAreAsLongAsTheColumns() {
  let table = Table(
    [.init("a"), .init("b")], rows: [[.integer(1)], [.integer(1), .integer(2), .integer(3)]])
  #expect(table.rows == [[.integer(1), .blank], [.integer(1), .integer(2)]])
}

@Test func blankColumnsCanBeLeftOut() {
  let table = Table(
    [.init("a"), .init("b"), .init("c")],
    rows: [[.blank, .blank, .integer(1)], [.blank, .blank, .integer(2)]])
  #expect(table.withoutBlankColumns.columns.map(\.key) == ["a", "c"])
  #expect(table.withoutBlankColumns.rows == [[.blank, .integer(1)], [.blank, .integer(2)]])
}

@Test func tablesWithoutRowsOrColumns() {
  #expect(Table([.init("a")]).aligned() == "a\n─\n")
  #expect(Table([.init("a")]).csv == "a\n")
  #expect(Table([]).aligned() == "")
  #expect(Table([]).markdown == "")
}

@Test func proseIsCutWhereATerminalIsTooNarrow() {
  let table = Table(
    [.init("name"), .init("title", mayBeCut: true), .init("loss", .right)],
    rows: [[.text("a-name-that-is-long"), .text("a title that is longer than that"), .figure(0.5)]])
  // 19 + 2 + 32 + 2 + 6 = 61 columns and two of indentation; 13 of the title's 32 are cut.
  #expect(
    table.aligned(indentation: 2, width: 50) == """
        name                 title                  loss
        ────────────────────────────────────────────────
        a-name-that-is-long  a title that is lo…  0.5000

      """)
  #expect(table.aligned(width: 61) == table.aligned())
  // The title keeps its minimum width, and the other columns are never cut.
  #expect(table.aligned(width: 1).contains("a-name-that-is-long  a title that is…  0.5000\n"))
}
