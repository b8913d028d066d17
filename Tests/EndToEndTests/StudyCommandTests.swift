import Foundation
import Testing

/// The command `reproduce` and studies, as a shell sees them.
@Suite struct StudyCommandTests {
  /// Three epochs on the two circles. The network has not learned much by then.
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
  /// The four runs end at 0.498 to 0.514. The interval of their mean is 0.493 to 0.517, wider than the claimed one.
  static let open = (name: "open", relation: #""near": { "value": 0.505, "within": 0.005 }"#)

  /// The claims of the article would otherwise be judged on the user's network without a word.
  @Test func aLocalExperimentInABuiltInStudyIsTold() throws {
    try BnlabProcess.withBnlab { bnlab in
      let path = "experiments/circles-baseline.jsonc"
      let remark =
        "circles-baseline is the local file \(path), which differs from the built-in experiment"
      func write(_ training: String) throws {
        try bnlab.write(#"{ "extends": "circles-baseline"\#(training) }"#, to: path)
      }
      let commands = [
        ["show", "circles"], ["reproduce", "circles", "--dry-run", "--seeds", "1"],
        ["compare", "--claims", "circles", "--dry-run", "--seeds", "1"],
      ]
      try write(#", "training": { "epochs": 120 }"#)
      for command in commands {
        let result = try bnlab.run(command)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
          result.errors.components(separatedBy: "\(remark); the study judges the local one").count == 2,
          "\(result.errors)")
      }
      // Another figure than the claims need is missing: the study's line is right, the local file is not.
      try write(#", "training": { "epochs": 2 }"#)
      let broken = try bnlab.run(["reproduce", "circles", "--dry-run"])
      #expect(broken.status == 65 && broken.errors.contains("; \(remark)"), "\(broken.errors)")
      // The same experiment in other words.
      try write("")
      for command in commands {
        let result = try bnlab.run(command)
        #expect(result.status == 0 && !result.errors.contains("local"), "\(result.errors)")
      }
    }
  }

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
        json.output.contains(
          "\"counts\": { \"reproduced\": 1, \"not_reproduced\": 1, \"inconclusive\": 1, \"not_judged\": 0 }"))
      #expect(json.errors == "")
      let again = try bnlab.run(["reproduce", "unsettled"])
      #expect(again.errors.contains("1 study, 4 runs: 4 are finished, 0 to train"))
    }
  }

  /// Finished runs are used by every study that needs them, no matter which command trained them.
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

