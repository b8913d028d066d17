import Experiments
import Testing

@testable import Reporting

/// Claims about differences, means of epochs, steps and layers.
@Suite struct DifferenceFindingTests {
  private static func summaries(
    _ values: [String: [Double]], diverged: String? = nil
  ) -> [String: ExperimentSummary] {
    var summaries: [String: ExperimentSummary] = [:]
    for (name, values) in values {
      let runs = values.enumerated().map { index, value in
        run(
          name, seed: UInt64(index + 1), [.testAccuracy: [value]],
          divergedAtEpoch: name == diverged && index == 0 ? 1 : nil)
      }
      summaries[name] = ExperimentSummary.summaries(of: runs).first
    }
    return summaries
  }

  private static func finding(
    _ relation: RelationSpec, _ experiments: [String: ExperimentSummary],
    minus: String? = "C", quantity: FigureQuantity = .metric(.testAccuracy, .final)
  ) -> ClaimFinding {
    let figure = FigureSpec(
      RunFigure(experiment: "D", quantity: quantity),
      minus: minus.map { RunFigure(experiment: $0, quantity: quantity) })
    return ClaimFinding(
      ClaimSpec(name: "c", says: "s", figure: figure, relation: relation), experiments, confidence: .percent95
    )
  }

  private static let other = FigureReference(
    RunFigureReference(experiment: "B"), minus: RunFigureReference(experiment: "A"))

  /// D − C is 0.4, 0.2, 0.3, and B − A is 0.1, 0, 0.1. Their differences are 0.3, 0.2, 0.2: mean 0.23333,
  /// s = 0.057735, t(0.975; 2) = 4.30265, half-width 4.30265 · 0.057735/√3 = 0.143422.
  private static let values = [
    "D": [0.9, 0.8, 0.7], "C": [0.5, 0.6, 0.4], "B": [0.6, 0.5, 0.5], "A": [0.5, 0.5, 0.4],
  ]

  @Test func aDifferenceOfDifferencesIsPairedBySeed() throws {
    let found = Self.finding(.greater(than: Self.other, by: 0, atMost: nil), Self.summaries(Self.values))
    #expect(found.verdict == .holds && found.count == 3 && found.isDifference)
    #expect(agrees(found.judgement.value, 0.233_333_33, 1e-7))
    let interval = try #require(found.judgement.interval)
    #expect(agrees(interval.low, 0.089_912, 1e-5) && agrees(interval.high, 0.376_755, 1e-5))
    #expect(found.subject == "(test_accuracy of D − C) − (B − A)")
    #expect(found.regionText == "> 0.0000" && found.valueText == "+0.2333")
  }

  /// D − C has the mean 0.3 and s = 0.1: the half-width is 4.30265 · 0.1/√3 = 0.24841.
  @Test func aDifferenceAloneIsComparedWithNumbers() throws {
    let found = Self.finding(.near(value: 0.3, within: 0.25), Self.summaries(Self.values))
    #expect(found.verdict == .holds && found.isDifference && found.valueText == "+0.3000")
    let interval = try #require(found.judgement.interval)
    #expect(agrees(interval.low, 0.051_586, 1e-5))
    #expect(found.subject == "test_accuracy of D − C" && found.regionText == "+0.0500 to +0.5500")
  }

  /// A seed counts only where every experiment has a run.
  @Test func aSeedNeedsAllRuns() {
    var values = Self.values
    values["A"] = [0.5]
    let found = Self.finding(.greater(than: Self.other, by: 0, atMost: nil), Self.summaries(values))
    #expect(found.count == 1 && found.obstacle == .oneRun)
    values["A"] = []
    let none = Self.finding(.greater(than: Self.other, by: 0, atMost: nil), Self.summaries(values))
    #expect(none.obstacle == .noRuns(experiment: "A"))
  }

  /// A diverged run is worse than any other: in D and A it would have lowered (D − C) − (B − A), in C and B raised it.
  @Test func divergedRunsCountAsWorse() {
    for (name, isAbove) in [("D", false), ("C", true), ("B", true), ("A", false)] {
      // The other seeds give 0.2 and 0.25, with the interval 0.225 ± 12.7062 · 0.025 = −0.09 to 0.54. So a claim of −1 or
      // less is refuted, unless the diverged run is below.
      let values = Self.values.merging(["D": [0.9, 0.8, 0.75]]) { $1 }
      let found = Self.finding(
        .less(than: Self.other, by: 1, atMost: nil), Self.summaries(values, diverged: name))
      #expect(found.verdict == (isAbove ? .fails : .undecided), "\(name)")
      #expect(found.obstacle == (isAbove ? nil : .someDiverged), "\(name)")
      #expect(found.sentence.contains("1 of 3 runs of \(name) diverged and are left out"))
    }
  }

  /// 0.5, 0.9, 0.6, 0.8: the mean of the last two is 0.7, and the worst step is from 0.9 to 0.6.
  @Test func learningCurves() {
    let curve = run("D", [.testAccuracy: [0.5, 0.9, 0.6, 0.8], .testLoss: [3, 2, 2.5, 1]])
    #expect(agrees(curve.mean(.testAccuracy, last: 2), 0.7, 1e-12))
    #expect(curve.mean(.testAccuracy, last: 5) == nil && curve.mean(.trainLoss, last: 1) == nil)
    #expect(agrees(curve.worstStep(.testAccuracy), 0.3, 1e-12))
    #expect(curve.worstStep(.testLoss) == 0.5)
    #expect(run("D", [.testLoss: [3, 2, 1]]).worstStep(.testLoss) == 0)
    #expect(run("D", [.testLoss: [3]]).worstStep(.testLoss) == nil)
    #expect(curve.worstStep(.trainLoss) == nil)
    let runs = ["D": ExperimentSummary.summaries(of: [curve])[0]]
    func finding(_ reading: FigureReading) -> ClaimFinding {
      Self.finding(
        .between(low: 0, high: 1), runs, minus: nil, quantity: .metric(.testAccuracy, reading))
    }
    #expect(agrees(finding(.lastEpochs(2)).judgement.value, 0.7, 1e-12))
    #expect(finding(.lastEpochs(2)).subject == "test_accuracy over the last 2 epochs of D")
    #expect(agrees(finding(.worstStep).judgement.value, 0.3, 1e-12))
    #expect(finding(.worstStep).subject == "worst step of test_accuracy of D")
  }

