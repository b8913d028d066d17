import Testing

@testable import Reporting

@Test func failuresAreToldInEveryFormatButCSV() {
  let summaries = experiment("A", .testLoss, [1, 2])
  let plain = Comparison(summaries).report()
  var report = plain
  report.add(
    failures: [1, 2, 3, 7].map { RunFailure(experiment: "B", seed: $0, message: "no memory:\n  4 GB") }
      + [RunFailure(experiment: "C", seed: nil, message: "no units")])
  #expect(
    report.text(.table).hasSuffix("\nFailed\n\n  - B, seeds 1..3, 7: no memory\n  - C: no units\n"))
  #expect(report.text(.markdown).hasSuffix("## Failed\n\n- B, seeds 1..3, 7: no memory\n- C: no units\n"))
  #expect(report.text(.json).contains(#"{ "experiment": "C", "seed": null, "message": "no units" }"#))
  #expect(report.text(.junit).contains(#"tests="7" failures="0" errors="5""#))
  #expect(report.text(.junit).contains(#"<testcase name="B, seed 7" classname="bnlab.runs">"#))
  #expect(report.text(.csv) == plain.text(.csv))
}

/// As when data that all of them need cannot be had.
@Test func aCommonMessageIsSaidOnce() {
  func failed(_ names: [String]) -> String {
    var report = Comparison([]).report()
    report.add(
      failures: names.flatMap { name in
        [1, 2].map { RunFailure(experiment: name, seed: $0, message: "no data") }
      } + [RunFailure(experiment: "Z", seed: 2, message: "no data")])
    return report.text(.markdown)
  }
  #expect(failed(["A", "B"]).hasSuffix("- A and B, seeds 1..2; Z, seed 2: no data\n"))
  #expect(
    failed(["A", "B", "C", "D", "E"]).hasSuffix("- A, B, C and 2 others, seeds 1..2; Z, seed 2: no data\n"))
}

@Test func withoutFailuresOnlyTheJSONSaysSo() {
  let plain = Comparison(experiment("A", .testLoss, [1, 2])).report()
  var report = plain
  report.add(failures: [])
  #expect(report.text(.table) == plain.text(.table) && report.text(.junit) == plain.text(.junit))
  #expect(report.text(.json).contains("\"failures\": []"))
}

@Test func whereEveryRunFailedThereIsNoEmptyTable() {
  var report = Comparison([]).report()
  report.add(failures: [RunFailure(experiment: "A", seed: 1, message: "no memory")])
  #expect(report.text(.table) == "  There is no run to compare.\n\nFailed\n\n  - A, seed 1: no memory\n")
  #expect(report.text(.json).contains("\"experiments\": []"))
}

@Test func seedsAreWrittenAsRanges() {
  #expect(([4] as [UInt64]).seedsText == "seed 4")
  #expect(
    ([3, 1, 2, 9, .max, .max - 1] as [UInt64]).seedsText == "seeds 1..3, 9, \(UInt64.max - 1)..\(UInt64.max)")
}
