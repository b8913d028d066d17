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
  // The title keeps its minimum width before names are cut; figures are never cut.
  #expect(table.aligned(width: 45).contains("a-name-that-is-long  a title that is…  0.5000\n"))
  #expect(table.aligned(width: 40).contains("a-name-…s-long  a title that is…  0.5000\n"))
  #expect(table.aligned(width: 1).contains("a-name…-long  a title that is…  0.5000\n"))
}

@Test func narrowTerminalsDoWithoutSomeColumns() {
  let table = Table(
    [
      .init("pair"), .init("difference", .right), .init("p", .right, omissionRank: 1),
      .init("effect", .right, omissionRank: 2), .init("runs", .right, omissionRank: 2),
    ],
    rows: [
      [.text("net-a − net-b"), .figure(0.5), .figure(0.25), .figure(1), .integer(9)],
      [.text("net-a − net-c"), .figure(0.5), .figure(0.25), .figure(1), .integer(9)],
    ])
  func titles(_ width: Int?) -> [Substring] {
    table.aligned(width: width).prefix { $0 != "\n" }.split(separator: " ")
  }
  // 13 + 10 + 6 + 6 + 4 columns and four gaps are 47. Without what the names have in common, 7 instead of 13 make 41.
  #expect(titles(nil).count == 5 && titles(47).count == 5 && titles(41).count == 5)
  #expect(
    table.aligned(width: 46).contains("…a − …c  ") && table.aligned(width: 47).contains("net-a − net-c  "))
  // Of one rank the last goes first.
  #expect(titles(40) == ["pair", "difference", "p", "effect"])
  #expect(titles(34) == ["pair", "difference", "p"] && titles(26) == ["pair", "difference"])
  #expect(titles(1) == ["pair", "difference"])
}
