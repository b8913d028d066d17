import Foundation
import Testing

/// The exit statuses of commands that judge runs, and command lines that they refuse.
@Suite struct JudgementTests {
  private static let compare = ["compare", "circles-baseline", "--epochs", "2", "--seeds", "1..2", "--quiet"]

  /// The status is 1 if a claim or an assertion does not hold, even if runs failed.
  @Test func aFailedRunDoesNotHideAFalseClaim() throws {
    try BnlabProcess.withBnlab { bnlab in
      try FailingExperiment.write(bnlab)
      try bnlab.write(
        #"""
        { "seeds": 2,
          "experiments": [{ "name": "short", "experiment": "circles-baseline", "set": ["training.epochs=2"] },
            "failing.jsonc"],
          "claims": [
            { "name": "wrong", "says": "It is so.", "is": { "between": { "low": 2 } },
              "figure": { "experiment": "short", "metric": "test_accuracy" } },
            { "name": "open", "says": "It is so.", "is": { "between": { "low": 0 } },
              "figure": { "experiment": "failing", "metric": "test_accuracy" } }] }
        """#, to: "study.jsonc")
      let study = try bnlab.run(["reproduce", "study.jsonc", "--format", "json"])
      #expect(study.status == 1, "\(study.errors)")
      #expect(
        study.output.contains(
          "\"failures\": [\n    {\n      \"experiment\": \"failing\",\n      \"seed\": 1,"))

      let cells = Self.compare + ["--grid", "model.0.dense.units=[5,0]"]
      #expect(try bnlab.run(cells + ["--assert", "circles-baseline.test_loss < 0"]).status == 1)
      // The status is also 1 if a run failed, even if the assertion holds.
      #expect(try bnlab.run(cells + ["--assert", "circles-baseline.test_loss > 0"]).status == 1)
      #expect(try bnlab.run(["compare", "failing.jsonc", "circles-baseline", "--epochs", "2"]).status == 1)
    }
  }

  @Test func nothingIsJudgedIfRequestedSeedsAreMissing() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(Self.compare).status == 0)
      let read = ["compare", "circles-baseline", "--epochs", "2", "--no-run", "--partial"]
      let check = ["--assert", "circles-baseline.test_loss < 10"]
      #expect(try bnlab.run(read + check).status == 0)
      #expect(try bnlab.run(read + ["--seeds", "1..2"] + check).status == 0)
      let some = try bnlab.run(read + ["--seeds", "1..2,900..905"] + check)
      #expect(some.status == 1)
      #expect(
        some.errors.contains("not judged, because circles-baseline has no finished run of seeds 900..905"))
      #expect(some.output.contains("circles-baseline+training.epochs=2, seeds 900..905: has no finished run"))

      try bnlab.write(
        #"""
        { "seeds": 3, "claims": [{ "name": "right", "says": "It is so.", "is": { "between": { "low": 0 } },
          "figure": { "experiment": "circles-baseline", "metric": "test_loss" } }] }
        """#, to: "study.jsonc")
      let claims = try bnlab.run(read + ["--claims", "study.jsonc", "--format", "json"])
      #expect(claims.status == 1)
      #expect(claims.output.contains("\"obstacle\": \"missing_seeds\""))
      #expect(claims.output.contains("circles-baseline has no finished run of seed 3."))
      #expect(try bnlab.run(read + ["--claims", "study.jsonc", "--seeds", "1..2"]).status == 0)
    }
  }

  @Test(arguments: [
    (["--at", "epoch=3"], "--at epoch=3: no run has this epoch; there are epoch=1 to epoch=2"),
    (["--no-run", "--at", "epoch=3"], "there are epoch=1 to epoch=2"),
    (
      ["--grid", "training.batch_size=[8,16]", "--grid", "training.batch_size=[64]"],
      "give the same value twice"
    ),
    (
      ["--grid", "model.0.dense.units=[8]", "--grid", "model[0].dense.units=[9]"], "give the same value twice"
    ),
    (["--grid", "training.epochs=[3,5]"], "--epochs and --grid training.epochs give the same value twice"),
    (["--set", "training.epochs=5"], "--set training.epochs and --epochs give the same value twice"),
    (["--set", "training.seed=7"], "training.seed: a variant cannot set the seed here"),
    (["--grid", "training.seed=[7,8]"], "use --seed or --seeds"),
    (["--set", #"training={"epochs":2,"seed":7}"#], "training: a variant cannot set the seed here"),
  ])
  func contradictionsAreRefused(options: [String], message: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      if options.contains("--no-run") { #expect(try bnlab.run(Self.compare).status == 0) }
      let result = try bnlab.run(Self.compare + options)
      #expect(result.status == 64, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test func aProblemOfAllExperimentsIsReportedOnce() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run([
        "compare", "circles-baseline", "circles-after-activation", "--no-run", "--set", "training.seed=7",
      ])
      #expect(result.status == 64)
      #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }
  }

  /// `run` accepts the seed in an override, but not from two options.
  @Test func aVariantMayHaveASeedIfNoOtherIsGiven() throws {
    try BnlabProcess.withBnlab { bnlab in
      let run = ["run", "circles-baseline", "--epochs", "1", "--set", "training.seed=7"]
      let result = try bnlab.run(run)
      #expect(result.status == 0, "\(result.errors)")
      #expect(bnlab.exists("runs/circles-baseline+training.epochs=1+training.seed=7/seed-7/run.json"))
      #expect(try bnlab.run(run + ["--seed", "8"]).status == 64)
    }
  }
}
