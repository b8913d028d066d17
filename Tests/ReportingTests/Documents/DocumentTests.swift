import Testing

@testable import Reporting

private let document = Document([
  .heading("Figures"), .table(Table([.init("a")], rows: [[.integer(1)]])),
  .paragraph("one two three four five six"), .list(["first *item*", "second"]),
  .lines("Run folders:", ["runs/A/seed-1 with a long path"]),
])

@Test func sentencesAreWrappedAndPathsAreNot() {
  #expect(
    document.text(width: 24) == """
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
