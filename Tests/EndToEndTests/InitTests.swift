import Foundation
import Testing

/// `bnlab init`: from a table or arrays to two experiments that run.
@Suite struct InitTests {
  /// Twelve plants of two kinds, with an index and a column of texts.
  private static let table =
    ",length,note,kind\n"
    + (0..<12).map { "\($0),\(Double($0 % 2) + Double($0) / 20),n\($0),\($0 % 2 == 0 ? "fern" : "rose")\n" }
    .joined()

  @Test func aTableRunsAtOnce() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.table, to: "plants.csv")
      let made = try bnlab.run(["init", "plants", "--csv", "plants.csv"])
      try #require(made.status == 0, "\(made.errors)")
      for sentence in [
        "A table of 12 rows, 1 feature each.", "Label: the column 'kind' (taken as the last column;",
        "2 classes, with their samples: fern 6, rose 6.",
        "Left out: the first column, which numbers the rows: an index.",
        "Left out: the column 'note', which has texts ('n0' on line 2)",
        "Test set: 3 of the 12 samples, chosen at random", "experiments/plants-without-bn.jsonc",
      ] { #expect(made.output.contains(sentence), "\(sentence): \(made.output)") }
      #expect(
        try bnlab.read("experiments/plants.jsonc").contains("// - 2 classes, with their samples: fern 6"))
      #expect(try bnlab.run(["check", "plants", "plants-without-bn"]).status == 0)
      let compare = try bnlab.run(["compare", "plants", "plants-without-bn", "--quiet", "--epochs", "2"])
      #expect(compare.status == 0 && !compare.errors.contains("arning"), "\(compare.errors)")
      // Nothing is overwritten.
      let text = try bnlab.read("experiments/plants.jsonc")
      let again = try bnlab.run(["init", "plants", "--csv", "plants.csv"])
      #expect(again.status == 64 && again.errors.contains("is taken by experiments/plants.jsonc"))
      #expect(try bnlab.read("experiments/plants.jsonc") == text)
    }
  }

  @Test func mistakesLeaveNoFile() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.table, to: "plants.csv")
      try bnlab.write("a;y\n1,5;0\n", to: "german.csv")
      for (arguments, status, message) in [
        (["init", "x", "--csv", "none.csv"], 66, "none.csv"),
        (
          ["init", "x", "--csv", "german.csv"], 65,
          "german.csv:1:1: only one column; fields must be separated by commas"
        ),
        (["init", "A", "--csv", "plants.csv"], 64, "the name 'A' is taken by a built-in experiment"),
        (["init", "circles", "--csv", "plants.csv"], 64, "is taken by a study"),
        (["init", "a/b", "--csv", "plants.csv"], 64, "give a name, not a path"),
        (["init", "x", "--csv", "plants.csv", "--label", "kin"], 65, "no column is named 'kin'"),
        (["init", "x"], 64, "--csv <file>"),
        (["init", "x", "--npy", "x.npy"], 64, "y"),
      ] as [([String], Int32, String)] {
        let result = try bnlab.run(arguments)
        #expect(result.status == status && result.errors.contains(message), "\(arguments): \(result)")
      }
      #expect(
        !FileManager.default.fileExists(atPath: bnlab.directory.appendingPathComponent("experiments").path))
    }
  }
}
