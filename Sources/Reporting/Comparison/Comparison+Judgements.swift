import Experiments
import Schema
import Text

/// Assertions and claims in the report of a comparison.
extension Comparison {
  static func table(of assertions: [AssertionOutcome]) -> Table {
    var table = Table([
      .init("assertion"), .init("holds"), .init("left", .right), .init("right", .right),
    ])
    for outcome in assertions {
      table.append([
        .text(outcome.assertion.text),
        outcome.holdsCell,
        cell(outcome.left, outcome.shownSides?.left), cell(outcome.right, outcome.shownSides?.right),
      ])
    }
    return table
  }

  private static func cell(_ value: Double?, _ shown: String?) -> Cell {
    value.map { Cell(.number($0), shown: shown ?? Precision.figure.text($0)) } ?? .blank
  }

  /// A case for each assertion and claim, and one for each finished run, which counts as passed.
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
          output: experiment.testOutput(of: run))
      }
    }
    return JUnit(suites: suites + [JUnit.Suite(name: "runs", cases: runs)])
  }
}

extension ExperimentSummary {
  fileprivate func testOutput(of run: RunSummary) -> String? {
    let lines = [run.divergedAtEpoch.map { "diverged in epoch \($0)" }, source?.remark()].compactMap { $0 }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

extension AssertionOutcome {
  fileprivate var holdsCell: Cell {
    guard isJudged else { return .text(Verdict.notJudged.claimTitle).emphasized(.idle) }
    return .boolean(holds).emphasized(holds ? .good : .bad)
  }

  var comparisonRecord: [Cell] {
    Comparison.row([
      "row": .text("assertion"), "value": .figure(judgement.value),
      "verdict": .text(verdictKey), "check": .text(assertion.text),
    ])
  }
}

extension StudyFindings {
  var comparisonRecords: [[Cell]] {
    findings.map { finding in
      Comparison.row([
        "row": .text(finding.claim.origin == .bnlab ? "extension" : "claim"),
        "experiment": .text(finding.observations.experiments),
        "minus": finding.otherObservations.map { .text($0.experiments) } ?? .blank,
        "metric": .text(finding.measured), "runs": .integer(finding.count),
        "value": .figure(finding.judgement.value), "ci_low": .figure(finding.judgement.interval?.low),
        "ci_high": .figure(finding.judgement.interval?.high), "verdict": .text(finding.verdict.claimKey),
        "check": .text(finding.claim.name), "claimed_low": .figure(finding.judgement.region.low),
        "claimed_high": .figure(finding.judgement.region.high), "says": .text(finding.claim.says),
        "of": .text(finding.claim.origin.rawValue), "where": finding.claim.place.map(Cell.text) ?? .blank,
        "note": finding.claim.note.map(Cell.text) ?? .blank,
        "source": study.source.map { .text($0.tutorial) } ?? .blank,
        "url": study.source?.url.map(Cell.text) ?? .blank,
      ])
    }
  }
}

extension SumObservations {
  /// `D`, or `D − C` for a difference.
  fileprivate var experiments: String {
    terms.enumerated().map { index, term in term.experiment(isFirst: index == 0) }.joined(separator: " ")
  }
}

extension ClaimFinding {
  /// The metric, or the statistic of a layer.
  fileprivate var measured: String {
    switch claim.runFigures.first?.quantity {
    case .metric(let metric, _): metric.rawValue
    case .trainSeconds, .diverged, .divergedShare: claim.runFigures[0].quantity.name ?? figure.phrase
    case .layer, nil: figure.phrase
    }
  }
}
