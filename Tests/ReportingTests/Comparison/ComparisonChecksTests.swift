import Experiments
import Testing

@testable import Reporting

private let summaries = experiment("A", .testLoss, [1, 2, 3]) + experiment("B", .testLoss, [2, 3, 4.5])
private let names = ExperimentNames(["A", "B"])

private func report() throws -> Report {
  let comparison = Comparison(summaries)
  let assertions = try ["A.test_loss < B.test_loss", "A.test_loss > 5"].map {
    try Assertion(parsing: $0).outcome(summaries, names, at: .final)
  }
  let study = StudySpec(
    name: "s",
    claims: [
      ClaimSpec(
        name: "small", says: "A is small.", figure: FigureSpec(experiment: "A", metric: .testLoss),
        relation: .between(low: nil, high: 9))
    ])
  let claims = StudyFindings(study, subjects: [.init(name: "A", experiment: "A", summary: summaries[0])])
  var report = comparison.report(assertions: assertions, claims: claims)
  report.add(failures: [RunFailure(experiment: "B", seed: 4, message: "no memory")])
  return report
}

@Test func checksFollowTheComparison() throws {
  let text = try report().text(.table)
  #expect(text.contains("1 claim: 1 reproduced, 0 not reproduced, 0 inconclusive."))
  #expect(text.contains("A.test_loss < B.test_loss  ✓ yes  2.00000  3.16667"))
  #expect(
    text.hasSuffix(
      "  - A.test_loss > 5: does not hold, 2.00000 against 5.00000\n\nFailed\n\n  - B, seed 4: no memory\n")
  )
}

@Test func checksStandInEveryFormat() throws {
  let csv = try report().text(.csv).split(separator: "\n").map(String.init)
  #expect(
    csv.contains { $0.hasPrefix("claim,A,") && $0.contains(",small,,,,,") && $0.hasSuffix(",article,,,,,") })
  #expect(
    csv.contains {
      $0.hasPrefix("assertion,") && $0.contains(",fails,") && $0.hasSuffix(",A.test_loss > 5,,,,,,,,,,,,,")
    })
  let json = try report().text(.json)
  #expect(json.contains(#"{ "assertion": "A.test_loss > 5", "holds": false, "left": 2, "right": 5 }"#))
  let xml = try report().text(.junit)
  #expect(xml.contains(#"<testsuites name="bnlab" tests="10" failures="1" errors="1" skipped="0">"#))
  #expect(xml.contains(#"<testcase name="A.test_loss &lt; B.test_loss" classname="bnlab.compare"/>"#))
  #expect(xml.contains(#"<testcase name="A, seed 1" classname="bnlab.runs" time="2.000"/>"#))
  #expect(xml.contains(#"<error message="no memory"/>"#))
}

/// A comparison without checks does not mention any.
@Test func withoutChecksThereIsNoWordOfThem() {
  let report = Comparison(summaries).report()
  #expect(!report.text(.table).contains("ssertion"))
  #expect(report.text(.json).contains("\"assertions\": [],\n  \"study\": null"))
}