  /// A planted study. Its quick runs of eight epochs would say the opposite of the first claim, which is about the end, and
  /// what they say about the second, a number, is no verdict. The third is about epochs that they have, too. The status is
  /// 0 whatever the verdicts.
  @Test func quickStudiesDoNotReverseVerdicts() throws {
    try BnlabProcess.withBnlab { bnlab in
      func claim(_ name: String, _ at: String, _ relation: String) -> String {
        #"{ "name": "\#(name)", "says": "s", "figure": { "experiment": "long", "metric": "test_loss"\#(at) }, "is": { \#(relation) } }"#
      }
      let claims = [
        claim("falls", "", #""less": { "than": { "at": 8 }, "by": 0.001 }"#),
        claim("number", #", "at": 1"#, #""between": { "low": 5 }"#),
        claim("early", #", "at": 8"#, #""less": { "than": { "at": 1 } }"#),
      ]
      try bnlab.write(
        #"{ "seeds": 4, "quick": { "set": ["training.epochs=8"] },"#
          + #""experiments": [{ "name": "long", "experiment": "circles-baseline", "set": ["training.epochs=12"] }],"#
          + #""claims": [\#(claims.joined(separator: ","))] }"#, to: "experiments/studies/planted.jsonc")
      func verdicts(_ options: [String]) throws -> (status: Int32, verdicts: [String]) {
        let result = try bnlab.run(["reproduce", "planted", "--format", "csv"] + options)
        let rows = result.output.split(separator: "\n").dropFirst()
        return (result.status, rows.map { String($0.split(separator: ",")[2]) })
      }
      let whole = try verdicts([])
      #expect(whole.status == 1 && whole.verdicts == ["reproduced", "not_reproduced", "reproduced"])
      let quick = try verdicts(["--quick"])
      #expect(quick.status == 0 && quick.verdicts == ["not_judged", "not_judged", "reproduced"])
      // A verdict of runs that are not shortened does not change the status either.
      try bnlab.write(Self.study([Self.wrong]), to: "experiments/studies/wrong.jsonc")
      let wrong = try bnlab.run(["reproduce", "wrong", "--quick"])
      #expect(wrong.status == 0 && wrong.output.contains("1 claim: 0 reproduced, 1 not reproduced"))
    }
  }

  /// A planted study. A claim about the circles holds for a rate that learns and fails for one of nearly 0, whatever the batches;
  /// another holds always. Neither changes the status, and the runs of the study itself are used.
  @Test func choicesAreVaried() throws {
    try BnlabProcess.withBnlab { bnlab in
      let claims = [
        #"{ "name": "learns", "says": "s", "figure": { "experiment": "long", "metric": "test_loss" }, "is": { "less": { "than": { "at": 1 }, "by": 0.0001 } } }"#,
        #"{ "name": "always", "says": "s", "figure": { "experiment": "long", "metric": "test_accuracy" }, "is": { "between": { "low": 0 } } }"#,
      ]
      try bnlab.write(
        #"{ "seeds": 6, "experiments": [{ "name": "long", "experiment": "circles-baseline", "set": ["training.epochs=12"] }],"#
          + #""choices": [ { "name": "rate", "says": "It is not given.", "values": [{ "name": "usual" }, { "name": "none", "changes": [{ "set": ["optimizer.sgd.learning_rate=1e-7"] }] }] },"#
          + #"{ "name": "batch", "values": [{ "name": "32" }, { "name": "64", "changes": [{ "set": ["training.batch_size=64"], "experiments": ["long"] }], "quick": false }] } ],"#
          + #""claims": [\#(claims.joined(separator: ","))] }"#, to: "experiments/studies/open.jsonc")
      let plain = try bnlab.run(["reproduce", "open"])
      #expect(plain.status == 0, "\(plain.errors)")
      let plan = try bnlab.run(["reproduce", "open", "--choices", "--dry-run"])
      #expect(plan.errors.contains("1 study in 4 combinations, 24 runs: 6 are finished, 18 to train"))
      let result = try bnlab.run(["reproduce", "open", "--choices", "--format", "json"])
      #expect(result.status == 0, "\(result.errors)")
      let json = try Choices.decoder.decode(Choices.self, from: Data(result.output.utf8))
      let found = try #require(json.studies.first)
      #expect(found.combinations.map { $0["rate"] } == ["usual", "usual", "none", "none"])
      #expect(found.claims.map(\.counts.reproduced) == [2, 4])
      #expect(
        found.claims[0].results.map(\.verdict) == [
          "reproduced", "reproduced", "not_reproduced", "not_reproduced",
        ])
      #expect(found.claims[0].decidedBy?.choice == "rate" && found.claims[0].decidedBy?.share == 1)
      #expect(found.claims[1].decidedBy == nil)
      let quick = try bnlab.run(["reproduce", "open", "--choices", "--quick", "--dry-run"])
      #expect(quick.errors.contains("1 study in 2 combinations, 12 runs: 12 are finished"))
      try bnlab.write(Self.study([Self.right]), to: "experiments/studies/closed.jsonc")
      let closed = try bnlab.run(["reproduce", "closed", "--choices"])
      #expect(closed.status == 64 && closed.errors.contains("closed lists no \"choices\""))
    }
  }

  private struct Choices: Decodable {
    struct Study: Decodable {
      let combinations: [[String: String]]
      let claims: [Claim]
    }
    struct Claim: Decodable {
      struct Counts: Decodable { let reproduced: Int }
      struct Deciding: Decodable {
        let choice: String
        let share: Double
      }
      struct Result: Decodable { let verdict: String }
      let counts: Counts
      let decidedBy: Deciding?
      let results: [Result]
    }
    let studies: [Study]

    static var decoder: JSONDecoder {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return decoder
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
      #expect(unknown.errors.contains(#"there is no study "circels"; did you mean "circles""#))
      #expect(try bnlab.run(["list"]).output.contains("broken"))
      try bnlab.write(Self.study([Self.right]), to: "mine.jsonc")
      #expect(try bnlab.run(["check", "mine.jsonc"]).output == "mine.jsonc: ok\n")
    }
  }

  /// The script on the page about studies works as described: a failed assertion fails the job but does not hide the
  /// verdicts, and an inconclusive claim does not fail the job.
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
        try bnlab.runShell(
          "/bin/sh", ["checks.sh"],
          environment: ["GITHUB_STEP_SUMMARY": bnlab.directory.appendingPathComponent("summary.md").path]
        ).status
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
