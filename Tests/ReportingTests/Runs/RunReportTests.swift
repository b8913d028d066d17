import Testing

@testable import Reporting

@Test func oneRunBesideThePublishedFigures() {
  let summaries = ExperimentSummary.summaries(of: [
    run(
      "circles-baseline", seed: 3, title: "Two circles",
      [.trainLoss: [0.5, 0.25], .trainEvalAccuracy: [0.8, 0.832], .testAccuracy: [0.85, 0.8487]],
      published: [.trainEvalAccuracy: 0.846, .testAccuracy: 0.848], folder: "runs/circles-baseline/seed-3")
  ])
  #expect(
    Report.runs(summaries).text(.table) == """
      circles-baseline, seed 3: Two circles

        figure                final    best  at epoch  published  difference
        ────────────────────────────────────────────────────────────────────
        train_loss           0.2500  0.2500         2
        train_eval_accuracy  0.8320  0.8320         2     0.8460     -0.0140
        test_accuracy        0.8487  0.8500         1     0.8480     +0.0007

        best is chosen on the test set: it is the epoch at which the test figure itself is best.

        2 epochs, 2.0 s of training.

        Run folder:
          runs/circles-baseline/seed-3

      """)
}

@Test func severalSeedsHaveDeviationsAndWarnings() {
  let summaries = ExperimentSummary.summaries(of: [
    run("A", seed: 1, [.testLoss: [0.5]], published: [.testLoss: 0.5]), run("A", seed: 2, [.testLoss: [0.7]]),
    run("A", seed: 3, [.testLoss: [.nan]], divergedAtEpoch: 1),
  ])
  // s = √((0.1² + 0.1²) / 1) = 0.1414; the prediction interval is far wider than 0.1.
  #expect(
    Report.runs(summaries).text(.table) == """
      A, 3 seeds

        figure     final, mean ± sd  best, mean ± sd  at epoch  published  difference  95 % prediction
        ──────────────────────────────────────────────────────────────────────────────────────────────
        test_loss   0.6000 ± 0.1414  0.6000 ± 0.1414         1     0.5000     +0.1000  inside

        Warning: 1 of 3 runs of A diverged (seed 3 in epoch 1); means leave them out.

        1 epoch a run, 2.0 s of training a run.

      """)
}

@Test func aDivergedRunShowsItsFigures() {
  let report = Report.runs(
    ExperimentSummary.summaries(of: [
      run(
        "A", [.testLoss: [0.5, .nan], .testAccuracy: [0.7, 0.1]], published: [.testLoss: 0.5],
        divergedAtEpoch: 2)
    ]))
  #expect(
    report.text(.table) == """
      A, seed 1

        figure          final    best  at epoch  published
        ──────────────────────────────────────────────────
        test_loss         nan  0.5000         1     0.5000
        test_accuracy  0.1000  0.7000         1

        best is chosen on the test set: it is the epoch at which the test figure itself is best.

        Warning: A diverged in epoch 2: a figure was no longer finite.

        2 epochs, 2.0 s of training.

      """)
  #expect(report.text(.csv).contains("A,1,2,test_loss,nan,0.5,1,0.5,nan,2,2,,final,nan\n"))
}

@Test func allSeedsDivergedHaveNoMean() {
  let report = Report.runs(
    ExperimentSummary.summaries(
      of: [1, 2].map {
        run("A", seed: $0, [.testLoss: [.nan]], published: [.testLoss: 0.5], divergedAtEpoch: 1)
      }))
  #expect(
    report.text(.table) == """
      A, 2 seeds

        figure     final, mean ± sd  published
        ──────────────────────────────────────
        test_loss          diverged     0.5000

        Warning: 2 of 2 runs of A diverged (seed 1 in epoch 1, seed 2 in epoch 1); means leave them out.

        1 epoch a run, 2.0 s of training a run.

      """)
}

@Test func csvHasARowForEachRunAndFigure() {
  let report = Report.runs(
    ExperimentSummary.summaries(of: [
      run("A", seed: .max, [.testLoss: [0.5, 0.25]], published: [.testLoss: 0.5], folder: "runs/A, B/seed")
    ]))
  #expect(
    report.text(.csv) == """
      experiment,seed,epochs,metric,final,best,best_epoch,published,published_difference,diverged_at_epoch,train_seconds,folder,at,value
      A,18446744073709551615,2,test_loss,0.25,0.25,2,0.5,-0.25,,2,"runs/A, B/seed",final,0.25

      """)
}

@Test func jsonHasEveryRun() {
  let report = Report.runs(
    ExperimentSummary.summaries(of: [
      run("A", seed: 1, [.testLoss: [0.5]], published: [.testLoss: 0.25], folder: "f"),
      run("A", seed: 2, [.testLoss: [.nan]], divergedAtEpoch: 1),
    ]))
  #expect(
    report.text(.json) == """
      {
        "format": 1,
        "kind": "runs",
        "confidence": 0.95,
        "experiments": [
          {
            "name": "A",
            "title": null,
            "altered": false,
            "diverged": [
              { "seed": 2, "diverged_at_epoch": 1 }
            ],
            "final": {
              "test_loss": {
                "n": 1,
                "mean": 0.5,
                "sd": null,
                "median": 0.5,
                "min": 0.5,
                "max": 0.5,
                "confidence_interval": null,
                "prediction_interval": null,
                "median_epoch": 1,
                "values": [
                  { "seed": 1, "epoch": 1, "value": 0.5 }
                ]
              }
            },
            "best": {
              "test_loss": {
                "n": 1,
                "mean": 0.5,
                "sd": null,
                "median": 0.5,
                "min": 0.5,
                "max": 0.5,
                "confidence_interval": null,
                "prediction_interval": null,
                "median_epoch": 1,
                "values": [
                  { "seed": 1, "epoch": 1, "value": 0.5 }
                ]
              }
            },
            "published": {
              "test_loss": { "value": 0.25, "difference": 0.25, "inside_prediction_interval": null }
            },
            "published_at": [],
            "source": null,
            "train_seconds": { "n": 2, "mean": 2, "sd": 0, "median": 2, "min": 2, "max": 2 },
            "runs": [
              {
                "seed": 1,
                "folder": "f",
                "epochs": 1,
                "diverged_at_epoch": null,
                "train_seconds": 2,
                "evaluate_seconds": 0,
                "final": { "test_loss": 0.5 },
                "best": { "test_loss": 0.5 }
              },
              {
                "seed": 2,
                "folder": null,
                "epochs": 1,
                "diverged_at_epoch": 1,
                "train_seconds": 2,
                "evaluate_seconds": 0,
                "final": { "test_loss": null },
                "best": {}
              }
            ]
          }
        ]
      }

      """)
}
