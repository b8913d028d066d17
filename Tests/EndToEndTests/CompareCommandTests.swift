import Foundation
import Testing

/// The command `compare` with assertions, claims and grids, as a shell sees it.
@Suite struct CompareCommandTests {
  @Test func assertionsDetermineTheStatus() throws {
    try BnlabProcess.withBnlab { bnlab in
      let compare = [
        "compare", "circles-baseline", "circles-after-activation", "--epochs", "3", "--seeds", "1..2",
      ]
      let holds = try bnlab.run(compare + ["--assert", "circles-baseline.test_accuracy > 0", "--quiet"])
      #expect(holds.status == 0, "\(holds.errors)")
      let fails = try bnlab.run(
        compare + [
          "--assert", "circles-baseline.test_loss < 0", "--assert", "circles-baseline.diverged < 1",
          "--format", "junit",
        ])
      #expect(fails.status == 1)
      #expect(
        fails.errors.contains("Error: assertion failed: circles-baseline.test_loss < 0: does not hold, "))
      #expect(
        fails.output.contains(#"<testsuites name="bnlab" tests="6" failures="1" errors="0" skipped="0">"#))
      // An experiment of an article names it.
      #expect(fails.output.contains("<system-out>Source: "), "\(fails.output)")
      let mistyped = try bnlab.run(compare + ["--assert", "circles-baselin.test_loss < 0"])
      #expect(mistyped.status == 64)
      #expect(
        mistyped.errors
          == "Error: --assert 'circles-baselin.test_loss < 0': 'circles-baselin' is not compared; did you mean "
          + "'circles-baseline'?\n")
      #expect(try bnlab.run(compare + ["--reference", "x"]).status == 64)
    }
  }

  @Test func aComparisonCanJudgeTheClaimsOfAStudy() throws {
    try BnlabProcess.withBnlab { bnlab in
      let claims = [StudyCommandTests.right, StudyCommandTests.wrong].map { claim in
        #"""
        { "name": "\#(claim.name)", "says": "It is so.",
          "figure": { "experiment": "circles-baseline", "metric": "test_accuracy" }, "is": { \#(claim.relation) } }
        """#
      }
      try bnlab.write(#"{ "seeds": 3, "claims": [\#(claims[0])] }"#, to: "right.jsonc")
      try bnlab.write(#"{ "claims": [\#(claims.joined(separator: ","))] }"#, to: "wrong.jsonc")
      let compare = ["compare", "circles-baseline", "--epochs", "2", "--claims"]
      let right = try bnlab.run(compare + ["right.jsonc"])
      #expect(right.status == 0 && right.output.contains("1 claim: 1 reproduced"), "\(right.errors)")
      // The seeds are those of the study, because the command line does not give any.
      #expect(bnlab.exists("runs/circles-baseline+training.epochs=2/seed-3/run.json"))
      #expect(try bnlab.run(compare + ["wrong.jsonc"]).status == 1)
      let other = try bnlab.run([
        "compare", "circles-after-activation", "--epochs", "2", "--claims", "right.jsonc",
      ])
      #expect(other.status == 66)
      #expect(other.errors.contains("is not among the experiments that are compared"))
      #expect(other.errors.split(separator: "\n").count == 1)
    }
  }

  /// Without experiments on the command line, those of the study are compared, with their overrides and seeds. If only
  /// some of them are named, only the claims about these are judged.
  @Test func aStudyGivesTheExperiments() throws {
    try BnlabProcess.withBnlab { bnlab in
      func claim(_ name: String, _ experiment: String) -> String {
        #"""
        { "name": "\#(name)", "says": "It is so.",
          "figure": { "experiment": "\#(experiment)", "metric": "test_loss" }, "is": { \#(StudyCommandTests.right.relation) } }
        """#
      }
      let more =
        #"{ "name": "more", "experiment": "circles-after-activation", "set": ["training.epochs=2"], "seeds": 3 }"#
      try bnlab.write(
        #"{ "seeds": 2, "experiments": [\#(StudyCommandTests.short), \#(more)], "claims": [\#(claim("one", "short")), \#(claim("two", "more"))] }"#,
        to: "experiments/studies/both.jsonc")
      let all = try bnlab.run(["compare", "--claims", "both", "--assert", "more.test_accuracy > 0"])
      #expect(all.status == 0 && all.output.contains("2 claims: 2 reproduced"), "\(all.errors)")
      #expect(bnlab.exists("runs/circles-baseline+training.epochs=3/seed-2/run.json"))
      #expect(!bnlab.exists("runs/circles-baseline+training.epochs=3/seed-3"))
      #expect(bnlab.exists("runs/circles-after-activation+training.epochs=2/seed-3/run.json"))
      let some = try bnlab.run(["compare", "more", "--claims", "both", "--no-run", "--format", "json"])
      #expect(some.status == 0 && some.output.contains("\"claims_left_out\": [\"one\"]"), "\(some.errors)")
      #expect(some.output.contains("\"seeds\": [1, 2, 3]"))
      let table = try bnlab.run(["compare", "more", "--claims", "both", "--no-run"])
      #expect(table.output.contains("1 claim is left out, of experiments that are not compared: one."))
      #expect(try bnlab.run(["compare"]).errors.hasPrefix("Error: Missing expected argument"))
      #expect(
        try bnlab.run(["compare", "--claims", "both", "--grid", "training.batch_size=[8,16]"]).status == 64)

      let shown = try bnlab.run(["show", "both"])
      #expect(
        shown.status == 0
          && shown.output.contains("circles-after-activation with training.epochs=2; seeds 1..3. "),
        "\(shown.output)")
      let json = try bnlab.run(["show", "experiments/studies/both.jsonc", "--format", "json"])
      #expect(json.status == 0 && json.output.contains("\"kind\": \"study\""), "\(json.errors)")
    }
  }

  /// Before anything is trained, in the words of `check`.
  @Test func assertionsAreAboutFiguresThatAreComputed() throws {
    try BnlabProcess.withBnlab { bnlab in
      for figure in ["train_eval_loss", "epochs_until(train_eval_accuracy, 0.9)"] {
        let result = try bnlab.run([
          "compare", "circles-baseline", "--epochs", "2", "--set", "training.evaluate_train=false",
          "--assert",
          "circles-baseline.\(figure) > 0",
        ])
        let metric = figure.contains("loss") ? "train_eval_loss" : "train_eval_accuracy"
        #expect(result.status == 64)
        #expect(
          result.errors.contains("--assert 'circles-baseline.\(figure) > 0': circles-baseline+")
            && result.errors.contains("has no \(metric), because its training.evaluate_train is false"),
          "\(result.errors)")
        #expect(!bnlab.exists("runs"))
      }
    }
  }

  @Test(arguments: [
    ("at(test_loss, 3)", "there is no epoch 3: circles-baseline+training.epochs=2 trains for 2 epochs"),
    (
      "last_epochs(test_loss, 3)",
      "this needs 3 epochs or more: circles-baseline+training.epochs=2 trains for 2 epochs"
    ),
    (
      "layer(9, sd, 8)",
      "there is no layer 9: circles-baseline+training.epochs=2 has input and 0 (dense), 1 ("
    ),
    ("layer(0, saturated, 8)", "layer 0 (dense) of circles-baseline+training.epochs=2 has no saturated"),
    (
      "layer(0, sd, 12345)",
      "there are no 12345 samples: the test set of circles-baseline+training.epochs=2 has"
    ),
  ])
  func figuresThatAreNotThereAreToldBeforeTraining(figure: String, message: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      let text = "circles-baseline.\(figure) > 0"
      let result = try bnlab.run(["compare", "circles-baseline", "--epochs", "2", "--assert", text])
      #expect(result.status == 64)
      #expect(result.errors.contains("--assert '\(text)': \(message)"), "\(result.errors)")
      #expect(!bnlab.exists("runs"))
    }
  }

  /// Nothing is compared without a run that cannot be read, unless the comparison may be partial.
  @Test func damagedRunsAreReported() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(["run", "circles-baseline", "--seeds", "1..3", "--epochs", "2"]).status == 0)
      let folder = "runs/circles-baseline+training.epochs=2"
      try bnlab.write("nonsense", to: folder + "/seed-2/metrics.csv")
      let read = ["compare", "circles-baseline", "--no-run", "--epochs", "2", "--format", "json"]
      let none = try bnlab.run(read)
      #expect(none.status == 65 && none.output.isEmpty)
      #expect(none.errors.contains("Error: \(folder)/seed-2/metrics.csv:1:1: "))
      #expect(none.errors.contains("only 2 of 3 runs are there; --partial takes these"))
      let some = try bnlab.run(read + ["--partial"])
      #expect(some.status == 65 && some.output.contains("\"seeds\": [1, 3]"))
      #expect(some.errors.contains("Error: \(folder)/seed-2/metrics.csv:1:1: "))
      #expect(try bnlab.run(read + ["--seeds", "2"]).status == 65)
    }
  }

  /// There is one warning for all runs when they are trained, and none with `--quiet` when all runs are finished.
  @Test func divergedRunsAreReportedOnce() throws {
    try BnlabProcess.withBnlab { bnlab in
      let compare = [
        "compare", "circles-baseline", "circles-after-activation", "--seeds", "1..3", "--quiet", "--set",
        #"optimizer={"sgd":{"learning_rate":1e30}}"#, "--epochs", "1",
      ]
      let first = try bnlab.run(compare)
      #expect(first.status == 0 && first.errors.split(separator: "\n").count == 1)
      #expect(first.errors.contains("Warning: 6 of 6 runs diverged: circles-baseline+"))
      let second = try bnlab.run(compare)
      #expect(second.errors == "")
      #expect(
        second.output.contains("All with optimizer={\"sgd\":{\"learning_rate\":1e+30}}, training.epochs=1."))
      #expect(
        second.output.contains("All 3 runs of circles-baseline and all 3 runs of circles-after-activation"))
    }
  }

  /// `--no-run` reads the finished runs, does not train, and leaves out runs of other specs.
  @Test func comparisonsCanOnlyRead() throws {
    try BnlabProcess.withBnlab { bnlab in
      let common = ["compare", "circles-baseline", "--no-run", "--format", "json"]
      let none = try bnlab.run(common)
      #expect(none.status == 66)
      #expect(none.errors.contains("circles-baseline has no finished run in runs"))
      #expect(try bnlab.run(["run", "circles-baseline", "--seeds", "1..3", "--epochs", "2"]).status == 0)
      #expect(try bnlab.run(common).status == 66)
      let read = try bnlab.run(common + ["--epochs", "2"])
      #expect(read.status == 0 && read.output.contains("\"seeds\": [1, 2, 3]"))
      let variant = try bnlab.run([
        "compare", "circles-baseline+training.epochs=2", "--no-run", "--format", "json",
      ])
      #expect(variant.status == 0 && variant.output.contains("\"seeds\": [1, 2, 3]"))
      let some = common + ["--epochs", "2", "--seeds", "2..4"]
      let refused = try bnlab.run(some)
      #expect(refused.status == 66 && refused.output == "")
      #expect(refused.errors.contains("circles-baseline+training.epochs=2, seed 4: has no finished run"))
      let several = try bnlab.run(common + ["--epochs", "2", "--seeds", "2..9,12"])
      #expect(several.errors.contains("training.epochs=2, seeds 4..9, 12: has no finished run"))
      #expect(refused.errors.contains("only 2 of 3 runs are there; --partial takes these"))
      let partial = try bnlab.run(some + ["--partial"])
      #expect(partial.status == 0 && partial.output.contains("\"seeds\": [2, 3]"))
      #expect(partial.output.contains("\"runs\": 2,\n  \"requested_runs\": 3,"))
      #expect(!bnlab.exists("runs/circles-baseline"))
      let grid = common + ["--grid", "training.epochs=[2,3]"]
      #expect(try bnlab.run(grid).status == 66)
      let cells = try bnlab.run(grid + ["--partial"])
      #expect(cells.status == 0)
      #expect(cells.errors.contains("circles-baseline+training.epochs=3 has no finished run in runs"))
      let table = try bnlab.run([
        "compare", "circles-baseline", "--no-run", "--epochs", "2", "--seeds", "2..4", "--partial",
      ])
      #expect(table.output.contains("Partial: 2 of 3 runs; 1 is missing.\n"), "\(table.output)")
      let alone = try bnlab.run(["compare", "circles-baseline", "--partial"])
      #expect(alone.status == 64 && alone.errors.contains("'--partial' has no effect without '--no-run'."))
    }
  }

  @Test func resultsAndCurvesGoToFiles() throws {
    try BnlabProcess.withBnlab { bnlab in
      let summary = bnlab.directory.appendingPathComponent("summary.md").path
      try bnlab.write("before\n", to: "summary.md")
      let compare = ["compare", "circles-baseline", "--epochs", "2", "--seeds", "1..2", "--quiet"]
      let result = try bnlab.run(
        compare + [
          "--format", "json", "--output", "o.json", "--curves", "c.csv", "--summary", "--until",
          "test_accuracy=0.1", "--metric", "test_accuracy",
        ],
        environment: ["GITHUB_STEP_SUMMARY": summary])
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.output.hasPrefix("Experiments\n"))
      #expect(result.output.contains("Epochs until test_accuracy ≥ 0.1"))
      #expect(try bnlab.read("o.json").hasPrefix("{\n  \"format\": 2,\n  \"kind\": \"comparison\""))
      let curves = try bnlab.read("c.csv").split(separator: "\n")
      #expect(curves.count == 3 && curves[0].hasPrefix("experiment,metric,epoch,runs,mean"))
      #expect(try bnlab.read("summary.md").hasPrefix("before\n## Experiments\n"))
      let unset = try bnlab.run(compare + ["--summary"])
      #expect(unset.status == 0)
      let nowhere = try bnlab.run(compare + ["--output", "no/such/folder/o.json", "--fresh"])
      #expect(nowhere.status == 74)
      #expect(
        nowhere.errors == "Error: cannot write no/such/folder/o.json: there is no folder no/such/folder/\n")
    }
  }

  /// A combination has the same run folder as with `--set`. A combination that cannot run does not stop the others.
  @Test func gridsAreVariants() throws {
    try BnlabProcess.withBnlab { bnlab in
      let set = ["--set", "training.epochs=2", "--set", "training.batch_size=50"]
      #expect(try bnlab.run(["run", "circles-baseline"] + set).status == 0)
      let grid = try bnlab.run(
        ["run", "circles-baseline", "--epochs", "2", "--grid", "training.batch_size=[50,0,100]"])
      #expect(grid.status == 65)
      #expect(grid.errors.contains("--grid training.batch_size=0: 0 is out of range"))
      #expect(
        grid.errors.contains(
          "circles-baseline+training.batch_size=50+training.epochs=2, seed 1 is up to date"))
      #expect(bnlab.exists("runs/circles-baseline+training.batch_size=100+training.epochs=2/seed-1/run.json"))
      let compare = try bnlab.run(
        [
          "compare", "circles-baseline", "circles-after-activation", "--epochs", "2", "--grid",
          "training.batch_size=[50,100]", "--metric", "test_loss", "--seeds", "1..2",
        ])
      #expect(compare.status == 0)
      #expect(compare.output.contains("All with training.epochs=2."))
      #expect(
        compare.output.contains("circles-baseline+batch_size=50 − circles-after-activation+batch_size=50 "))
      #expect(!compare.output.contains("circles-baseline+batch_size=50 − circles-baseline"))
      #expect(try bnlab.run(["run", "circles-baseline", "--grid", "training.batch_size=5"]).status == 64)
      #expect(try bnlab.run(["run", "circles-baselin", "--grid", "training.batch_size=[5,6]"]).status == 66)
      #expect(try bnlab.run(["run", "circles-baseline", "--grid", "training.batch=[5,6]"]).status == 65)
    }
  }
}
