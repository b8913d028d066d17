import Experiments
import Testing

@testable import Reporting

private func claim(_ name: String, low: Double, high: Double) -> ClaimSpec {
  ClaimSpec(
    name: name, says: "It is \(name), <so> & \"so\".", place: "table",
    figure: FigureSpec(experiment: "a", metric: .testLoss), relation: .between(low: low, high: high))
}

/// Losses 1, 2, 3: mean 2 ± 2.48414.
private func findings(_ claims: [ClaimSpec]) -> StudyFindings {
  StudyFindings(
    StudySpec(name: "s", title: "Losses", source: SourceSpec(tutorial: "T", url: "u"), claims: claims),
    subjects: [
      .init(name: "a", experiment: "A", summary: experiment("A", .testLoss, [1, 2, 3]).first)
    ])
}

private let all = findings([
  claim("right", low: -9, high: 9), claim("wrong", low: 8, high: 9), claim("open", low: 0, high: 9),
])

@Test func theGravestVerdictCounts() {
  #expect([all].overallVerdict == .notReproduced)
  #expect([findings([claim("right", low: -9, high: 9)])].overallVerdict == .reproduced)
  #expect(
    [findings([claim("right", low: -9, high: 9), claim("open", low: 0, high: 9)])].overallVerdict
      == .inconclusive)
  #expect([StudyFindings]().overallVerdict == .reproduced)
}

@Test func peopleSeeTheVerdictsFirst() {
  let text = Report.verdicts([all], remarks: ["Quick."]).text(.table)
  #expect(
    text.hasPrefix(
      """
      s: Losses

        claim  verdict          found           interval            claimed  runs  what is claimed
      """))
  #expect(
    text.contains("wrong  not reproduced  2.0000  -0.4841 to 4.4841   8.0000 to 9.0000     3  It is wrong"))
  #expect(
    text.contains("  - wrong: “It is wrong, <so> & \"so\".” (table) Not reproduced: test_loss of a is 2.0000")
  )
  #expect(!text.contains("- right:"))
  #expect(text.hasSuffix("  Quick.\n\n  3 claims: 1 reproduced, 1 not reproduced, 1 inconclusive.\n"))
}

@Test func csvHasARowForEachClaim() {
  let lines = Report.verdicts([all]).text(.csv).split(separator: "\n").map(String.init)
  #expect(lines.count == 4)
  #expect(
    lines[0]
      == "study,claim,verdict,experiment,metric,at,epochs_until,than_experiment,than_metric,than_at,"
      + "than_epochs_until,value,ci_low,ci_high,confidence,claimed_low,claimed_high,runs,diverged,never,"
      + "seeds_needed,says")
  #expect(lines[1].hasPrefix("s,right,reproduced,a,test_loss,final,,,,,,2,-0.48413"))
  #expect(lines[1].hasSuffix(#",0.95,-9,9,3,0,0,,"It is right, <so> & ""so"".""#))
}

@Test func jsonIsVersioned() {
  let text = Report.verdicts([all], isQuick: true).text(.json)
  #expect(
    text.hasPrefix(
      """
      {
        "format": 2,
        "kind": "verdicts",
        "quick": true,
        "verdict": "not_reproduced",
        "counts": { "reproduced": 1, "not_reproduced": 1, "inconclusive": 1 },
        "studies": [
          {
            "name": "s",
            "title": "Losses",
            "source": { "tutorial": "T", "url": "u" },
            "confidence": 0.95,
            "experiments": [
              {
                "name": "a",
                "experiment": "A",
                "seeds": [1, 2, 3],
                "diverged": []
              }
            ],
            "claims": [
              {
                "name": "right",
      """))
  #expect(text.contains("\"claimed\": [0, 9]"))
  #expect(text.contains("\"obstacle\": \"crosses_bound\""))
}

@Test func junitFailsWhatIsNotReproducedAndSkipsWhatIsOpen() {
  let xml = Report.verdicts([all]).text(.junit)
  #expect(
    xml.hasPrefix(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="bnlab" tests="3" failures="1" errors="0" skipped="1">
        <testsuite name="s" tests="3" failures="1" errors="0" skipped="1">
          <testcase name="right" classname="bnlab.s">
            <system-out>It is right, &lt;so&gt; &amp; &quot;so&quot;.&#10;Reproduced: test_loss of a is
      """.replacingLastNewline()))
  #expect(xml.contains("<failure message=\"Not reproduced: "))
  #expect(xml.contains("<skipped message=\"Inconclusive: "))
  #expect(xml.hasSuffix("  </testsuite>\n</testsuites>\n"))
}

extension String {
  fileprivate func replacingLastNewline() -> String { hasSuffix("\n") ? String(dropLast()) : self }
}
