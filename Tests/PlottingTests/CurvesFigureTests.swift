import Drawing
import Experiments
import Reporting
import Testing

@testable import Plotting

@Suite struct CurvesFigureTests {
  private static func run(_ name: String, seed: UInt64, _ values: [Double]) -> RunSummary {
    RunSummary(
      experiment: name, seed: seed,
      epochs: values.enumerated().map {
        EpochRecord(
          epoch: $0.offset + 1,
          values: [.testAccuracy: $0.element, .trainAccuracy: $0.element - 0.1, .testLoss: 1 - $0.element])
      }, published: [.testAccuracy: 0.9])
  }

  private static let summaries = ExperimentSummary.summaries(of: [
    run("one", seed: 1, [0.5, 0.7]), run("one", seed: 2, [0.7, 0.7]), run("two", seed: 1, [0.4, 0.6]),
  ])

  private static func figure(_ metrics: [Metric] = []) -> CurvesFigure {
    CurvesFigure(
      title: "t", experiments: summaries, names: ExperimentNames(summaries.map(\.name)), metrics: metrics)
  }

  /// The mean of 0.5 and 0.7 is 0.6. Training has dashes and no label. A single run has no interval.
  @Test func accuraciesShareAPanel() throws {
    let chart = Self.figure().plotted(name: "curves").chart
    #expect(chart.panels.count == 1)
    let marks = try #require(chart.panels.first?.marks)
    #expect(
      marks.contains(
        .line([Place(1, 0.6), Place(2, 0.7)], Stroke(.series(0)), symbol: .circle, label: "one")))
    #expect(
      marks.contains { mark in
        guard case .line(let places, let stroke, nil, nil) = mark else { return false }
        return stroke == Stroke(.series(0), .dashed) && (places[0].y - 0.5).magnitude < 1e-12
      })
    #expect(
      marks.contains(.rule(.horizontal, at: 0.9, Stroke(.series(1), .dotted), label: "published 0.900")))
    // Two runs of the first experiment are also drawn one by one, for two metrics.
    #expect(marks.count { if case .line(_, let stroke, _, _) = $0 { stroke.isThin } else { false } } == 4)
    #expect(
      chart.notes == ["Lines: means of 1 to 2 runs, which differ in the seed. Thin lines: single runs."])
  }

  @Test func lossesHaveAPanelOfTheirOwn() {
    let plotted = Self.figure([.testLoss, .testAccuracy, .testLoss]).plotted(name: "curves")
    #expect(plotted.chart.panels.map(\.y.label) == ["test loss", "test accuracy"])
    // Two experiments, two metrics, two epochs.
    #expect(plotted.data.rows.count == 8)
  }

  /// An experiment of which every run diverged is drawn run by run, with its name, and named below.
  @Test func divergedExperimentsAreNamed() throws {
    let lost = (1...2).map { seed in
      RunSummary(
        experiment: "lost", seed: seed, epochs: [EpochRecord(epoch: 1, values: [.testAccuracy: 0.1])],
        divergedAtEpoch: 1)
    }
    let summaries = ExperimentSummary.summaries(of: [Self.run("one", seed: 1, [0.5, 0.7])] + lost)
    let chart = CurvesFigure(
      title: "t", experiments: summaries, names: ExperimentNames(summaries.map(\.name)),
      metrics: [.testAccuracy]
    ).plotted(name: "curves").chart
    let labels = try #require(chart.panels.first).marks.compactMap { mark -> String? in
      if case .line(_, _, _, let label) = mark { label } else { nil }
    }
    #expect(labels.sorted() == ["lost (diverged)", "one"])
    #expect(
      chart.notes == [
        "One run. All runs of lost diverged: each is a thin line, as far as it is finite."
      ])
    #expect(chart.description.hasSuffix("lost diverged in all runs."))
  }

  /// Losses from 0.01 to 2 span a factor of 200, those from 1 to 2 of 2.
  @Test func lossesOfALargeRangeHaveALogarithmicAxis() {
    #expect(Axis.losses("loss", [0.01, 2, .nan], nil).label == "loss, log scale")
    #expect(Axis.losses("loss", [0.01, 2], .neither) == Axis("loss", Scale(fitting: [0.01, 2])))
    #expect(Axis.losses("loss", [1, 2], nil).label == "loss")
    #expect(Axis.losses("loss", [0, 2], nil).label == "loss")
    #expect(Axis.losses("loss", [], nil).label == "loss")
  }

  @Test func metricsThatNoRunHasAreNotShown() {
    #expect(Self.figure([.trainEvalLoss]).shownMetrics.isEmpty)
    #expect(Self.figure().shownMetrics == [.testAccuracy, .trainAccuracy])
  }
}
