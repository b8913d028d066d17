import Experiments
import Schema
import Text

/// Assertions and claims as part of a comparison's report.
extension Comparison {
  static func table(of assertions: [AssertionOutcome]) -> Table {
    var table = Table([
      .init("assertion"), .init("holds"), .init("left", .right), .init("right", .right),
    ])
    for outcome in assertions {
      table.append([
        .text(outcome.assertion.text), .boolean(outcome.holds),
        cell(outcome.left, outcome.shownSides?.left), cell(outcome.right, outcome.shownSides?.right),
      ])
    }
    return table
  }

  private static func cell(_ value: Double?, _ shown: String?) -> Cell {
    value.map { Cell(.number($0), shown: shown ?? $0.figure(Cell.figureDecimals)) } ?? .blank
  }

  /// A case for each assertion and claim, and one for each run, which passed since it is here.
  func junit(assertions: [AssertionOutcome], claims: StudyFindings?) -> JUnit {
    var suites: [JUnit.Suite] = []
    if !assertions.isEmpty {
      suites.append(
        JUnit.Suite(
          name: "assertions",
          cases: assertions.map {
            JUnit.Case(
              name: $0.assertion.text, className: "bnlab.compare",
              outcome: $0.holds ? .passed : .failed($0.sentence))
          }))
    }
    if let claims { suites.append(claims.junit) }
    let runs = experiments.flatMap { experiment in
      experiment.runs.map { run in
        JUnit.Case(
          name: "\(run.experiment), seed \(run.seed)", className: "bnlab.runs", outcome: .passed,
          seconds: run.trainSeconds + run.evaluateSeconds,
          output: run.divergedAtEpoch.map { "diverged in epoch \($0)" })
      }
    }
    return JUnit(suites: suites + [JUnit.Suite(name: "runs", cases: runs)])
  }
}

extension AssertionOutcome {
  /// Why it holds or does not.
  public var sentence: String {
    if let obstacle { return "\(assertion.text): not judged, since \(obstacle)" }
    guard let sides = shownSides else {
      return
        "\(assertion.text): \(missing.joined(separator: " and ")) has no such figure from a run that did not diverge"
    }
    if neverOnBothSides { return "\(assertion.text): does not hold, neither side gets there" }
    return "\(assertion.text): \(holds ? "holds" : "does not hold"), \(sides.left) against \(sides.right)"
  }

  var json: JSON {
    .object([
      .init("assertion", .string(assertion.text)), .init("holds", .boolean(holds)),
      .init("left", .extended(left)), .init("right", .extended(right)),
    ])
  }

  var comparisonRecord: [Cell] {
    Comparison.row([
      "row": .text("assertion"), "value": .figure(left.flatMap { left in right.map { left - $0 } }),
      "verdict": .text(holds ? "holds" : "fails"), "check": .text(assertion.text),
    ])
  }
}

extension StudyFindings {
  var comparisonRecords: [[Cell]] {
    findings.map { finding in
      Comparison.row([
        "row": .text(finding.claim.isExtension ? "extension" : "claim"),
        "experiment": .text(finding.claim.figure.experiment),
        "minus": finding.second.map { .text($0.figure.experiment) } ?? .blank,
        "metric": .text(finding.claim.figure.metric.rawValue), "runs": .integer(finding.count),
        "value": .figure(finding.value), "ci_low": .figure(finding.interval?.low),
        "ci_high": .figure(finding.interval?.high), "verdict": .text(finding.verdict.rawValue),
        "check": .text(finding.claim.name),
      ])
    }
  }
}
