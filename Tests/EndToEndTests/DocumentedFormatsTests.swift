import Foundation
import Testing

/// The JSON and CSV output of bnlab is exactly as experiments/studies/FORMATS.md describes it.
@Suite struct DocumentedFormatsTests {
  private func page() throws -> DocumentedFormats {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return DocumentedFormats(
      try String(contentsOf: root.appendingPathComponent("experiments/studies/FORMATS.md"), encoding: .utf8))
  }

  /// A study with claims that hold and claims that do not, a source, and a value that no run reaches.
  private static let study = """
    { "title": "A study", "source": { "tutorial": "An article", "url": "https://example.org", "where": "Results" }, "seeds": 6,
      "experiments": [
        { "name": "short", "experiment": "tiny" },
        { "name": "wild", "experiment": "tiny", "set": ["optimizer.sgd.learning_rate=1e30"] },
      ],
      "claims": [
        { "name": "one", "says": "So it is.", "where": "Results", "note": "Remember.",
          "figure": { "experiment": "short", "metric": "test_accuracy" }, "is": { "between": { "low": 0 } } },
        { "name": "two", "says": "So it is.", "figure": { "experiment": "short", "metric": "test_accuracy" },
          "is": { "between": { "low": 0.495 } } },
        { "name": "never", "says": "So it is.",
          "figure": { "experiment": "short", "metric": "test_accuracy", "epochs_until": 0.99 },
          "is": { "less": { "than": { "experiment": "wild" } } } },
        { "name": "layer", "says": "So it is.", "is": { "between": { "low": -1 } },
          "figure": { "experiment": "short", "layer": 0, "statistic": "sd", "samples": 8, "minus": { "at": 0 } } },
        { "name": "last", "says": "So it is.", "is": { "between": { "low": 0 } },
          "figure": { "experiment": "short", "metric": "test_loss", "last_epochs": 2 } },
        { "name": "step", "says": "So it is.", "is": { "between": { "low": 0 } },
          "figure": { "experiment": "short", "metric": "test_loss", "worst_step": true } },
        { "name": "text", "says": "So it is.", "assert": "short.test_accuracy >= short.at(test_accuracy, 1) - 9" },
        { "name": "sum", "says": "So it is.", "assert": "2 * short.test_accuracy + 9 >= short.best(test_accuracy)" },
      ] }
    """

  /// A study with a choice that decides its claim: without learning the loss does not fall.
  private static let choices = """
    { "title": "Open", "source": { "tutorial": "An article" }, "seeds": 6,
      "experiments": [{ "name": "short", "experiment": "circles-baseline", "set": ["training.epochs=12"] }],
      "choices": [{ "name": "rate", "says": "It is not given.", "values": [{ "name": "usual" },
        { "name": "none", "changes": [{ "set": ["optimizer.sgd.learning_rate=1e-20", "model.1-"] }] }] }],
      "claims": [
        { "name": "falls", "says": "So it is.", "where": "Results", "note": "Remember.",
          "figure": { "experiment": "short", "metric": "test_loss" }, "is": { "less": { "than": { "at": 1 } } } },
        { "name": "layer", "says": "So it is.", "is": { "between": { "low": 0 } },
          "figure": { "experiment": "short", "layer": 1, "statistic": "sd", "samples": 8 } },
      ] }
    """

  /// A short experiment, which inherits the source and published figures of its parent.
  private static let tiny = """
    { "extends": "circles-baseline", "training": { "epochs": 2 },
      "published": { "test_accuracy": [{ "at": 1, "value": 0.5 }, 0.846] } }
    """

  /// Labels that are texts.
  private static let plants = #"dataset={"csv":{"train":"plants.csv","test":"plants.csv"}}"#

