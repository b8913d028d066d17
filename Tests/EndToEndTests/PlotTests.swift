import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// `bnlab plot`, from the command line to figures in files and in the terminal.
@Suite struct PlotTests {
  private static let short = [
    "circles-baseline", "circles-after-activation", "--seeds", "1..3", "--set", "training.epochs=4",
    "--quiet",
  ]

  @Test func curvesAreDrawnAndWritten() throws {
    try BnlabProcess.withBnlab { bnlab in
      let drawn = try bnlab.run(
        ["plot"] + Self.short + ["--output", "a.svg", "--csv", "a.csv"])
      try #require(drawn.status == 0, "\(drawn.errors)")
      #expect(drawn.output.isEmpty && drawn.errors.isEmpty)
      let svg = try bnlab.read("a.svg")
      #expect(XMLParser(data: Data(svg.utf8)).parse())
      for text in ["circles-baseline", "circles-after-activation", "training", "epoch", "95 % confidence"] {
        #expect(svg.contains(text), "\(text)")
      }
      // Of two experiments the test's and the training's means, and three thin lines for each.
      #expect(svg.components(separatedBy: "stroke-width=\"1\" stroke-opacity=\"0.4\"").count - 1 >= 12)
      let lines = try bnlab.read("a.csv").split(separator: "\n")
      #expect(lines.first == "experiment,metric,epoch,runs,mean,sd,ci_low,ci_high")
      #expect(lines.count == 1 + 2 * 2 * 4)
      #expect(lines.dropFirst().allSatisfy { $0.split(separator: ",")[3] == "3" })

      // The bytes depend neither on the file's name nor on threads; finished runs suffice.
      let again = try bnlab.run(
        ["plot"] + Self.short + ["--output", "-", "--no-run", "--threads", "2"])
      #expect(again.status == 0 && again.output == svg)
    }
  }

  @Test func withoutOutputFiguresAreDrawnInTheTerminal() throws {
    try BnlabProcess.withBnlab { bnlab in
      for (width, locale) in [("50", "C.UTF-8"), ("80", "C"), ("200", "en_US.UTF-8")] {
        let drawn = try bnlab.run(
          ["plot"] + Self.short, environment: ["COLUMNS": width, "LC_ALL": locale])
        try #require(drawn.status == 0, "\(drawn.errors)")
        #expect(drawn.output.contains("circles-after-activation"))
        #expect(!drawn.output.contains("\u{1B}"))
        #expect(drawn.output.unicodeScalars.allSatisfy(\.isASCII) == (locale == "C"))
        // None of the characters in use is wider than one column.
        for line in drawn.output.split(separator: "\n") { #expect(line.count <= Int(width) ?? 0, "\(line)") }
      }
    }
  }

  @Test(arguments: [
    (["plot", "circles-baselin"], 66, "circles-baseline"),
    (["plot", "circles-baseline", "--figure", "curve"], 64, "curves"),
    (["plot", "circles-baseline", "--no-run"], 66, "no finished run"),
    (["plot", "circles-baseline", "--partial"], 64, "--no-run"),
    (["plot", "circles-baseline", "--output", "no/such/a.svg"], 74, "no/such"),
    (["plot", "circles", "--output", "a.svg", "--dry-run"], 64, "need a folder"),
    (["plot", "circles-baseline", "--csv", "a.svg", "--output", "a.svg"], 64, "both go to a.svg"),
  ])
  func mistakesAreReportedBeforeTraining(arguments: [String], status: Int, message: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(arguments)
      #expect(Int(result.status) == status, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(!bnlab.exists("runs") && !bnlab.exists("a.svg"))
    }
  }
}
