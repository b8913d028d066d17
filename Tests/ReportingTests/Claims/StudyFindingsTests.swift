import Experiments
import Testing

@testable import Reporting

private func claim(_ name: String, low: Double, high: Double, of origin: ClaimOrigin = .article) -> ClaimSpec
{
  ClaimSpec(
    name: name, origin: origin, says: "It is \(name), <so> & \"so\".", place: "table", note: "Remember.",
    figure: FigureSpec(experiment: "a", metric: .testLoss), relation: .between(low: low, high: high))
}

/// Losses 1, 2, 3: mean 2 ± 2.48414.
private func findings(_ claims: [ClaimSpec], unjudged: [String: UnjudgedReason] = [:]) -> StudyFindings {
  StudyFindings(
    StudySpec(
      name: "s", title: "Losses", source: SourceSpec(tutorial: "T", url: "u", place: "Results"),
      claims: claims),
    subjects: [
      .init(name: "a", experiment: "A", summary: experiment("A", .testLoss, [1, 2, 3]).first)
    ], unjudged: unjudged)
}

/// A claim that the runs would refute is not judged where they are shortened, and says so everywhere.
@Test func claimsThatNeedWholeRunsAreNotJudged() {
  let study = findings(
    [claim("right", low: -9, high: 9), claim("wrong", low: 8, high: 9)],
    unjudged: ["wrong": .wholeTraining(experiment: "a")])
  #expect(study.findings.map(\.verdict) == [.holds, .notJudged])
  #expect(study.findings.map(\.seedsNeeded) == [nil, nil])
  #expect([study].overallVerdict == .notJudged)
  let report = Report.verdicts([study], isQuick: true)
  let text = report.text(.table)
  #expect(text.contains("wrong  article  – not judged: shortened  2.000"))
  #expect(
    study.findings[1].sentence
      == "Not judged: test_loss of a is 2.000 (95 % CI -0.484 to 4.484), claimed 8.000 to 9.000; "
      + "this needs the whole training, and the runs of a are shortened.")
  #expect(text.contains("Not judged: test_loss of a is 2.000"))
  #expect(text.hasSuffix("2 claims: 1 reproduced, 0 not reproduced, 0 inconclusive, 1 not judged.\n"))
  #expect(report.text(.csv).contains("\ns,wrong,not_judged,a,"))
  let json = report.text(.json)
  #expect(json.contains("\"verdict\": \"not_judged\",\n  \"counts\": { \"reproduced\": 1, "))
  #expect(json.contains("\"inconclusive\": 0, \"not_judged\": 1 }"))
  #expect(json.contains("\"obstacle\": \"shortened\""))
  let junit = report.text(.junit)
  #expect(junit.contains("failures=\"0\" errors=\"0\" skipped=\"1\""))
}

private let all = findings([
  claim("right", low: -9, high: 9), claim("wrong", low: 8, high: 9), claim("open", low: 0, high: 9),
])

@Test func theGravestVerdictCounts() {
  #expect([all].overallVerdict == .fails)
  #expect([findings([claim("right", low: -9, high: 9)])].overallVerdict == .holds)
  #expect(
    [findings([claim("right", low: -9, high: 9), claim("open", low: 0, high: 9)])].overallVerdict
      == .undecided)
  #expect([StudyFindings]().overallVerdict == .holds)
}

@Test func peopleSeeTheVerdictsFirst() {
  let text = Report.verdicts([all], remarks: ["Quick."]).text(.table)
  #expect(
    text.hasPrefix(
      """
      s: Losses

        claim  of       verdict           found         interval          claimed  runs
      """))
  #expect(
    text.contains("wrong  article  ✗ not reproduced  2.000  -0.484 to 4.484   8.000 to 9.000     3\n"))
  #expect(
    text.contains(
      "  - wrong: “It is wrong, <so> & \"so\".” (article, “table”) Not reproduced: test_loss of a is 2.000"))
  // Claims that hold are in words, too, with their owner, section and note.
  #expect(text.contains("  - right: “It is right, <so> & \"so\".” (article, “table”) Reproduced: "))
  #expect(text.contains("9.000. Remember.\n"))
  #expect(text.contains("  Source: T, “Results”, u\n"))
  #expect(text.hasSuffix("  Quick.\n\n  3 claims: 1 reproduced, 1 not reproduced, 1 inconclusive.\n"))
}

