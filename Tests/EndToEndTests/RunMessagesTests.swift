import Foundation
import Testing

/// What is said about many runs at once.
@Suite struct RunMessagesTests {
  private static let quick = ["run", "circles-baseline", "--epochs", "1"]

  @Test func manyRunsTakeOneLine() throws {
    try BnlabProcess.withBnlab { bnlab in
      let arguments = Self.quick + ["--seeds", "1..20"]
      let first = try bnlab.run(arguments)
      #expect(first.output.contains("    runs/circles-baseline+training.epochs=1/seed-1 … seed-20\n"))
      #expect(!first.errors.contains("up to date"))
      let second = try bnlab.run(arguments)
      #expect(second.errors == "20 runs are up to date\n")
      #expect(second.output == first.output)
      let more = try bnlab.run(Self.quick + ["--seeds", "1..21"])
      #expect(more.errors.hasSuffix("\n20 runs are up to date\n"), "\(more.errors)")
      #expect(
        try bnlab.run(Self.quick).errors == "circles-baseline+training.epochs=1, seed 1 is up to date\n")
    }
  }

  @Test func aGridHasOneWarning() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(
        Self.quick + ["--seeds", "1..2", "--grid", "optimizer.sgd.learning_rate=[1e30,1e31]", "--quiet"])
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(result.errors)")
      #expect(lines.first?.hasPrefix("Warning: 4 of 4 runs diverged: ") ?? false)
      let again = try bnlab.run(
        Self.quick + ["--seeds", "1..2", "--grid", "optimizer.sgd.learning_rate=[1e30,1e31]"])
      #expect(again.errors == "4 runs are up to date; 4 of them diverged\n")
      // So have runs that are missing.
      let partial = try bnlab.run(
        [
          "compare", "circles-baseline", "--epochs", "1", "--seeds", "1..5", "--no-run", "--partial",
          "--grid",
          "optimizer.sgd.learning_rate=[1e30,1e31]",
        ])
      let missing = partial.errors.split(separator: "\n").filter { $0.contains("has no finished run") }
      #expect(missing.count == 1, "\(partial.errors)")
      #expect(missing.first?.contains(", seeds 3..5: has no finished run") ?? false)
    }
  }

  /// Nothing is downloaded, since there is no program that could.
  @Test(arguments: [
    ["run", "A", "lenet5"], ["compare", "A", "B"], ["plot", "A", "lenet5"], ["report", "A", "lenet5"],
    ["reproduce", "mnist-mlp", "--quick"],
  ])
  func missingDataIsSaidOnceWithTheRemedyFirst(_ arguments: [String]) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(arguments, environment: ["PATH": "/nowhere", "HOME": bnlab.directory.path])
      #expect(result.status == 66)
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count { $0.contains("MNIST not found") } == 1, "\(result.errors)")
      #expect(
        lines.contains(
          "Error: MNIST not found: give the folder with the files as --data-dir DIR, or fetch a copy by `bnlab data fetch mnist --from URL|DIR`;"
        )
      )
      // The result names the runs that it lacks, with the message's first line.
      let shown = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(shown.components(separatedBy: "MNIST not found").count <= 2, "\(result.output)")
      #expect(!shown.contains("searched these folders"), "\(result.output)")
    }
  }
}
