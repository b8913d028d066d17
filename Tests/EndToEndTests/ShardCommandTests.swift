import Foundation
import Testing

/// Several shares and the command that gathers them give what one call gives.
@Suite struct ShardCommandTests {
  private static let shares = 1...3

  /// Runs all shares into one folder, the last one first, and one call into another.
  /// - Parameter command: without `--runs-dir`.
  private func train(_ command: [String], _ bnlab: BnlabProcess) throws {
    var lines: [Substring] = []
    for share in Self.shares.reversed() {
      let result = try bnlab.run(
        command + ["--shard", "\(share)/3", "--runs-dir", "spread", "--format", "csv", "--quiet"])
      #expect(result.status == 0, "\(result.errors)")
      lines += result.output.split(separator: "\n").dropFirst()
    }
    let plan = try bnlab.run(command + ["--runs-dir", "whole", "--dry-run", "--format", "csv", "--quiet"])
    // Every run is in one share.
    let runs = plan.output.split(separator: "\n").dropFirst().map(Self.run)
    #expect(runs.count > 3 && lines.map(Self.run).sorted() == runs.sorted())
  }

  /// The experiment and the seed of a row.
  private static func run(_ line: Substring) -> String {
    line.split(separator: ",").prefix(2).joined(separator: ",")
  }

  /// The files of two folders are the same, apart from times.
  private func expectSameRuns(_ bnlab: BnlabProcess) throws {
    func files(_ folder: String) throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: bnlab.directory.appendingPathComponent(folder).path)
        .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".safetensors") }.sorted()
    }
    let names = try files("whole")
    #expect(try names.count > 6 && files("spread") == names)
    for name in names { #expect(try bnlab.data("spread/\(name)") == bnlab.data("whole/\(name)"), "\(name)") }
  }

  /// Times are the only figures that differ.
  private func withoutTimes(_ csv: String) -> [[Substring]] {
    let rows = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let kept = rows.first?.indices.filter { !["train_seconds", "folder"].contains(rows[0][$0]) } ?? []
    return rows.map { row in kept.map { row[$0] } }
  }

  private func expectSame(_ command: [String], gather: [String] = []) throws {
    try BnlabProcess.withBnlab { bnlab in
      try train(command, bnlab)
      let csv = ["--format", "csv", "--quiet"]
      let whole = try bnlab.run(command + ["--runs-dir", "whole"] + csv)
      #expect(whole.status == 0, "\(whole.errors)")
      let gathered = try bnlab.run(command + gather + ["--runs-dir", "spread"] + csv)
      #expect(gathered.status == 0, "\(gathered.errors)")
      #expect(withoutTimes(gathered.output) == withoutTimes(whole.output))
      try expectSameRuns(bnlab)
    }
  }

  @Test func run() throws {
    try expectSame([
      "run", "circles-baseline", "circles-after-activation", "--epochs", "2", "--seeds", "1..4",
    ])
  }

  @Test func compare() throws {
    try expectSame(
      [
        "compare", "circles-baseline", "--grid", "training.batch_size=[50,100]", "--epochs", "2", "--seeds",
        "1..4",
      ],
      gather: ["--no-run"])
  }

  /// A run that another one serves is not trained in another share.
  @Test func reproduce() throws {
    try BnlabProcess.withBnlab { bnlab in
      let study = #"""
        { "seeds": 4,
          "experiments": [
            { "name": "plain", "experiment": "circles-baseline", "set": ["training.epochs=2"] },
            { "name": "cheap", "experiment": "circles-baseline",
              "set": ["training.epochs=2", "training.evaluate_train=false"] },
            { "name": "after", "experiment": "circles-after-activation", "set": ["training.epochs=2"] } ],
          "claims": [{ "name": "one", "says": "So it is.", "assert": "after.test_loss + plain.test_loss - cheap.test_loss >= -9" }] }
        """#
      try bnlab.write(study, to: "s.jsonc")
      try train(["reproduce", "s.jsonc"], bnlab)
      let csv = ["--format", "csv", "--quiet"]
      let whole = try bnlab.run(["reproduce", "s.jsonc", "--runs-dir", "whole"] + csv)
      let gathered = try bnlab.run(["reproduce", "s.jsonc", "--runs-dir", "spread"] + csv)
      #expect(whole.output.contains(",one,") && gathered.output == whole.output)
      #expect(gathered.status == whole.status)
      try expectSameRuns(bnlab)
      #expect(!bnlab.exists("spread/circles-baseline+training.epochs=2+training.evaluate_train=false"))
    }
  }

  /// Each line says what became of a run; there are no statistics, but the command that gathers.
  @Test func aSharePrintsALineForEachRun() throws {
    try BnlabProcess.withBnlab { bnlab in
      let command = ["compare", "circles-baseline", "--epochs", "2", "--seeds", "1..4"]
      let result = try bnlab.run(command + ["--shard=2/2"])
      #expect(result.status == 0 && !result.output.contains("±"), "\(result.output)")
      #expect(result.output.contains("Share 2 of 2: 2 runs."))
      #expect(
        result.output.hasSuffix(
          """
            When all shares are done, this gathers them:
              bnlab compare --no-run circles-baseline --epochs 2 --seeds 1..4

          """), "\(result.output)")
      let again = try bnlab.run(command + ["--shard", "2/2"])
      #expect(again.output.split(separator: "\n").count { $0.contains("  up to date  ") } == 2)
      let plan = try bnlab.run(command + ["--shard", "1/2", "--dry-run"])
      #expect(plan.output.split(separator: "\n").count == 2 && plan.output.contains("has not been run"))
      // Four runs are at most in four of nine shares.
      let all = try (1...9).map { try bnlab.run(command + ["--shard", "\($0)/9", "--quiet"]) }
      #expect(all.filter { $0.output.hasPrefix("  Share ") && $0.output.contains(": 0 runs.") }.count == 5)
      #expect(all.allSatisfy { $0.status == 0 })
    }
  }

  @Test func failuresAreLinesOfTheirOwn() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write("x", to: "runs/circles-baseline/seed-2")
      let result = try bnlab.run(["run", "circles-baseline", "--seeds", "1..2", "--shard", "1/1"])
      #expect(result.status == 74, "\(result.errors)")
      #expect(result.output.contains("Share 1 of 1: 2 runs, 1 without a result."))
      #expect(result.output.contains("2  failed"))
    }
  }
}
