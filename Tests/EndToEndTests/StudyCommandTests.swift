import Foundation
import Testing

/// Studies, checks and sweeps as a shell sees them.
@Suite struct StudyCommandTests {
  /// Three epochs of the two circles, after which nobody has learned much.
  static let short =
    #"{ "name": "short", "experiment": "circles-baseline", "set": ["training.epochs=3"] }"#

  static func study(_ claims: [(name: String, relation: String)], seeds: Int = 4) -> String {
    let claims = claims.map { name, relation in
      #"""
      { "name": "\#(name)", "says": "It is so.", "figure": { "experiment": "short", "metric": "test_accuracy" },
        "is": { \#(relation) } }
      """#
    }
    return
      #"{ "seeds": \#(seeds), "quick": { "seeds": 2 }, "experiments": [\#(short)], "claims": [\#(claims.joined(separator: ","))] }"#
  }

  static let right = (name: "right", relation: #""between": { "low": 0, "high": 1 }"#)
  static let wrong = (name: "wrong", relation: #""between": { "low": 0.99 }"#)
  /// The four runs end at 0.498 to 0.514, their mean's interval at 0.493 and 0.517: wider than what is claimed.
  static let open = (name: "open", relation: #""near": { "value": 0.505, "within": 0.005 }"#)

  @Test func everyVerdictHasItsStatus() throws {
    try BnlabProcess.withBnlab { bnlab in
      for (name, claims, status) in [
        ("holds", [Self.right], 0), ("fails", [Self.right, Self.wrong, Self.open], 1),
        ("unsettled", [Self.right, Self.open], 2),
      ] {
        try bnlab.write(Self.study(claims), to: "experiments/studies/\(name).jsonc")
        let result = try bnlab.run(["reproduce", name])
        #expect(result.status == Int32(status), "\(name): \(result.errors)\(result.output)")
      }
      let json = try bnlab.run(["reproduce", "fails", "--format", "json", "--quiet"])
      #expect(
        json.output.contains("\"counts\": { \"reproduced\": 1, \"not_reproduced\": 1, \"inconclusive\": 1 }"))
      #expect(json.errors == "")
      let again = try bnlab.run(["reproduce", "unsettled"])
      #expect(again.errors.contains("1 study, 4 runs: 4 are finished, 0 to train"))
    }
  }

  /// Runs serve every study that asks for them, whatever the command that made them.
  @Test func finishedRunsAreNotTrainedAgain() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study([Self.right]), to: "experiments/studies/one.jsonc")
      try bnlab.write(Self.study([Self.right], seeds: 3), to: "experiments/studies/two.jsonc")
      let run = try bnlab.run(["run", "circles-baseline", "--epochs", "3", "--seeds", "1..2", "--quiet"])
      #expect(run.status == 0)
      let plan = try bnlab.run(["reproduce", "one", "two", "--dry-run"])
      #expect(plan.errors.contains("2 studies, 4 runs: 2 are finished, 2 to train, about"))
      #expect(plan.output.contains("circles-baseline+training.epochs=3, seed 2 is up to date\n"))
      #expect(plan.output.contains("circles-baseline+training.epochs=3, seed 3 has not been run\n"))
      #expect(try bnlab.run(["reproduce", "one", "two"]).status == 0)
      let quick = try bnlab.run(["reproduce", "one", "--quick", "--format", "json"])
      #expect(quick.output.contains("\"quick\": true") && quick.output.contains("\"seeds\": [1, 2]"))
      #expect(quick.errors.contains("Quick: one with 2 of 4 seeds."))
      let seeds = try bnlab.run(["reproduce", "one", "--seeds", "2,4", "--format", "json"])
      #expect(seeds.output.contains("\"seeds\": [2, 4]"))
    }
  }

  @Test func mistakesInStudiesAreLocated() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("{\n  \"claim\": []\n}", to: "experiments/studies/broken.jsonc")
      let broken = try bnlab.run(["reproduce", "broken"])
      #expect(broken.status == 65)
      #expect(
        broken.errors.contains(
          #"experiments/studies/broken.jsonc:2:3: claim: unknown key "claim"; did you mean "claims"?"#))
      #expect(try bnlab.run(["check", "experiments/studies/broken.jsonc"]).status == 65)
      let unknown = try bnlab.run(["reproduce", "circels"])
      #expect(unknown.status == 66)
      #expect(unknown.errors.contains(#"there is no study "circels"; did you mean "circles"?"#))
      #expect(try bnlab.run(["list"]).output.contains("broken"))
      try bnlab.write(Self.study([Self.right]), to: "mine.jsonc")
      #expect(try bnlab.run(["check", "mine.jsonc"]).output == "mine.jsonc: ok\n")
    }
  }

  @Test func assertionsDecideTheStatus() throws {
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
      let mistyped = try bnlab.run(compare + ["--assert", "circles-baselin.test_loss < 0"])
      #expect(mistyped.status == 64)
      #expect(
        mistyped.errors
          == "Error: --assert 'circles-baselin.test_loss < 0': 'circles-baselin' is not compared; did you mean "
          + "'circles-baseline'?\n")
      #expect(try bnlab.run(compare + ["--reference", "x"]).status == 64)
    }
  }

  @Test func aComparisonMayJudgeAStudysClaims() throws {
    try BnlabProcess.withBnlab { bnlab in
      let claims = [Self.right, Self.wrong].map { claim in
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
      // Of the study's seeds, since no others are asked for.
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

  /// With their overrides and seeds where nothing else is named; of some of them, only the claims about these.
  @Test func aStudyBringsItsOwnExperiments() throws {
    try BnlabProcess.withBnlab { bnlab in
      func claim(_ name: String, _ experiment: String) -> String {
        #"""
        { "name": "\#(name)", "says": "It is so.",
          "figure": { "experiment": "\#(experiment)", "metric": "test_loss" }, "is": { \#(Self.right.relation) } }
        """#
      }
      let more =
        #"{ "name": "more", "experiment": "circles-after-activation", "set": ["training.epochs=2"], "seeds": 3 }"#
      try bnlab.write(
        #"{ "seeds": 2, "experiments": [\#(Self.short), \#(more)], "claims": [\#(claim("one", "short")), \#(claim("two", "more"))] }"#,
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
      #expect(shown.status == 0 && shown.output.contains("circles-after-activation+training.epochs=2  1–3 "))
      let json = try bnlab.run(["show", "experiments/studies/both.jsonc", "--format", "json"])
      #expect(json.status == 0 && json.output.contains("\"kind\": \"study\""), "\(json.errors)")
    }
  }

  /// A run that cannot be read hides none of the others.
  @Test func damagedRunsAreReported() throws {
    try BnlabProcess.withBnlab { bnlab in
      #expect(try bnlab.run(["run", "circles-baseline", "--seeds", "1..3", "--epochs", "2"]).status == 0)
      let folder = "runs/circles-baseline+training.epochs=2"
      try bnlab.write("nonsense", to: folder + "/seed-2/metrics.csv")
      let read = ["compare", "circles-baseline", "--no-run", "--epochs", "2", "--format", "json"]
      let some = try bnlab.run(read)
      #expect(some.status == 1 && some.output.contains("\"seeds\": [1, 3]"))
      #expect(some.errors.contains("Error: \(folder)/seed-2/metrics.csv:1:1: "))
      #expect(try bnlab.run(read + ["--seeds", "2"]).status == 65)
    }
  }

  /// One line for each experiment when it is trained, and none by `--quiet` when all is there.
  @Test func divergedRunsAreToldOnce() throws {
    try BnlabProcess.withBnlab { bnlab in
      let compare = [
        "compare", "circles-baseline", "circles-after-activation", "--seeds", "1..3", "--quiet", "--set",
        #"optimizer={"sgd":{"learning_rate":1e30}}"#, "--epochs", "1",
      ]
      let first = try bnlab.run(compare)
      #expect(first.status == 0 && first.errors.split(separator: "\n").count == 2)
      #expect(first.errors.contains("Warning: 3 of 3 runs of circles-baseline+"))
      let second = try bnlab.run(compare)
      #expect(second.errors == "")
      #expect(
        second.output.contains("All with optimizer={\"sgd\":{\"learning_rate\":1e+30}}, training.epochs=1."))
      #expect(
        second.output.contains("All 3 runs of circles-baseline and all 3 runs of circles-after-activation"))
    }
  }

  /// `--no-run` reads what is there, trains nothing, and leaves out runs of another spec.
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
      let some = try bnlab.run(common + ["--epochs", "2", "--seeds", "2..4"])
      #expect(some.status == 0 && some.output.contains("\"seeds\": [2, 3]"))
      #expect(some.errors.contains("seed 4 has no finished run"))
      #expect(!bnlab.exists("runs/circles-baseline"))
      let grid = try bnlab.run(common + ["--grid", "training.epochs=[2,3]"])
      #expect(grid.status == 0)
      #expect(grid.errors.contains("circles-baseline+training.epochs=3 has no finished run in runs"))
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

  /// Cells have the folders of the same `--set`, and one that cannot run does not stop the others.
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

  /// The script that the page on studies offers does what it says: a broken assertion fails the job and hides no
  /// verdict, and an inconclusive claim fails nothing.
  @Test func theDocumentedScriptRuns() throws {
    try BnlabProcess.withBnlab { bnlab in
      let page = try String(
        contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
          .deletingLastPathComponent().appendingPathComponent("experiments/studies/README.md"),
        encoding: .utf8)
      for file in ["experiments/studies/checks.jsonc", "checks.sh"] {
        let start = try #require(page.range(of: "<!-- \(file) -->\n"))
        let block = page[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
          .dropFirst()
        try bnlab.write(block.prefix { $0 != "```" }.joined(separator: "\n") + "\n", to: file)
      }
      func runScript() throws -> Int32 {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["checks.sh"]
        shell.currentDirectoryURL = bnlab.directory
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/bin:/usr/bin"
        shell.environment = [
          "PATH": BnlabProcess.binary.deletingLastPathComponent().path + ":" + path,
          "GITHUB_STEP_SUMMARY": bnlab.directory.appendingPathComponent("summary.md").path,
        ]
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        return shell.terminationStatus
      }
      func takeResults() throws -> (checks: String, verdicts: String, summary: String) {
        let names = ["bnlab-checks.xml", "bnlab-verdicts.json", "summary.md"]
        let texts = try names.map(bnlab.read)
        for name in names {
          try FileManager.default.removeItem(at: bnlab.directory.appendingPathComponent(name))
        }
        return (texts[0], texts[1], texts[2])
      }
      #expect(try runScript() == 0)
      let right = try takeResults()
      #expect(right.checks.contains(#"failures="0" errors="0""#))
      #expect(right.verdicts.contains("\"kind\": \"verdicts\""))
      #expect(right.summary.contains("## checks: What this project relies on"))

      let script = try bnlab.read("checks.sh")
      try bnlab.write(script.replacingOccurrences(of: ">= 0.82", with: ">= 1.82"), to: "checks.sh")
      #expect(try runScript() == 1)
      let wrong = try takeResults()
      #expect(wrong.checks.contains(#"failures="1" errors="0""#))
      #expect(wrong.verdicts.contains("\"kind\": \"verdicts\""))
      #expect(wrong.summary.contains("## checks: What this project relies on"))

      try bnlab.write(script, to: "checks.sh")
      let study = try bnlab.read("experiments/studies/checks.jsonc")
      // The losses differ by 0.0227, with an interval from 0.0182 to 0.0272.
      for (by, status) in [("0.5", Int32(1)), ("0.0227", 0)] {
        try bnlab.write(
          study.replacingOccurrences(of: #""by": 0.005"#, with: "\"by\": \(by)"),
          to: "experiments/studies/checks.jsonc")
        #expect(try runScript() == status, "\(by)")
        let verdict = status == 1 ? "not_reproduced" : "inconclusive"
        #expect(try takeResults().verdicts.contains("\"verdict\": \"\(verdict)\""))
      }
    }
  }
}
