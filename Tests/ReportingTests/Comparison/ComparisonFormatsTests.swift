import Testing

@testable import Reporting

private let comparison = Comparison(
  ExperimentSummary.summaries(of: [
    run("A", [.testLoss: [0.5, 0.75]], published: [.testLoss: 1]), run("B", [.testLoss: [0.5, 0.25]]),
  ]),
  options: Comparison.Options(thresholds: [Threshold(metric: .testLoss, value: 0.5)]))

@Test func csvHasFiguresThenDifferences() {
  let lines = comparison.report().text(.csv).split(separator: "\n").map(String.init)
  #expect(
    lines == [
      "row,experiment,minus,metric,at,basis,runs,diverged,value,sd,ci_low,ci_high,p,permutation_p,effect_size,"
        + "effect_size_kind,verdict,median_epoch,threshold,never,published,published_difference,prediction_low,"
        + "prediction_high,published_inside,check,standing,seeds_needed,"
        + "p_holm,p_max_t,claimed_low,claimed_high,says,of,note,where,source,url,different_data",
      "figure,A,,test_loss,final,,1,0,0.75,,,,,,,,,2,,,1,-0.25,,,,,,,,,,,,,,,,,",
      "figure,A,,test_loss,best,,1,0,0.5,,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,",
      "epochs_until,A,,test_loss,,,1,0,1,,,,,,,,,,0.5,0,,,,,,,,,,,,,,,,,,,",
      "figure,B,,test_loss,final,,1,0,0.25,,,,,,,,,2,,,,,,,,,,,,,,,,,,,,,",
      "figure,B,,test_loss,best,,1,0,0.25,,,,,,,,,2,,,,,,,,,,,,,,,,,,,,,",
      "epochs_until,B,,test_loss,,,1,0,1,,,,,,,,,,0.5,0,,,,,,,,,,,,,,,,,,,",
      "difference,A,B,test_loss,final,paired,1,,0.5,,,,,,,,single_run,,,,,,,,,,single_run,,,,,,,,,,,,",
      "epochs_until_difference,A,B,test_loss,,paired,1,,0,,,,,,,,too_few_runs,,0.5,,,,,,,,too_few_runs,,,,,,,,,,,,",
    ])
}

@Test func jsonHasStableNames() {
  let text = comparison.report().text(.json)
  #expect(
    text.hasPrefix(
      """
      {
        "format": 2,
        "kind": "comparison",
        "at": "final",
        "confidence": 0.95,
        "runs": 2,
        "requested_runs": 2,
        "metrics": ["test_loss"],
        "experiments": [
          {
            "name": "A",
            "title": null,
            "seeds": [1],
            "seed_has_effect": true,
            "altered": false,
            "diverged": [],
            "final": {
              "test_loss": {
                "n": 1,
                "mean": 0.75,
      """))
  #expect(
    text.contains(
      """
            "published": {
              "test_loss": { "value": 1, "difference": -0.25, "inside_prediction_interval": null }
            },
            "published_at": [],
            "source": null,
            "train_seconds": { "n": 1, "mean": 2, "sd": null, "median": 2, "min": 2, "max": 2 },
            "epochs_until": [
              {
                "metric": "test_loss",
                "threshold": 0.5,
                "median": 1,
                "confidence_interval": null,
                "reached": 1,
                "never": 0,
                "values": [
                  { "seed": 1, "epoch": 1 }
                ]
              }
            ]
      """))
  #expect(
    text.hasSuffix(
      """
        "differences": [
          {
            "experiment": "A",
            "minus": "B",
            "metric": "test_loss",
            "basis": "paired",
            "runs": [1, 1],
            "difference": 0.5,
            "standard_error": null,
            "confidence_interval": null,
            "t": null,
            "degrees_of_freedom": null,
            "p": null,
            "permutation_p": null,
            "permutation_exact": null,
            "effect_size": null,
            "effect_size_kind": null,
            "verdict": "single_run",
            "standing": "single_run",
            "p_holm": null,
            "p_max_t": null,
            "seeds_needed": null
          }
        ],
        "epoch_differences": [
          {
            "experiment": "A",
            "minus": "B",
            "metric": "test_loss",
            "threshold": 0.5,
            "runs": 1,
            "difference": 0,
            "confidence_interval": null,
            "verdict": "too_few_runs",
            "standing": "too_few_runs"
          }
        ],
        "comparisons": null,
        "chance_differences": null,
        "best_cell": null,
        "conclusions": [
          {
            "experiment": "A",
            "minus": "B",
            "sentence": "A is behind B in test_loss (by 0.5000); one run each settles nothing.",
            "different_data": []
          }
        ],
        "assertions": [],
        "study": null,
        "claims_left_out": []
      }

      """))
}

@Test func markdownHasTheSameTables() {
  let text = comparison.report().text(.markdown)
  #expect(
    text.hasPrefix(
      "## Experiments\n\n| experiment | runs | epochs | training |\n| :--- | ---: | ---: | ---: |\n"))
  #expect(text.contains("## Differences\n\n| pair | test_loss |\n| :--- | ---: |\n| A − B | +0.5000 |\n"))
}
