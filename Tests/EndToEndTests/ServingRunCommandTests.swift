import Foundation
import Testing

/// A run that evaluated the training set serves requests without it, as a shell sees it.
@Suite struct ServingRunCommandTests {
  private static let study = #"""
    {
      "seeds": 3,
      "experiments": [
        { "name": "cheap", "experiment": "circles-baseline", "set": ["training.epochs=3", "training.evaluate_train=false"] }
      ],
      "claims": [
        { "name": "right", "says": "It is so.", "figure": { "experiment": "cheap", "metric": "test_accuracy" },
          "is": { "between": { "low": 0, "high": 1 } } }
      ]
    }
    """#
  private static let plain = "circles-baseline+training.epochs=3"
  private static let cheap = plain + "+training.evaluate_train=false"

  @Test func studiesUsePlainRuns() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "experiments/studies/s.jsonc")
      #expect(
        try bnlab.run(["run", "circles-baseline", "--epochs", "3", "--seeds", "1..2", "--quiet"]).status == 0)
      let plan = try bnlab.run(["reproduce", "s", "--dry-run"])
      #expect(plan.errors.contains("1 study, 3 runs: 2 are finished, 1 to train, about"))
      #expect(
        plan.output == """
          \(Self.cheap), seed 1 is served by runs/\(Self.plain)/seed-1
          \(Self.cheap), seed 2 is served by runs/\(Self.plain)/seed-2
          \(Self.cheap), seed 3 has not been run

