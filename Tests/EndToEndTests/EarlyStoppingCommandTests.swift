import Foundation
import Testing

/// Validation sets, early ends and trainings of so many batches, as a shell sees them.
@Suite struct EarlyStoppingCommandTests {
  private static let probe = """
    {
      "extends": "circles-after-activation",
      "training": {
        "epochs": 40, "validation_split": 0.2,
        "early_stopping": { "patience": 3, "restore_best_weights": true }
      }
    }
    """
  private static let csv = "runs/probe/seed-1/metrics.csv"

  private func columns(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
  }

  /// The text without the line ends of paragraphs.
  private func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A double-precision PyTorch run of the same data and weights ends after epoch 11, with its best test loss, 0.781642, in
  /// epoch 6.
  @Test func endsWhereDoublePrecisionEnds() throws {
    let folder = try #require(
      Bundle.module.url(forResource: "Fixtures/cases/early-stopping", withExtension: nil))
    try BnlabProcess.withBnlab { bnlab in
      let spec = folder.appendingPathComponent("early-stopping.json").path
      let result = try bnlab.run(["run", spec])
      try #require(result.status == 0, "\(result.errors)")
      let rows = columns(try bnlab.read("runs/early-stopping/seed-1/metrics.csv"))
      #expect(rows.count == 1 + 11 && rows[0].last == "test_accuracy")
      let losses = try rows.dropFirst().map { try #require(Double($0[5])) }
      #expect(losses.min() == losses[5] && abs(losses[5] - 0.781642) < 3e-5 * 0.781642 + 3e-6)
      #expect(
        flat(result.output).contains("Early stopping on test_loss ended early-stopping after epoch 11 of 60.")
      )
      #expect(flat(result.output).contains("The test set decided when to stop"))
      #expect(result.errors.contains("epoch 11/60"))
      #expect(try bnlab.run(["run", spec, "--dry-run"]).output.contains("is up to date"))
    }
  }

  @Test func commandsKnowTheValidationSet() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.probe, to: "experiments/probe.jsonc")
      let run = try bnlab.run(["run", "probe", "--seeds", "1..2"])
      try #require(run.status == 0, "\(run.errors)")
      #expect(flat(run.output).contains("best is chosen on the validation set"))
      #expect(
        flat(run.output).contains("Early stopping on validation_loss ended 2 of 2 runs of probe after epoch"))
      #expect(run.errors.contains("validation_accuracy 0."))
      let rows = columns(try bnlab.read(Self.csv))
      #expect(rows[0].suffix(2) == ["validation_loss", "validation_accuracy"])
      #expect(rows.count < 40)

      let csv = try bnlab.run(["run", "probe", "--seeds", "1..2", "--format", "csv"]).output
      #expect(csv.contains(",validation_loss,"))
      let json = try bnlab.run(["run", "probe", "--seeds", "1..2", "--format", "json"]).output
      #expect(json.contains("\"stopped_after_epoch\": \(rows.count - 1)"))
      #expect(json.contains("\"restored_epoch\": \(rows.count - 4)"))
      let plot = try bnlab.run(
        ["plot", "probe", "--seeds", "1..2", "--no-run", "--output", "p.svg", "--csv", "p.csv"])
      #expect(plot.status == 0, "\(plot.errors)")
      #expect(try bnlab.read("p.csv").contains("probe,validation_accuracy,1,2,"))
      #expect(try bnlab.read("p.svg").contains(">validation<"))
      let inspect = try bnlab.run(["inspect", "probe", "--no-run"])
      #expect(inspect.output.contains("After epoch \(rows.count - 4):"), "\(inspect.output)")
      let report = try bnlab.run(["report", "probe", "--seeds", "1..2", "--no-run"])
      #expect(report.status == 0, "\(report.errors)")
      #expect(try bnlab.read("report.html").contains("validation_loss"))

      // Beside a run without a validation set there is nothing to compare it with.
      let assertion = ["--assert", "probe.validation_accuracy >= 0", "--seeds", "1..2"]
      let alone = try bnlab.run(["compare", "probe"] + assertion)
      #expect(alone.status == 0 && alone.output.contains("validation_loss (lower is better)"))
      let both = try bnlab.run(
        ["compare", "probe", "circles-linear", "--set", "training.epochs=4"] + assertion)
      #expect(both.status == 0 && !both.output.contains("validation_loss (lower"), "\(both.errors)")
      let list = try bnlab.run(["runs", "--format", "csv"]).output
      #expect(list.contains("test_accuracy,validation_loss,validation_accuracy,date"))
      let missing = try bnlab.run([
        "compare", "circles-linear", "--assert", "circles-linear.validation_loss < 1",
      ])
      #expect(missing.status == 64, "\(missing.errors)")
      #expect(
        missing.errors.contains(
          "circles-linear has no validation_loss, because it has no training.validation_split"))
    }
  }

  @Test func aSplitOfNothingIsNamed() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.probe, to: "experiments/probe.jsonc")
      let result = try bnlab.run(["check", "probe"])
      #expect(result.status == 0, "\(result.errors)")
      let small = try bnlab.run(["run", "probe", "--set", "training.validation_split=0.999"])
      #expect(small.status == 65)
      #expect(
        small.errors.contains(
          "a validation split of 0.999 leaves none of the 500 training samples to train on; use a smaller one"
        ),
        "\(small.errors)")
    }
  }

  /// 500 samples in batches of 32 are 16 batches; 48 of them are three passes, in whatever rows.
  @Test func stepsReplaceEpochs() throws {
    try BnlabProcess.withBnlab { bnlab in
      let settings = [["--epochs", "3"], ["--set", "training.steps=48"]].map {
        ["run", "circles-linear"] + $0
      }
      for arguments in settings + [settings[1] + ["--set", "training.steps_per_epoch=10"]] {
        let result = try bnlab.run(arguments)
        #expect(result.status == 0, "\(result.errors)")
      }
      let names = ["epochs=3", "steps=48", "steps=48+training.steps_per_epoch=10"].map {
        "runs/circles-linear+training.\($0)/seed-1"
      }
      let weights = try names.map { try bnlab.data("\($0)/weights.safetensors") }
      #expect(weights[0] == weights[1] && weights[1] == weights[2])
      let rows = try names.map { columns(try bnlab.read("\($0)/metrics.csv")) }
      #expect(rows[0] == rows[1] && rows[2].count == 1 + 5 && rows[2][5][5] == rows[0][3][5])
      let show = try bnlab.run(["show", "circles-linear", "--set", "training.steps=48"])
      #expect(show.output.contains("\"steps\": 48") && !show.output.contains("\"epochs\""))
      let both = try bnlab.run(["run", "circles-linear", "--epochs", "3", "--set", "training.steps=4"])
      #expect(both.status == 65)
      #expect(
        both.errors.contains("--set training.steps=4: only one of epochs, steps can be set"), "\(both.errors)"
      )
      let missing = try bnlab.run(
        ["inspect", "circles-linear", "--set", "training.steps=48", "--epochs", "4"])
      #expect(missing.errors.contains("there is no epoch 4: the training has 3 epochs"), "\(missing.errors)")
    }
  }
}
