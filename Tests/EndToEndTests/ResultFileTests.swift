import Foundation
import Testing

/// The files that results are written to, and their content if runs fail.
@Suite struct ResultFileTests {
  private static let compare = [
    "compare", "circles-baseline", "--epochs", "2", "--seeds", "1..2", "--quiet", "--metric", "test_loss",
  ]

  @Test func theTargetOfALinkIsWritten() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("old", to: "real.json")
      let link = bnlab.directory.appendingPathComponent("link.json").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
      #expect(try bnlab.run(Self.compare + ["--format", "json", "--output", "link.json"]).status == 0)
      #expect(try bnlab.read("real.json").contains("\"kind\": \"comparison\""))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
    }
  }

  @Test func aDashIsStandardOutput() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(Self.compare + ["--format", "csv", "--output", "-"])
      #expect(result.status == 0 && result.output.hasPrefix("row,experiment,"), "\(result.errors)")
      #expect(try bnlab.run(Self.compare + ["--format", "csv"]).output == result.output)
      let curves = try bnlab.run(Self.compare + ["--output", "o.txt", "--curves", "-"])
      #expect(curves.status == 0 && curves.output.hasPrefix("experiment,metric,epoch,"), "\(curves.errors)")
      #expect(!bnlab.exists("-"))
    }
  }

  /// If the output file is the file of standard output, the result must not be written a second time over the beginning.
  @Test func theOutputFileMayBeStandardOutput() throws {
    try BnlabProcess.withBnlab { bnlab in
      // The tests redirect standard output to this file.
      let result = try bnlab.run(Self.compare + ["--format", "csv", "--output", ".stdout"])
      #expect(result.status == 0 && result.output.hasPrefix("row,experiment,"))
      #expect(!result.output.contains("Experiments"))
    }
  }

  @Test func filesThatCannotBeWrittenAreReportedBeforeTraining() throws {
    try BnlabProcess.withBnlab { bnlab in
      for (options, status, message) in [
        (["--output", "a", "--curves", "./a"], 64, "--output and --curves both go to ./a"),
        (["--curves", "-"], 64, "the result and --curves both go to standard output"),
        (["--output", "no/a"], 74, "cannot write no/a: there is no folder no/"),
        (["--curves", "."], 74, "cannot write .: it is a folder"),
        (["--summary"], 74, "GITHUB_STEP_SUMMARY: cannot write no/sum: there is no folder no/"),
      ] {
        let result = try bnlab.run(
          Self.compare + options, environment: ["GITHUB_STEP_SUMMARY": "no/sum"])
        #expect(result.status == Int32(status), "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
      }
      #expect(!bnlab.exists("runs"))
    }
  }

  @Test func summariesAreAppended() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("before\n", to: "s.md")
      let file = bnlab.directory.appendingPathComponent("s.md")
      for _ in 0..<2 {
        let result = try bnlab.run(
          Self.compare + ["--summary"], environment: ["GITHUB_STEP_SUMMARY": file.path])
        #expect(result.status == 0)
      }
      let text = try bnlab.read("s.md")
      #expect(text.hasPrefix("before\n## Experiments"))
      #expect(text.components(separatedBy: "## Experiments").count == 3)
    }
  }

  @Test func anInterruptedComparisonWritesNothing() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("good", to: "o.json")
      try bnlab.write("good", to: "c.csv")
      let status = try bnlab.runAndInterrupt(
        [
          "compare", "circles-baseline", "--seeds", "1..500", "--jobs", "1", "--format", "json", "--output",
          "o.json", "--curves", "c.csv",
        ], when: "runs/circles-baseline/seed-1/run.json")
      #expect(status == 130)
      #expect(try bnlab.read("o.json") == "good")
      #expect(try bnlab.read("c.csv") == "good")
    }
  }

  @Test func theResultContainsFailedCombinations() throws {
    try BnlabProcess.withBnlab { bnlab in
      let grid = Self.compare + ["--grid", "model.0.dense.units=[5,0]", "--output", "o"]
      let name = "circles-baseline+model.0.dense.units=0+training.epochs=2"
      for extra in [[], ["--no-run"]] {
        #expect(try bnlab.run(grid + extra + ["--format", "junit"]).status == 1)
        let xml = try bnlab.read("o")
        #expect(xml.contains(#"<testsuites name="bnlab" tests="3" failures="0" errors="1" skipped="0">"#))
        #expect(xml.contains(#"<testcase name="\#(name)" classname="bnlab.runs">"#))
        #expect(try bnlab.run(grid + extra + ["--format", "json"]).status == 1)
        #expect(try bnlab.read("o").contains("\"experiment\": \"\(name)\",\n      \"seed\": null,"))
      }
      #expect(try bnlab.run(Self.compare + ["--format", "json"]).output.contains("\"failures\": []"))
    }
  }

  @Test func theResultIsWrittenEvenIfEveryRunFails() throws {
    try BnlabProcess.withBnlab { bnlab in
      try FailingExperiment.write(bnlab)
      try bnlab.write("stale", to: "out.xml")
      let result = try bnlab.run([
        "compare", "failing.jsonc", "--seeds", "1..3", "--format", "junit", "--output", "out.xml",
        "--assert", "failing.test_loss < 1",
      ])
      // All runs fail because of the spec.
      #expect(result.status == 65)
      #expect(result.output.contains("failing, seeds 1..3: failing.jsonc:1:"), "\(result.output)")
      #expect(try bnlab.read("out.xml").contains(#"tests="4" failures="1" errors="3""#))
    }
  }
}

/// An experiment whose runs fail, but only when they are prepared for training: its initial weights are those of another
/// model.
enum FailingExperiment {
  static func write(_ bnlab: BnlabProcess) throws {
    _ = try bnlab.run(["run", "circles-baseline", "--epochs", "1", "--runs-dir", "other"])
    try bnlab.write(
      #"{ "extends": "circles-baseline", "#
        + #""initial_weights": "other/circles-baseline+training.epochs=1/seed-1/weights.safetensors", "#
        + #""model": [{ "dense": { "units": 7 } }, "relu", { "dense": { "units": 1 } }, "sigmoid"] }"#,
      to: "failing.jsonc")
  }
}