          """)
      let json = try bnlab.run(["reproduce", "s", "--dry-run", "--format", "json"])
      #expect(json.output.contains(#""trains": false"#))
      // Only the third run is trained, under the variant's name.
      let reproduced = try bnlab.run(["reproduce", "s", "--format", "json"])
      #expect(reproduced.status == 0, "\(reproduced.errors)")
      #expect(!bnlab.exists("runs/\(Self.cheap)/seed-1") && !bnlab.exists("runs/\(Self.cheap)/seed-2"))
      #expect(bnlab.exists("runs/\(Self.cheap)/seed-3/run.json"))
      // Without the plain runs, all are, with the same result.
      let alone = try bnlab.run(["reproduce", "s", "--format", "json", "--runs-dir", "alone"])
      #expect(alone.output == reproduced.output)
      #expect(bnlab.exists("alone/\(Self.cheap)/seed-1/run.json"))
      // The plain run needs its own columns.
      #expect(
        try bnlab.run(["run", "circles-baseline", "--epochs", "3", "--seed", "3", "--dry-run"]).output
          == "\(Self.plain), seed 3 has not been run\n")
    }
  }

  /// The cells of a grid have both values as overrides. The one with more figures is trained and serves the other; what is
  /// printed is the same as where each was trained by itself.
  @Test func aGridTrainsOnce() throws {
    try BnlabProcess.withBnlab { bnlab in
      func grid(_ values: String, _ runs: String, _ more: [String] = []) throws -> BnlabProcess.Result {
        try bnlab.run(
          [
            "compare", "circles-baseline", "--epochs", "3", "--seeds", "1..2", "--runs-dir", runs, "--grid",
            "training.evaluate_train=[\(values)]", "--format", "csv",
          ] + more)
      }
      let plan = try grid("false,true", "once", ["--dry-run"])
      #expect(plan.output.split(separator: "\n").filter { $0.contains(",false,") }.count == 2)
      let once = try grid("false,true", "once")
      #expect(once.status == 0, "\(once.errors)")
      #expect(!bnlab.exists("once/\(Self.cheap)/seed-1"))
      #expect(bnlab.exists("once/\(Self.plain)+training.evaluate_train=true/seed-1/run.json"))
      _ = try grid("false", "each")
      #expect(bnlab.exists("each/\(Self.cheap)/seed-1/run.json"))
      #expect(try grid("false,true", "each").output == once.output)
      // The plain run is the same network.
      let run = try bnlab.run(["run", "circles-baseline", "--epochs", "3", "--runs-dir", "once", "--dry-run"])
      #expect(
        run.output.contains("seed 1 is served by once/\(Self.plain)+training.evaluate_train=true/seed-1"))
    }
  }

  /// A dry run counts no run as finished that another one of the same call will serve.
  @Test func runsThatWillBeServedAreNotFinished() throws {
    try BnlabProcess.withBnlab { bnlab in
      let study = #"""
        {
          "seeds": 3,
          "experiments": [
            { "name": "plain", "experiment": "circles-baseline", "set": ["training.epochs=3"] },
            { "name": "cheap", "experiment": "circles-baseline",
              "set": ["training.epochs=3", "training.evaluate_train=false"] }
          ],
          "claims": [
            { "name": "equal", "says": "s", "figure": { "experiment": "cheap", "metric": "test_accuracy" },
              "is": { "less": { "than": { "experiment": "plain" } } } }
          ]
        }
        """#
      try bnlab.write(study, to: "s.jsonc")
      let plan = try bnlab.run(["reproduce", "./s.jsonc", "--dry-run"])
      #expect(
        plan.errors.contains("1 study, 6 runs: 0 are finished, 3 to train, which serve 3 others, about"),
        "\(plan.errors)")
      #expect(plan.output.contains("\(Self.cheap), seed 1 will be served by runs/\(Self.plain)/seed-1\n"))
    }
  }

  /// The name of a variant, as tables print it, means the experiment with its overrides.
  @Test func printedNamesMeanTheVariants() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(
        try bnlab.run(["run", "circles-baseline", "--epochs", "3", "--seeds", "1..2", "--quiet"]).status == 0)
      let set = ["circles-baseline", "--epochs", "3", "--set", "training.evaluate_train=false"]
      let read = ["--no-run", "--format", "csv"]
      let named = try bnlab.run(["compare", Self.cheap, "circles-baseline+training.epochs=3"] + read)
      #expect(named.status == 0, "\(named.errors)")
      #expect(
        try bnlab.run(["compare"] + set + read).output.split(separator: "\n").allSatisfy(
          named.output.contains))
      #expect(try bnlab.run(["show", Self.cheap]).output == bnlab.run(["show"] + set).output)
      let run = try bnlab.run(["run", Self.plain, "--seed", "3", "--quiet"])
      #expect(run.status == 0 && bnlab.exists("runs/\(Self.plain)/seed-3/run.json"), "\(run.errors)")
      let further = try bnlab.run(["run", Self.plain, "--set", "training.batch_size=64", "--dry-run"])
      #expect(
        further.output
          == "circles-baseline+training.batch_size=64+training.epochs=3, seed 1 has not been run\n")
      #expect(try bnlab.run(["run", "nothing+training.epochs=3"]).errors.contains(#"experiment "nothing""#))
    }
  }

  @Test func commandsReadTheServingFolder() throws {
    try BnlabProcess.withBnlab { bnlab in
      let epochs = ["circles-baseline", "--epochs", "3"]
      let evaluation = ["--set", "training.evaluate_train=false"]
      #expect(try bnlab.run(["run"] + epochs + ["--quiet"]).status == 0)
      let run = try bnlab.run(["run"] + epochs + evaluation)
      #expect(run.status == 0)
      #expect(run.errors.contains("\(Self.cheap), seed 1 is served by runs/\(Self.plain)/seed-1"))
      #expect(run.output.contains("    runs/\(Self.plain)/seed-1\n") && !run.output.contains("train_eval"))
      #expect(!bnlab.exists("runs/\(Self.cheap)"))
      // The same output as if it had been trained itself, apart from the times, and the curves in full.
      func comparison(_ folder: String, _ more: [String]) throws -> String {
        let compare = ["compare", "circles-after-activation"] + epochs + evaluation
        let result = try bnlab.run(
          compare + ["--runs-dir", folder, "--curves", "curves.csv", "--quiet"] + more)
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n").filter {
          !$0.hasSuffix(" ms") && !$0.hasSuffix(" s")
        }
        return try lines.joined(separator: "\n") + bnlab.read("curves.csv")
      }
      let served = try comparison("runs", [])
      #expect(served.contains("test_accuracy") && !served.contains("train_eval"))
      #expect(try comparison("alone", []) == served)
      #expect(try comparison("runs", ["--no-run"]) == served)

      let inspect = ["inspect", "circles-baseline", "--set", "training.epochs=3"] + evaluation + ["--quiet"]
      let inspection = try bnlab.run(inspect)
      #expect(inspection.status == 0, "\(inspection.errors)")
      #expect(try bnlab.run(inspect + ["--runs-dir", "alone"]).output == inspection.output)
      #expect(!bnlab.exists("runs/\(Self.cheap)"))
      // Earlier runs are ignored on demand.
      #expect(try bnlab.run(["run", "--fresh", "--quiet"] + epochs + evaluation).status == 0)
      #expect(bnlab.exists("runs/\(Self.cheap)/seed-1/run.json"))
    }
  }

  /// What only reads names the damaged file and ends with 65; what trains warns and leaves it.
  @Test func damagedRunsThatWouldServeAreReported() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(["run", "circles-baseline", "--epochs", "3", "--quiet"]).status == 0)
      let metrics = "runs/\(Self.plain)/seed-1/metrics.csv"
      let damaged = try bnlab.read(metrics) + "x\n"
      try bnlab.write(damaged, to: metrics)
      let evaluation = ["--set", "training.evaluate_train=false"]
      for command in [
        ["compare", "circles-baseline", "--epochs", "3", "--no-run"],
        ["inspect", "circles-baseline", "--set", "training.epochs=3", "--no-run"],
      ] {
        let result = try bnlab.run(command + evaluation)
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.contains(metrics), "\(result.errors)")
      }
      try bnlab.write(Self.study, to: "experiments/studies/s.jsonc")
      let reproduced = try bnlab.run(["reproduce", "s", "--seeds", "1"])
      #expect(
        reproduced.errors.contains(
          "Warning: \(Self.cheap), seed 1 is trained itself, since the run that would serve it is damaged: "
            + metrics), "\(reproduced.errors)")
      #expect(reproduced.errors.contains("'bnlab run' of that experiment and seed trains it again"))
      #expect(try bnlab.read(metrics) == damaged && bnlab.exists("runs/\(Self.cheap)/seed-1/run.json"))
    }
  }
}
