import Experiments
import Schema
import Testing

@testable import Reporting

/// `bnlab list`.
@Suite struct ExperimentListTests {
  private static let one = SourceSpec(tutorial: "One article", url: "https://example.org/one", place: "Setup")
  private static let two = SourceSpec(tutorial: "标准化层")

  private static let report = Report.experiments(
    [
      ListedExperiment(name: "A", title: "Plain", source: one),
      ListedExperiment(name: "B", title: "标准化", source: two),
      ListedExperiment(
        name: "mine", title: "My own", source: one, path: "experiments/mine.jsonc", origin: .local),
      ListedExperiment(name: "own", title: "bnlab's"),
      ListedExperiment(name: "spare", title: "批量标准化", source: one, isInStudy: false),
      ListedExperiment(name: "spare-2", title: "Norm", source: two, isInStudy: false),
    ],
    studies: [
      // The article of the first study comes first.
      ListedExperiment(name: "layer", title: "Claims", source: two),
      ListedExperiment(
        name: "setup", title: "Claims", source: SourceSpec(tutorial: one.tutorial, url: one.url)),
    ])

  /// The section does not divide an article, and wide characters count twice.
  @Test func isGroupedByArticle() {
    #expect(
      Self.report.text(.table) == """
        标准化层

          experiment  title
          ──────────────────
          B           标准化

          study    title
          ───────────────
          layer    Claims

        One article

          https://example.org/one

          experiment  title
          ─────────────────
          A           Plain

          study    title
          ───────────────
          setup    Claims

        bnlab's own

          experiment  title
          ───────────────────
          own         bnlab's

        Examples, in no study

          experiment  title       source
          ───────────────────────────────────
          spare       批量标准化  One article
          spare-2     Norm        标准化层

        Yours

          experiment  title   file
          ──────────────────────────────────────────
          mine        My own  experiments/mine.jsonc

        """)
  }

  /// Titles of all tables start in the same column.
  @Test func namesAreAligned() {
    let text = Report.experiments(
      [ListedExperiment(name: "a-longer-name", title: "X")],
      studies: [ListedExperiment(name: "s", title: "Y")]
    ).text(.table)
    #expect(text.contains("  a-longer-name  X\n") && text.contains("  s              Y\n"))
  }

  @Test func narrowTerminalsWrapTitlesOnly() {
    let long = String(repeating: "标准 ", count: 30)
    let text = Report.experiments([ListedExperiment(name: "A", title: long, source: Self.one)])
      .text(.table, TextLayout(tableWidth: 40))
    #expect(text.contains("  A           标准 标准 标准 标准 标准\n              标准 标准 标准 标准 标准\n"))
  }

  @Test func machinesGetGroupAddressAndSection() {
    let csv = Self.report.text(.csv).split(separator: "\n")
    #expect(csv[0] == "name,title,source,path,kind,group,url,where")
    #expect(csv[1] == "A,Plain,One article,,experiment,article,https://example.org/one,Setup")
    #expect(
      csv[3]
        == "mine,My own,One article,experiments/mine.jsonc,experiment,local,https://example.org/one,Setup")
    #expect(csv[4] == "own,bnlab's,,,experiment,bnlab,,")
    #expect(csv[6] == "spare-2,Norm,标准化层,,experiment,example,,")
    #expect(csv[7] == "layer,Claims,标准化层,,study,article,,")
    let json = Self.report.text(.json)
    #expect(json.contains(#""group": "example""#) && json.contains(#""where": "Setup""#))
    #expect(
      Self.report.text(.markdown).contains(
        "## One article\n\nhttps://example.org/one\n\n| experiment | title |"))
  }
}
