import Testing

@testable import Reporting

private let document = Document([
  .heading("Figures"), .table(Table([.init("a")], rows: [[.integer(1)]])),
  .paragraph("one two three four five six"), .list(["first *item*", "second"]),
  .lines("Run folders:", ["runs/A/seed-1 with a long path"]),
])

@Test func sentencesAreWrappedAndPathsAreNot() {
  #expect(
    document.text(TextLayout(width: 24)) == """
      Figures

        a
        ─
        1

        one two three four
        five six

        - first *item*
        - second

        Run folders:
          runs/A/seed-1 with a long path

      """)
}

@Test func headingsAreWrappedInTerminalsOnly() {
  let heading = Document([.heading("one two three four five six")])
  #expect(heading.text(TextLayout(width: 24, tableWidth: 24)) == "one two three four five\nsix\n")
  #expect(heading.text(TextLayout(width: 24)) == "one two three four five six\n")
}

@Test func markdownHasHeadingsAndLists() {
  #expect(
    document.markdown == """
      ## Figures

      | a |
      | :--- |
      | 1 |

      one two three four five six

      - first \\*item\\*
      - second

      Run folders:

      - runs/A/seed-1 with a long path

      """)
}

@Test func fieldsAreWrappedBesideTheirLabels() {
  let fields = Document([.fields("claim", [.init("of", "bnlab"), .init("says", "one two three four five")])])
  #expect(
    fields.text(TextLayout(width: 30)) == """
        claim
          of    bnlab
          says  one two three four
                five

      """)
  #expect(fields.markdown == "**claim**\n\n- of: bnlab\n- says: one two three four five\n")
}