  @Test func jsonIsAsDescribed() throws {
    try BnlabProcess.withBnlab { bnlab in
      var formats = try page()
      func check(_ arguments: [String], is kind: String, status: Int32 = 0) throws {
        let result = try bnlab.run(arguments + ["--format", "json"])
        #expect(result.status == status, "\(result.errors)")
        let value = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        #expect((value as? [String: Any])?["kind"] as? String == kind)
        formats.check(value, is: kind)
      }
      try bnlab.write(Self.study, to: "study.jsonc")
      try bnlab.write(Self.tiny, to: "experiments/tiny.jsonc")
      // A repository with one commit, as far as it is read.
      try bnlab.write(String(repeating: "1a", count: 20), to: ".git/HEAD")
      let seeds = ["--seeds", "1..6"]
      try check(["list"], is: "experiments")
      try check(["run", "tiny"] + seeds, is: "runs")
      try check(["run", "tiny", "--set", "optimizer.sgd.learning_rate=1e30"] + seeds, is: "runs")
      let overflow = "model.0.dense.kernel_regularizer={\"l2\":{\"l2\":1e30}}"
      try check(["run", "tiny", "--set", overflow, "--set", "optimizer.sgd.learning_rate=1e30"], is: "runs")
      let stopping = #"training.early_stopping={"min_delta": 9, "restore_best_weights": true}"#
      try check(["run", "tiny", "--set", stopping], is: "runs")
      try bnlab.write("a,b,plant\n1,2,fern\n3,1,rose\n", to: "plants.csv")
      try check(["run", "tiny", "--set", Self.plants], is: "runs")
      try check(["run", "tiny", "--dry-run"], is: "plan")
      try check(["run", "tiny", "--shard", "1/1"], is: "share")
      try check(["reproduce", "study.jsonc"], is: "verdicts", status: 2)
      try bnlab.write(Self.choices, to: "choices.jsonc")
      try check(["reproduce", "choices.jsonc", "--choices"], is: "choices")
      try check(
        ["reproduce", "study.jsonc", "--settle", "--budget", "1s", "--runs-dir", "other"], is: "verdicts",
        status: 2)
      let until = ["--until", "test_accuracy=0.4", "--until", "test_accuracy=0.99"]
      try check(
        ["compare", "--claims", "study.jsonc", "--assert", "short.epochs_until(test_accuracy, 0.99) > 2"]
          + until,
        is: "comparison")
      try check(["compare", "short", "--claims", "study.jsonc"] + until, is: "comparison")
      try check(["compare", "tiny", "--at", "epoch=1"] + seeds, is: "comparison")
      let grid = ["compare", "tiny", "--grid", "training.batch_size=[50,100,500]"]
      try check(grid + seeds, is: "comparison")
      try check(grid + ["--seeds", "1..2"], is: "comparison")
      let missing = [
        "compare", "tiny", "--no-run", "--partial", "--seeds", "1..7", "--assert", "tiny.test_loss < 9",
      ]
      try check(missing, is: "comparison", status: 1)
      try check(["runs"], is: "run list")
      try check(["runs", "--each"], is: "run list")
      try bnlab.write("{}", to: "runs/tiny/seed-9/run.json")
      try check(["runs", "list", "tiny"], is: "run list")
      try FileManager.default.removeItem(at: bnlab.directory.appendingPathComponent("runs/tiny/seed-9"))
      for experiment in try FileManager.default.contentsOfDirectory(
        atPath: bnlab.directory.appendingPathComponent("runs").path)
      {
        let record = try bnlab.data("runs/\(experiment)/seed-1/run.json")
        formats.check(try JSONSerialization.jsonObject(with: record), is: "run record")
      }
      #expect(formats.problems.isEmpty, "\(Set(formats.problems).sorted())")
      let all = [
        "experiments", "runs", "run record", "run list", "plan", "share", "verdicts", "choices", "comparison",
      ]
      .reduce(
        into: Set<String>()
      ) {
        $0.formUnion(formats.members(of: $1))
      }
      #expect(all.count > 100)
      #expect(all.subtracting(formats.seen).isEmpty, "\(all.subtracting(formats.seen).sorted())")
    }
  }

  @Test func csvHasTheColumnsDescribed() throws {
    try BnlabProcess.withBnlab { bnlab in
      let formats = try page()
      try bnlab.write(Self.study, to: "study.jsonc")
      try bnlab.write(Self.choices, to: "choices.jsonc")
      try bnlab.write(Self.tiny, to: "experiments/tiny.jsonc")
      for (command, arguments) in [
        ("bnlab list", ["list"]), ("bnlab run", ["run", "tiny"]), ("bnlab compare", ["compare", "tiny"]),
        ("bnlab run --shard", ["run", "tiny", "--shard", "1/2"]), ("bnlab runs", ["runs"]),
        ("bnlab reproduce", ["reproduce", "study.jsonc", "--seeds", "1..2"]),
        ("bnlab reproduce --choices", ["reproduce", "choices.jsonc", "--choices", "--seeds", "1..2"]),
      ] {
        let result = try bnlab.run(arguments + ["--format", "csv"])
        let header = try #require(result.output.split(separator: "\n").first, "\(result.errors)")
        #expect(header.split(separator: ",").map(String.init) == formats.columns[command])
      }
    }
  }
}
