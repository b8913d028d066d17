import Foundation
import Testing

/// The pages are true as far as a machine can tell: their commands are accepted, and their links lead somewhere.
@Suite struct DocumentationTests {
  private static let pages = DocumentationPage.all

  /// What commands are not of bnlab, and who runs them.
  private static let otherPrograms = [
    "swift": ".ci/run and this test run",
    ".ci/run": "it is CI", ".ci/kills": ".ci/run", ".ci/faults": ".ci/run", ".ci/fuzz": ".ci/run",
    ".ci/sanitize": ".ci/run",
    "bash": ".ci/cluster runs the scripts of bnlab batch",
    "mkdir": "makes the folder of the next line's file",
    "curl": ".ci/package installs and removes what it packed", "export": "is for the next line",
    "eval": "ShellTests", "unshare": "not every machine allows it; SECURITY.md says where",
  ]

  /// How a command of a page is tried: as it stands, unless it would train for long, measure, or need MNIST or a network.
  /// - Parameter isSmall: whether the page trains small networks on few data, so that its commands are run as they stand.
  /// - Returns: the arguments, and the exit status that they must lead to; nil if `.ci/run` tries the command instead.
  private static func attempt(
    _ words: [String], isSmall: Bool = false
  ) -> (arguments: [String], status: Int32)? {
    switch words.first {
    case _ where isSmall: return (words, 0)
    // There are no runs yet: what is read is all but them.
    case _ where words.contains("--no-run"): return (words, 66)
    // A short run, whose name the next lines know.
    case "run" where words.contains("--name"): return (words, 0)
    // Nobody answers the question.
    case "runs" where words.contains("remove") && !words.contains("--dry-run"):
      return (words + ["--dry-run"], 0)
    // The runs are planned: names, options, overrides, grids, assertions and claims are read and checked.
    case "run", "compare", "reproduce", "plot", "report":
      return (words.contains("--dry-run") ? words : words + ["--dry-run"], 0)
    // It has no dry run: one epoch on the circles, or on few drawn digits instead of MNIST.
    case "inspect":
      let short = words.map { $0 == "0,1,5,20" ? "0,1" : $0 } + ["--set", "training.epochs=1"]
      let digits = #"dataset={"glyphs":{"pixels":"0-255","train_samples":128,"test_samples":128}}"#
      return (words.contains { $0.hasPrefix("circles") } ? short : short + ["--set", digits], 0)
    // All benchmarks take a minute, and more without optimization. .ci/run runs those of the pages.
    case "bench": return nil
    default: return (words, 0)
    }
  }

  @Test(arguments: pages) func itsCommandsWork(page: DocumentationPage) throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "my-study.jsonc")
      for file in page.files { try bnlab.write(file.text, to: file.name) }
      let isSmall = page.path == OwnDataFiles.page
      if isSmall { try OwnDataFiles.write(to: bnlab) }
      for command in page.commands {
        guard command.hasPrefix("bnlab ") else {
          let program = command.split(separator: " ").first { !$0.contains("=") }.map(String.init) ?? ""
          #expect(Self.otherPrograms[program] != nil, "who runs this? \(command)")
          continue
        }
        guard let attempt = Self.attempt(try words(of: command, in: bnlab), isSmall: isSmall) else {
          continue
        }
        let result = try bnlab.run(attempt.arguments)
        #expect(result.status == attempt.status, "\(command)\n\(result.errors)")
      }
    }
  }

  /// The arguments that a shell gives to bnlab. Where the output goes is left out.
  private func words(of command: String, in bnlab: BnlabProcess) throws -> [String] {
    let script = """
      bnlab() { printf '%s\\n' "$@" >words; }
      \(command.replacing(#/ (>|\|) .*/#, with: ""))
      """
    _ = try bnlab.runShell("/bin/sh", ["-c", script])
    return try bnlab.read("words").split(separator: "\n").map(String.init)
  }

  /// That the commands are found at all.
  @Test func thereAreCommands() throws {
    let commands = Self.pages.flatMap(\.commands).filter { $0.hasPrefix("bnlab ") }
    #expect(commands.count > 50)
    let readme = try #require(Self.pages.first { $0.path == "README.md" })
    #expect(readme.commands.contains { $0.hasPrefix("bnlab compare") && $0.contains("--assert") })
    #expect(
      readme.commands.contains("swift test                                                # checks bnlab"))
  }

  @Test(arguments: pages) func itsLinksLeadSomewhere(page: DocumentationPage) {
    for link in page.links {
      guard let file = link.file else {
        Issue.record("\(link.written) leads out of the repository")
        continue
      }
      let exists = FileManager.default.fileExists(
        atPath: DocumentationPage.root.appendingPathComponent(file).path)
      #expect(exists, "\(link.written): there is no \(file)")
      if let anchor = link.anchor {
        let target = Self.pages.first { $0.path == file }
        #expect(target?.anchors.contains(anchor) == true, "\(link.written): \(file) has no such heading")
      }
    }
  }

  /// From README every page is reached by links.
  @Test func everyPageIsFound() {
    var reached: Set<String> = ["README.md"]
    var rest = Self.pages.filter { $0.path == "README.md" }
    while let page = rest.popLast() {
      for case let file? in page.links.map(\.file) where reached.insert(file).inserted {
        rest += Self.pages.filter { $0.path == file }
      }
    }
    #expect(Self.pages.map(\.path).filter { !reached.contains($0) } == [])
  }

  /// The study that pages call by this file's name.
  private static let study = """
    {
      "title": "A study of one's own",
      "seeds": 3,
      "claims": [
        {
          "name": "better", "says": "It is better.",
          "assert": "circles-after-activation.test_accuracy >= circles-baseline.test_accuracy"
        }
      ]
    }
    """
}