@Test func csvHasARowForEachClaim() {
  let lines = Report.verdicts([all]).text(.csv).split(separator: "\n").map(String.init)
  #expect(lines.count == 4)
  #expect(
    lines[0]
      == "study,claim,verdict,experiment,metric,at,epochs_until,than_experiment,than_metric,than_at,"
      + "than_epochs_until,value,ci_low,ci_high,confidence,claimed_low,claimed_high,runs,diverged,never,"
      + "seeds_needed,says,of,where,note,source,url,last_epochs,worst_step,layer,statistic,samples,minus,"
      + "than_last_epochs,than_worst_step,than_layer,than_statistic,than_samples,than_minus,conditional,"
      + "look,look_seeds,assert,settling")
  #expect(lines[1].hasPrefix("s,right,reproduced,a,test_loss,final,,,,,,2,-0.48413"))
  #expect(
    lines[1].hasSuffix(
      #",0.95,-9,9,3,0,0,,"It is right, <so> & ""so"".",article,table,Remember.,T,u,,,,,,,,,,,,,false,,,,"#))
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
        "time_up": null,
        "verdict": "not_reproduced",
        "counts": { "reproduced": 1, "not_reproduced": 1, "inconclusive": 1, "not_judged": 0 },
        "conditional_counts": { "reproduced": 0, "not_reproduced": 0, "inconclusive": 0, "not_judged": 0 },
        "extension_counts": { "reproduced": 0, "not_reproduced": 0, "inconclusive": 0, "not_judged": 0 },
        "studies": [
          {
            "name": "s",
            "title": "Losses",
            "source": { "tutorial": "T", "url": "u", "where": "Results" },
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
          <properties>
            <property name="source" value="T"/>
            <property name="url" value="u"/>
            <property name="where" value="Results"/>
          </properties>
          <testcase name="right" classname="bnlab.s">
            <system-out>It is right, &lt;so&gt; &amp; &quot;so&quot;.&#10;article, “table”&#10;Reproduced: test_loss of a is
      """.replacingLastNewline()))
  #expect(xml.contains("9.000.&#10;Note: Remember.</system-out>"))
  #expect(xml.contains("<failure message=\"Not reproduced: "))
  #expect(xml.contains("<skipped message=\"Inconclusive: "))
  #expect(xml.hasSuffix("  </testsuite>\n</testsuites>\n"))
}

/// Claims that no article makes cannot make an article wrong.
@Suite struct ExtensionTests {
  private static let some = findings([
    claim("right", low: -9, high: 9), claim("wrong", low: 8, high: 9, of: .bnlab),
    claim("open", low: 0, high: 9, of: .bnlab),
  ])

  @Test func theyDecideNoVerdict() {
    #expect([Self.some].overallVerdict == .holds)
    #expect(Self.some.count(.fails) == 0 && Self.some.count(.fails, of: .bnlab) == 1)
  }

  @Test func theyAreCountedApart() {
    let text = Report.verdicts([Self.some]).text(.table)
    #expect(
      text.hasSuffix(
        "1 claim: 1 reproduced, 0 not reproduced, 0 inconclusive. Besides, 2 extensions: 0 reproduced, 1\n  not reproduced, 1 inconclusive.\n"
      ))
    #expect(text.contains("  right  article  ✓ reproduced "))
    #expect(text.contains("  wrong  bnlab    ✗ not reproduced "))
    #expect(text.contains("(bnlab, “table”) Not reproduced"))
    let json = Report.verdicts([Self.some]).text(.json)
    #expect(
      json.contains("\"verdict\": \"reproduced\",\n  \"counts\": { \"reproduced\": 1, \"not_reproduced\": 0"))
    #expect(
      json.contains(
        "\"extension_counts\": { \"reproduced\": 0, \"not_reproduced\": 1, \"inconclusive\": 1, \"not_judged\": 0 }"
      )
    )
    #expect(json.contains("\"name\": \"wrong\",\n          \"of\": \"bnlab\""))
    let csv = Report.verdicts([Self.some]).text(.csv).split(separator: "\n")
    #expect(csv[1].contains(",article,table,") && csv[2].contains(",bnlab,table,"))
  }

  @Test func theyAreNoFailuresForJUnit() {
    let xml = Report.verdicts([Self.some]).text(.junit)
    #expect(xml.contains("tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"2\""))
    #expect(xml.contains("<testcase name=\"wrong\" classname=\"bnlab.s.extensions\">"))
    #expect(xml.contains("<skipped message=\"Not reproduced: "))
  }
}

extension String {
  fileprivate func replacingLastNewline() -> String { hasSuffix("\n") ? String(dropLast()) : self }
}
