import Experiments
import Testing

@testable import Reporting

private let experiments =
  experiment("B", .testAccuracy, [0.9, 0.8]) + experiment("C", .testAccuracy, [0.5, 0.75])
  + ExperimentSummary.summaries(of: [run("D", [.testAccuracy: [.nan]], divergedAtEpoch: 1)])

private func outcome(_ text: String) throws -> AssertionOutcome {
  let names = ExperimentNames(experiments.map(\.name))
  let assertion = try Assertion(parsing: text)
  try assertion.check(names)
  return assertion.outcome(experiments, names, at: .final)
}

@Test(arguments: [
  // The means are 0.85 and 0.625.
  ("B.test_accuracy >= C.test_accuracy + 0.2", true), ("B.test_accuracy >= C.test_accuracy + 0.3", false),
  ("B.test_accuracy>0.84", true), ("B.test_accuracy < 0.84", false), ("C.test_accuracy == 0.625", true),
  ("0.6 <= C.test_accuracy", true), ("2*C.test_accuracy > 1", true),
  ("B.test_accuracy - C.test_accuracy <= 0.5 - 0.2", true), ("- 1 < - C.test_accuracy", true),
  ("-1 < -0.5*C.test_accuracy", true), ("D.diverged == 1", true), ("B.diverged > 0", false),
  ("B.train_seconds < 60", true), ("2 * C.test_accuracy > 1", true), ("2 *C.test_accuracy*1e0 > 1", true),
  ("\"B\".test_accuracy > 0.84", true), ("B.test_accuracy<-1", false),
  // 0.85 and 0.625 are 0.225 apart.
  ("B.test_accuracy == C.test_accuracy +- 0.23", true), ("B.test_accuracy == C.test_accuracy ± 0.22", false),
  ("C.test_accuracy == B.test_accuracy - 0.2 +-0.03", true), ("C.test_accuracy == 0.6 +- 3e-2", true),
])
func meansOverSeedsAreCompared(text: String, holds: Bool) throws {
  #expect(try outcome(text).holds == holds)
}

@Test func withoutAFigureNothingHolds() throws {
  let found = try outcome("D.test_accuracy > 0")
  #expect(!found.holds && found.left == nil)
  #expect(found.judgement.obstacles == [.allDiverged(experiment: "D")])
  #expect(found.sentence == "D.test_accuracy > 0: D has no such figure from a run that did not diverge")
}

@Test func experimentsMustBeCompared() {
  let error = #expect(throws: AssertionError.self) { try outcome("Q.test_loss > 1") }
  #expect(error?.description == "'Q' is not compared (there are: B, C, D)")
}

/// Names may hold characters that have a meaning in assertions.
@Test func namesInQuotationMarks() throws {
  let names = ["my run", "a<b", "a*b", "x+o.y=1e-3"]
  let experiments = names.flatMap { experiment($0, .testLoss, [0.5]) }
  func holds(_ text: String) throws -> Bool {
    let assertion = try Assertion(parsing: text)
    try assertion.check(ExperimentNames(names))
    return assertion.outcome(experiments, ExperimentNames(names), at: .final).holds
  }
  #expect(try holds("\"my run\".test_loss == 0.5"))
  #expect(try holds("\"a<b\".test_loss <= 2*\"my run\".test_loss"))
  #expect(try holds("a*b.test_loss < 1"))
  #expect(try holds("x+o.y=1e-3.test_loss < 1"))
  #expect(try holds("\"my run\".epochs_until(test_loss, 0.6) == 1"))
}

@Test func epochCountsAreMedians() throws {
  // A reaches 0.5 in epochs 1 and 2, whose median is 1.5; B never does.
  let experiments = ExperimentSummary.summaries(of: [
    run("A", seed: 1, [.testLoss: [0.5, 0.4]]), run("A", seed: 2, [.testLoss: [0.6, 0.4]]),
    run("B", seed: 1, [.testLoss: [0.9, 0.8]]),
  ])
  func outcome(_ text: String) throws -> AssertionOutcome {
    try Assertion(parsing: text).outcome(experiments, ExperimentNames(["A", "B"]), at: .final)
  }
  #expect(try outcome("A.epochs_until(test_loss, 0.5) == 1.5").holds)
  #expect(try outcome("A.epochs_until( test_loss,0.5 )<B.epochs_until(test_loss, 0.5) - 5").holds)
  let never = try outcome("B.epochs_until(test_loss, 0.5) <= 25")
  #expect(never.sentence == "B.epochs_until(test_loss, 0.5) <= 25: does not hold, never against 25.0000")
  let both = try outcome("B.epochs_until(test_loss, 0.5) <= B.epochs_until(test_loss, 0.1)")
  #expect(!both.holds && both.sentence.hasSuffix(": does not hold, neither side reaches its threshold"))
}