  /// A larger step is a worse one, also of an accuracy. For a layer neither side is worse.
  @Test func onWhichSideDivergedRunsAre() {
    func sides(_ quantity: FigureQuantity) -> Set<Figure.Side> { Figure(quantity).divergedSides }
    #expect(sides(.metric(.testAccuracy, .lastEpochs(2))) == [.below])
    #expect(sides(.metric(.testLoss, .lastEpochs(2))) == [.above])
    #expect(sides(.metric(.testAccuracy, .worstStep)) == [.above])
    #expect(sides(.layer(Self.zeros)) == [.below, .above])
    #expect(sides(.metric(.testAccuracy, .epochsUntil(0.5))).isEmpty)
  }

  private static let zeros = LayerFigure(layer: .index(1), statistic: .zeros, samples: 8)

  /// Statistics of layers come with the runs. Those that are not finite are left out, and not called diverged.
  @Test func layers() {
    var initial = Self.zeros
    initial.reading = .epoch(0)
    func summary(_ values: [Double], diverged: Bool = false) -> [String: ExperimentSummary] {
      let runs = values.enumerated().map { index, value in
        var one = run(
          "D", seed: UInt64(index + 1), [.testLoss: [1]], divergedAtEpoch: diverged && index == 0 ? 1 : nil)
        one.layers = [Self.zeros: value, initial: 0.1]
        return one
      }
      return ["D": ExperimentSummary.summaries(of: runs)[0]]
    }
    func finding(_ summary: [String: ExperimentSummary], _ relation: RelationSpec) -> ClaimFinding {
      Self.finding(relation, summary, minus: nil, quantity: .layer(Self.zeros))
    }
    let growth = RelationSpec.greater(than: FigureReference(reading: .epoch(0)), by: 0.3, atMost: nil)
    let grown = finding(summary([0.5, 0.6, 0.55]), growth)
    #expect(grown.verdict == .holds && agrees(grown.judgement.value, 0.45, 1e-12))
    #expect(grown.subject == "zeros of layer 1 in 8 samples − initial zeros of layer 1 in 8 samples of D")
    let infinite = finding(summary([0.5, .nan, 0.55]), .between(low: 0, high: 1))
    #expect(infinite.observations.base.divergedCount == 0 && infinite.count == 2)
    #expect(infinite.observations.base.notFiniteSeeds == [2])
    #expect(
      infinite.sentence.contains("the value of 1 of 3 runs of D is not finite (seed 2) and is left out"))
    #expect(!infinite.sentence.contains("diverged"), "\(infinite.sentence)")
    // Of four runs one diverged and the values of two are not finite.
    let mixed = finding(
      summary([9, .infinity, 0.5, .nan], diverged: true), .between(low: 0, high: 1))
    #expect(
      mixed.sentence.contains(
        "1 of 4 runs of D diverged and are left out; "
          + "the value of 2 of 4 runs of D is not finite (seeds 2, 4) and is left out"), "\(mixed.sentence)")
    #expect(mixed.observations.base.excludedCount == 3)
    #expect(infinite.obstacle == .someDiverged)
    // Neither side is refuted if a run diverged.
    #expect(
      finding(summary([9, 0.5, 0.55], diverged: true), .between(low: 5, high: 9)).obstacle == .someDiverged)
    #expect(finding([:], .between(low: 0, high: 1)).obstacle == .noRuns(experiment: "D"))
  }

  @Test func subjectsAreReadable() {
    let layer = FigureQuantity.layer(LayerFigure(layer: .input, statistic: .median, samples: 1))
    let within = Self.finding(
      .less(
        than: FigureReference(
          RunFigureReference(experiment: "B"), minus: RunFigureReference(reading: .epoch(0))),
        by: 0, atMost: nil), [:], minus: nil, quantity: layer)
    #expect(
      within.subject
        == "p50 of the input in 1 sample of D − (p50 of the input in 1 sample − initial p50 of the input in 1 sample of B)"
    )
    let plain = Self.finding(.equal(to: FigureReference(experiment: "B"), within: 1), [:])
    #expect(plain.subject == "(test_accuracy of D − C) − B")
    let metric = Self.finding(.equal(to: FigureReference(metric: .trainAccuracy), within: 1), [:])
    #expect(metric.subject == "(test_accuracy of D − C) − train_accuracy of D")
    let twice = ClaimFinding(
      ClaimSpec(
        name: "c", says: "s",
        figure: FigureSpec(
          RunFigure(experiment: "D", quantity: .metric(.testAccuracy, .final)),
          minus: RunFigure(experiment: "D", quantity: .metric(.testAccuracy, .epoch(1)))),
        relation: .less(
          than: FigureReference(
            RunFigureReference(experiment: "B"), minus: RunFigureReference(reading: .epoch(1))), by: 0,
          atMost: nil)), [:], confidence: .percent95)
    #expect(twice.subject == "(test_accuracy − test_accuracy after epoch 1) of D − B")
  }
}
