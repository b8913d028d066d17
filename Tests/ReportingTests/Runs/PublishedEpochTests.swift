import Experiments
import Testing

@testable import Reporting

/// Figures that are published for an epoch other than the last one.
@Suite struct PublishedEpochTests {
  private static let source = SourceSpec(tutorial: "An article", url: "https://example.org", place: "Results")
  private static let figures = published(.testAccuracy, at: 1, 0.75, final: 1)

  private static func runs(_ name: String = "A") -> [ExperimentSummary] {
    ExperimentSummary.summaries(of: [
      run(name, seed: 1, source: source, [.testAccuracy: [0.5, 0.875]], published: figures),
      run(name, seed: 2, source: source, [.testAccuracy: [0.75, 0.625]], published: figures),
    ])
  }

  @Test func runsShowThemWithTheSource() {
    // Epoch 1: mean (0.5 + 0.75) / 2, s = 0.25 / √2 = 0.1768; difference 0.625 − 0.75.
    #expect(
      Report.runs(Self.runs()).text(.table).contains(
        """
          figure         at epoch        mean ± sd  published  difference  95 % prediction
          ────────────────────────────────────────────────────────────────────────────────
          test_accuracy         1  0.6250 ± 0.1768     0.7500     -0.1250  inside

          Source: An article, “Results”, https://example.org

        """))
  }

  @Test func machinesGetThemBesideTheFinalOnes() {
    let report = Report.runs(Self.runs())
    let lines = report.text(.csv).split(separator: "\n")
    // final, best and its epoch stay those of the run.
    #expect(lines[1] == "A,1,2,test_accuracy,0.875,0.875,2,1,-0.125,,2,,final,0.875")
    #expect(lines[2] == "A,1,2,test_accuracy,0.875,0.875,2,0.75,-0.25,,2,,epoch=1,0.5")
    let json = report.text(.json)
    #expect(json.contains(#""test_accuracy": { "value": 1, "difference": -0.25, "#))
    #expect(
      json.contains(
        """
              "published_at": [
                {
                  "metric": "test_accuracy",
                  "epoch": 1,
                  "value": 0.75,
                  "difference": -0.125,
                  "inside_prediction_interval": true
                }
              ],
              "source": { "tutorial": "An article", "url": "https://example.org", "where": "Results" },
        """))
  }

  @Test func comparisonsHaveATableOfThem() {
    let comparison = Comparison(Self.runs() + experiment("B", .testAccuracy, [0.5]))
    let text = comparison.report().text(.table)
    #expect(text.contains("  A                  1  0.6250 ± 0.1768     0.7500     -0.1250  inside\n"))
    #expect(text.contains("  Source of A: An article, “Results”, https://example.org\n"))
    let csv = comparison.report().text(.csv)
    #expect(csv.contains("figure,A,,test_accuracy,epoch=1,,2,0,0.625,"))
    #expect(csv.contains(",0.75,-0.125,"))
  }

  /// With `--at epoch=1` the table of the metric itself has the published figure of that epoch.
  @Test func theChosenEpochHasItsOwn() {
    let comparison = Comparison(Self.runs(), options: Comparison.Options(epoch: .epoch(1)))
    let table = comparison.figureTable(.testAccuracy)
    #expect(table.columns.map(\.key).suffix(3) == ["published", "published_difference", "published_inside"])
    #expect(table.rows[0].map(\.value).suffix(3) == [.number(0.75), .number(-0.125), .boolean(true)])
    #expect(comparison.publishedEpochTable(.testAccuracy) == nil)
    #expect(comparison.report().text(.csv).split(separator: "\n").count { $0.contains("epoch=1") } == 1)
  }

  @Test func variantsAndEpochsThatNoRunHasShowNone() {
    #expect(PublishedEpoch.all(of: Self.runs("A+training.epochs=2"), .percent95).isEmpty)
    let late = ExperimentSummary.summaries(of: [
      run("A", [.testLoss: [1]], published: published(.testLoss, at: 2, 0.5, final: 1))
    ])
    #expect(PublishedEpoch.all(of: late, .percent95).isEmpty)
    #expect(Report.runs(late).text(.csv).split(separator: "\n").count == 2)
  }

  @Test func aDivergedRunHasNoMean() {
    let runs = ExperimentSummary.summaries(of: [
      run(
        "A", [.testLoss: [0.5, .nan]], published: published(.testLoss, at: 1, 0.5, final: 1),
        divergedAtEpoch: 2)
    ])
    #expect(Report.runs(runs).text(.table).contains("  test_loss         1  diverged     0.5000\n"))
    #expect(Report.runs(runs).text(.json).contains("\"value\": 0.5,\n          \"difference\": null"))
  }
}
