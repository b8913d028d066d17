import Testing

@testable import Reporting

@Test func builtInExperimentsNeedNoFileColumn() {
  let report = Report.experiments([ListedExperiment(name: "A", title: "MLP"), ListedExperiment(name: "B")])
  #expect(report.text(.table) == "  experiment  title\n  ─────────────────\n  A           MLP\n  B\n")
  #expect(report.text(.csv) == "name,title,source,path\nA,MLP,,\nB,,,\n")
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
