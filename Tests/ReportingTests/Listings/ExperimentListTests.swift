import Testing

@testable import Reporting

@Test func builtInExperimentsNeedNoFileColumn() {
  let report = Report.experiments([ListedExperiment(name: "A", title: "MLP"), ListedExperiment(name: "B")])
  #expect(report.text(.table) == "  experiment  title\n  ─────────────────\n  A           MLP\n  B\n")
  #expect(report.text(.csv) == "name,title,source,path,kind\nA,MLP,,,experiment\nB,,,,experiment\n")
}

@Test func localExperimentsStateTheirFile() {
  let report = Report.experiments([
    ListedExperiment(name: "A", source: "Keras"),
    ListedExperiment(name: "own", path: "experiments/own.jsonc"),
  ])
  #expect(
    report.text(.table) == """
        experiment  source  file
        ─────────────────────────────────────────
        A           Keras   built in
        own                 experiments/own.jsonc

      """)
}

@Test func studiesHaveATableOfTheirOwn() {
  let report = Report.experiments(
    [ListedExperiment(name: "A")], studies: [ListedExperiment(name: "circles", title: "Two circles")])
  #expect(
    report.text(.table) == """
        experiment
        ──────────
        A

        study    title
        ────────────────────
        circles  Two circles

      """)
  #expect(report.text(.csv) == "name,title,source,path,kind\nA,,,,experiment\ncircles,Two circles,,,study\n")
}