@Test(arguments: [
  // The two runs have 0.5, 0.75, 0.625 and 0.5, 0.25, 0.5.
  ("A.at(test_accuracy, 1) == 0.5", true), ("A.at(test_accuracy,2) == 0.5", true),
  // The best are 0.75 and 0.5, the last two have the means 0.6875 and 0.375, the worst steps are 0.125 and 0.25.
  ("A.best(test_accuracy) == 0.625", true), ("A.last_epochs(test_accuracy, 2) == 0.53125", true),
  ("A.worst_step(test_accuracy) == 0.1875", true), ("A.best(test_accuracy) >= A.test_accuracy", true),
  ("A.layer(1, zeros, 128) == 0.25", true), ("A.layer( input , p85 , 8 ) == 3", true),
  ("A.initial_layer(1, zeros, 128) - A.layer(1, zeros, 128) == 0.5", true),
  ("A.layer(0, zeros, 128) < 9", false),
])
func figuresThatClaimsHave(text: String, holds: Bool) throws {
  func layer(
    _ layer: LayerPlace, _ statistic: LayerStatistic, _ samples: Int, _ reading: FigureReading = .final
  )
    -> LayerFigure
  { LayerFigure(layer: layer, statistic: statistic, samples: samples, reading: reading) }
  var runs = [
    run("A", seed: 1, [.testAccuracy: [0.5, 0.75, 0.625]]),
    run("A", seed: 2, [.testAccuracy: [0.5, 0.25, 0.5]]),
  ]
  for index in runs.indices {
    runs[index].layers = [
      layer(.index(1), .zeros, 128): 0.25, layer(.index(1), .zeros, 128, .epoch(0)): 0.75,
      layer(.input, .percentile85, 8): 3,
    ]
  }
  let experiments = ExperimentSummary.summaries(of: runs)
  let outcome = try Assertion(parsing: text).outcome(experiments, ExperimentNames(["A"]), at: .final)
  #expect(outcome.holds == holds, "\(outcome.sentence)")
}

/// `--at` is about figures that state no epoch.
@Test func onlyTheLastEpochIsReplaced() throws {
  let experiments = ExperimentSummary.summaries(of: [run("A", [.testLoss: [3, 1, 2]])])
  func left(_ text: String) throws -> Double? {
    try Assertion(parsing: text).outcome(experiments, ExperimentNames(["A"]), at: .best).left
  }
  #expect(try left("A.test_loss > 0") == 1)
  #expect(try left("A.at(test_loss, 3) > 0") == 2)
  #expect(try left("A.last_epochs(test_loss, 1) > 0") == 2)
}

/// 0.1 + 0.2 is the next double above 0.3: rounding decides nothing.
@Test func sidesAreToldApart() throws {
  func sentence(_ value: Double) throws -> String {
    try Assertion(parsing: "B.test_loss == 0.3").outcome(
      experiment("B", .testLoss, [value]), ExperimentNames(["B"]), at: .final
    ).sentence
  }
  #expect(
    try sentence(0.1 + 0.2)
      == "B.test_loss == 0.3: holds, 0.30000000000000004 against 0.29999999999999999")
  #expect(
    try sentence(0.3 + 1e-9) == "B.test_loss == 0.3: does not hold, 0.300000001 against 0.300000000")
}

@Test func namesMayLeaveCommonOverridesOut() throws {
  let names = ExperimentNames(["A+training.epochs=3", "B+training.epochs=3"])
  #expect(names.find("A") == "A+training.epochs=3")
  #expect(names.find("B+training.epochs=3") == "B+training.epochs=3")
  #expect(names.find("C") == nil)
  let grid = ExperimentNames(["A+x=1", "A+x=2"])
  #expect(grid.find("A") == nil && grid.find("A+x=2") == "A+x=2")
  let labelled = ExperimentNames(["A+o.x=1", "A+o.x=2"], labels: ["A+o.x=1": "A+x=1", "A+o.x=2": "A+x=2"])
  #expect(labelled.find("A+x=2") == "A+o.x=2" && labelled.shown == ["A+x=1", "A+x=2"])
}

@Test func missingSeedsLeaveAnAssertionUnjudged() throws {
  let summaries = experiment("A+x=1", .testLoss, [1, 2]) + experiment("B", .testLoss, [1])
  let names = ExperimentNames(["A+x=1", "B"])
  func outcome(_ text: String) throws -> AssertionOutcome {
    try Assertion(parsing: text).outcome(summaries, names, at: .final, missingSeeds: ["A+x=1": [7]])
  }
  let unjudged = try outcome("A.test_loss < 5")
  #expect(!unjudged.holds && unjudged.left == 1.5)
  #expect(unjudged.sentence == "A.test_loss < 5: not judged, because A has no finished run of seed 7")
  let judged = try outcome("B.test_loss < 5")
  #expect(judged.holds && judged.isJudged && !unjudged.isJudged)
  let report = Comparison(summaries).report(
    assertions: [unjudged, judged], requestedRuns: RequestedRuns(6, damaged: 1, failed: 1))
  #expect(report.text(.json).contains(#""assertion": "A.test_loss < 5", "holds": null, "left": 1.5"#))
  #expect(report.text(.csv).contains(",not_judged,"))
  #expect(report.text(.table).contains("A.test_loss < 5  – not judged  1.50000"))
  #expect(report.unwrapped.contains("Partial: 3 of 6 runs; 1 is missing, 1 is damaged, 1 failed."))
}
