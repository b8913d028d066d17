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
      name         loss  remark
      ─────────────────────────────────
      A          0.1260
      größer 五   12.50  5 | 6, "seven"

      """)
}

/// Cut in the middle, the first two names could not be told apart, and the pair would lose the sign between its names. What
/// all have in common is left out first.
@Test func namesThatACutWouldConfuseHaveSeveralLines() {
  let table = Table(
    [.init("name"), .init("loss", .right)],
    rows: [
      [.text("gain-of-the-late-curve"), .figure(0.126)], [.text("gain-of-the-early-curve"), .figure(0.127)],
      [.text("gain-of-none − all-of-it"), .figure(0.128)],
    ])
  #expect(
    table.aligned(width: 20) == """
      name            loss
      ────────────────────
      …the-late-    0.1260
      curve
      …the-early-   0.1270
      curve
      …none − all-  0.1280
      of-it

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
      | größer 五 | 12.50 | 5 \\| 6, "seven" |

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

@Test func proseHasSeveralLinesWhereATerminalIsTooNarrow() {
  let table = Table(
    [.init("name"), .init("title", mayBeCut: true), .init("loss", .right)],
    rows: [[.text("a-name-that-is-long"), .text("a title that is longer than that"), .figure(0.5)]])
  // 19 + 2 + 32 + 2 + 6 = 61 columns and two of indentation; 13 of the title's 32 are too many.
  #expect(
    table.aligned(indentation: 2, width: 50) == """
        name                 title                  loss
        ────────────────────────────────────────────────
        a-name-that-is-long  a title that is      0.5000
                             longer than that

      """)
  #expect(table.aligned(width: 61) == table.aligned())
  // The title keeps its minimum width before names are cut; figures are never cut.
  #expect(table.aligned(width: 45).contains("a-name-that-is-long  a title that is   0.5000\n"))
  #expect(table.aligned(width: 40).contains("a-name-…s-long  a title that is   0.5000\n"))
  #expect(table.aligned(width: 1).contains("a-na…ong  a title that is   0.5000\n"))
  // The fourth line and what follows are left out.
  let long = Table(
    [.init("title", mayBeCut: true)], rows: [[.text("one two three four five six seven eight nine ten")]])
  #expect(
    long.aligned(width: 16) == """
      title
      ────────────────
      one two three
      four five six
      seven eight nin…

      """)
}

@Test func titlesAreFoldedBeforeNamesAreCut() {
  let table = Table(
    [.init("layer"), .init("ratio of deviations", .right)], rows: [[.text("batch_norm"), .figure(0.5)]])
  // 10 + 2 + 19 columns; the title's longest word has 10.
  #expect(
    table.aligned(width: 22) == """
                    ratio of
      layer       deviations
      ──────────────────────
      batch_norm      0.5000

      """)
}

@Test func pathsAreNeverCut() {
  let path = "/a/path/that/is/longer/than/the/terminal"
  let table = Table(
    [.init("file", omissionRank: 1), .init("state"), .init("path", isPath: true)],
    rows: [[.text("terminal"), .text("known"), .text(path)]])
  #expect(table.aligned(width: 20).contains("\nknown  \(path)\n"))
  #expect(table.aligned().contains("\n\(String(repeating: "─", count: 8 + 2 + 5 + 2 + path.count))\n"))
}

@Test func columnsOfRankZeroGoBeforeNamesAreUnreadable() {
  let name = "a-claim-with-a-name-of-32-letters"
  let table = Table(
    [.init("claim"), .init("claimed", .right, omissionRank: 0)], rows: [[.text(name), .text("0.5 to 1")]])
  // 20 columns of the name, 2 and 8.
  #expect(table.aligned(width: 30).contains("claimed"))
  #expect(
    !table.aligned(width: 29).contains("claimed") && table.aligned(width: 29).contains("a-claim-with-a"))
}

@Test func namesLoseWhatTheyShareBeforeTheyAreCut() {
  let table = Table(
    [.init("experiment"), .init("mean", .right)],
    rows: ["1", "2"].map { [.text("baseline+learning_rate=0.\($0)+batch_size=8"), .figure(0.5)] })
  #expect(
    table.aligned(width: 40).contains(
      "…learning_rate=0.1+batch_size=8  0.5000\n…learning_rate=0.2+batch_size=8  0.5000\n"))
}

private let verdicts = Table(
  [.init("claim"), .init("verdict")],
  rows: [
    [.text("a"), .text("reproduced").emphasized(.good)],
    [.text("b"), .text("not reproduced").emphasized(.bad)],
    [.text("c"), .text("inconclusive").emphasized(.open)],
    [.text("d"), .text("not judged").emphasized(.idle)],
  ])

@Test func verdictsHaveSigns() {
  #expect(
    verdicts.aligned() == """
      claim  verdict
      ───────────────────────
      a      ✓ reproduced
      b      ✗ not reproduced
      c      ? inconclusive
      d      – not judged

      """)
  #expect(
    verdicts.aligned(isUnicode: false) == """
      claim  verdict
      -----------------------
      a      + reproduced
      b      x not reproduced
      c      ? inconclusive
      d      - not judged

      """)
  // Machines and Markdown have the words alone.
  #expect(verdicts.csv.contains("\na,reproduced\n") && verdicts.markdown.contains("| a | reproduced |"))
}

@Test func coloursDoNotMoveColumns() {
  let plain = verdicts.aligned(width: 30)
  let colored = verdicts.aligned(width: 30, usesColor: true)
  #expect(colored.contains("a      \u{1B}[32m✓ reproduced\u{1B}[0m\n"))
  #expect(colored.contains("\u{1B}[31m✗ not reproduced") && colored.contains("\u{1B}[33m? inc"))
  #expect(colored.replacing(/\x1B\[[0-9]+m/, with: "") == plain)
  let best = Table(
    [.init("mean", .right), .init("p")], rows: [[Cell.figure(0.5).emphasized(.best), .text("x")]])
  #expect(best.aligned(usesColor: true).hasSuffix("\n\u{1B}[1m0.5000\u{1B}[0m  x\n"))
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
