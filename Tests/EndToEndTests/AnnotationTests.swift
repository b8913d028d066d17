import Foundation
import Testing

/// What GitHub Actions reads from standard error, and shows beside the lines of the repository's files.
@Suite struct AnnotationTests {
  /// - Returns: the annotations, and what else there is on standard error.
  private func run(
    _ bnlab: BnlabProcess, _ arguments: [String], workspace: String? = nil
  ) throws -> (status: Int32, annotations: [String], others: [String]) {
    let folder = workspace ?? bnlab.directory.resolvingSymlinksInPath().path
    let result = try bnlab.run(
      arguments, environment: ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": folder])
    #expect(!result.output.contains("::error"))
    let lines = result.errors.split(separator: "\n").map(String.init)
    return (
      result.status, lines.filter { $0.hasPrefix("::") }, lines.filter { !$0.hasPrefix("::") }
    )
  }

  @Test func everyProblemOfASpecIsAtItsLine() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        "{\"extends\": \"circles-baseline\",\n \"epoch\": 1,\n \"training\": {\"batch_size\": 0}}",
        to: "experiments/mine.jsonc")
      let (status, annotations, others) = try run(bnlab, ["check", "mine"])
      #expect(status == 65 && others.isEmpty)
      try #require(annotations.count == 2, "\(annotations)")
      #expect(annotations[0].hasPrefix("::error file=experiments/mine.jsonc,line=2,col="), "\(annotations)")
      #expect(annotations[1].hasPrefix("::error file=experiments/mine.jsonc,line=3,col="), "\(annotations)")
      // In a folder of the repository, the path is still that from its root.
      let root = bnlab.directory.resolvingSymlinksInPath()
      let above = try run(bnlab, ["check", "mine"], workspace: root.deletingLastPathComponent().path)
      #expect(
        above.annotations[0].hasPrefix(
          "::error file=\(root.lastPathComponent)/experiments/mine.jsonc,line=2,"),
        "\(above.annotations)")
    }
  }

  @Test func anOptionAndABuiltInFileHaveNoPlace() throws {
    try BnlabProcess.withBnlab { bnlab in
      for setting in ["training.epoch=1", "model.0.dense.units=100000000"] {
        let (status, annotations, _) = try run(bnlab, ["run", "circles-baseline", "--set", setting])
        #expect(status == 65)
        #expect(annotations.count == 1 && annotations[0].hasPrefix("::error::"), "\(annotations)")
      }
    }
  }

  /// A study's claims at their lines: the one that fails decides the status, and the extension does not.
  @Test func failedChecksAreErrors() throws {
    try BnlabProcess.withBnlab { bnlab in
      func claim(_ name: String, _ more: String, above bound: Int) -> String {
        #"  {"name": "\#(name)",\#(more) "says": "s", "assert": "circles-linear.test_accuracy > \#(bound)"}"#
      }
      try bnlab.write(
        """
        {"seeds": 3, "claims": [
        \(claim("true", "", above: 0)),
        \(claim("false, 100 %", "", above: 1)),
        \(claim("extension", " \"of\": \"bnlab\",", above: 1))]}
        """, to: "experiments/studies/mine.jsonc")
      let short = ["--quiet", "--seeds", "1..3"]
      for command in [["reproduce", "mine"], ["compare", "--claims", "mine"]] {
        let (status, annotations, _) = try run(bnlab, command + short)
        #expect(status == 1)
        try #require(annotations.count == 1, "\(annotations)")
        #expect(
          annotations[0].hasPrefix(
            "::error file=experiments/studies/mine.jsonc,line=3,col=12::mine, claim 'false, 100 %25': Not"),
          "\(annotations)")
      }
      let (status, annotations, _) = try run(
        bnlab, ["compare", "circles-linear", "--assert", "circles-linear.test_accuracy > 1"] + short)
      #expect(status == 1)
      #expect(
        annotations.count == 1 && annotations[0].hasPrefix("::error::assertion failed: circles-linear.test"),
        "\(annotations)")
    }
  }
}
