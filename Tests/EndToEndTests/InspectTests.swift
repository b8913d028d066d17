import Foundation
import Testing

/// `bnlab inspect`, from the command line to tables and pictures.
@Suite struct InspectTests {
  private static let short = ["inspect", "circles-after-activation", "--set", "training.epochs=3", "--quiet"]
  private static let run = "runs/circles-after-activation+training.epochs=3/seed-1"

  /// A training that is repeated in memory gives the same weights as the run in its folder, to the last digit.
  @Test func theRepeatedTrainingGivesTheWeightsOfTheRun() throws {
    try BnlabProcess.withBnlab { bnlab in
      let repeated = try bnlab.run(Self.short + ["--epochs", "3", "--format", "csv"])
      try #require(repeated.status == 0, "\(repeated.errors)")
      #expect(!bnlab.exists("runs"))
      let trained = try bnlab.run(Self.short + ["--format", "csv"])
      try #require(trained.status == 0, "\(trained.errors)")
      #expect(trained.output == repeated.output)
      let weights = try bnlab.data("\(Self.run)/weights.safetensors")
      // The finished run is read, not trained again.
      let again = try bnlab.run(Self.short + ["--format", "csv"])
      #expect(again.output == trained.output)
      #expect(try bnlab.data("\(Self.run)/weights.safetensors") == weights)
    }
  }

  /// `--no-run` trains nothing. Missing runs are status 66, unless `--partial` accepts them; one must be there.
  @Test func finishedRunsCanBeLookedAtAlone() throws {
    try BnlabProcess.withBnlab { bnlab in
      let read = Self.short + ["--no-run", "--format", "csv"]
      let none = try bnlab.run(read)
      #expect(none.status == 66 && none.errors.contains("only 0 of 1 runs are there"))
      #expect(try bnlab.run(read + ["--partial"]).status == 66)
      #expect(!bnlab.exists("runs"))
      let trained = try bnlab.run(Self.short + ["--format", "csv"])
      #expect(try bnlab.run(read).output == trained.output)
      let two = read + ["circles-baseline"]
      let one = try bnlab.run(two)
      #expect(one.status == 66 && one.output == "" && one.errors.contains("only 1 of 2 runs are there"))
      let partial = try bnlab.run(two + ["--partial"])
      #expect(partial.status == 0 && partial.output == trained.output)
      #expect(partial.errors.contains("circles-baseline+training.epochs=3, seed 1 has no finished run"))
      #expect(try bnlab.run(read + ["--epochs", "1"]).status == 64)
    }
  }

  @Test func epochsAreFollowedThroughTheTraining() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(Self.short + ["--epochs", "0..2", "--format", "csv"])
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.errors.isEmpty)
      let lines = result.output.split(separator: "\n")
      let columns = lines[0].split(separator: ",").map(String.init)
      let mean = try #require(columns.firstIndex(of: "moving_mean"))
      let rows = lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
      // For each of three epochs there is a row for the state; rows for the input, dense, relu, batch_norm, dense and
      // sigmoid; rows for two parameters of each of three layers; and a row for the batch normalization.
      #expect(rows.count { $0[0] == "state" } == 3)
      #expect(rows.count { $0[0] == "layer" } == 18)
      #expect(rows.count { $0[0] == "parameter" } == 18)
      let norms = rows.filter { $0[0] == "batch_norm" }
      #expect(norms.map { $0[3] } == ["0", "1", "2"])
      // The moving mean starts at 0 and moves towards the mean of the outputs of relu, which is positive.
      let means = norms.compactMap { Double($0[mean]) }
      #expect(means.count == 3 && means[0] == 0 && means[1] > 0 && means[2] > means[1])
    }
  }

  @Test func jsonHasTheStates() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run([
        "inspect", "circles-before-activation", "circles-after-activation", "--set", "training.epochs=2",
        "--epochs", "0,2", "--output", "out.json", "--format", "json", "--quiet",
      ])
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("|gradient|"))
      let json = try #require(
        try JSONSerialization.jsonObject(with: bnlab.data("out.json")) as? [String: Any])
      #expect(json["kind"] as? String == "inspection" && json["format"] as? Int == 2)
      let states = try #require(json["states"] as? [[String: Any]])
      #expect(states.compactMap { $0["epoch"] as? Int } == [0, 2, 0, 2])
      #expect((states[0]["batch_norms"] as? [[String: Any]])?.first?["channels"] as? Int == 50)
      let names = try FileManager.default.contentsOfDirectory(atPath: bnlab.directory.path)
      #expect(names.filter { !$0.hasPrefix(".std") } == ["out.json"])
    }
  }

  @Test func aBatchGoesThroughInTrainingMode() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(Self.short + ["--batch", "20", "--epochs", "0"])
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("The first 20 training samples in training mode."))
      #expect(result.output.contains("With the initial weights: loss"))
    }
  }

  @Test(arguments: [
    (["--sample", "500"], 64, "500 samples, numbered from 0"),
    (["--batch", "501"], 64, "500 samples"),
    (["--epochs", "4"], 64, "3 epochs"),
    (["--epochs", "x"], 64, "0,1,5"),
    (["--output", "no/such/folder/a.json"], 74, "no/such/folder"),
    (["--svg", "a.svg"], 64, "--svg"),
  ])
  func mistakesAreReportedBeforeTraining(arguments: [String], status: Int, message: String) throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(Self.short + arguments)
      #expect(Int(result.status) == status, "\(result.errors)")
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(result.output.isEmpty && !bnlab.exists("runs") && !bnlab.exists("a.svg"))
    }
  }

  @Test func forAnUnknownExperimentASimilarNameIsSuggested() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run(["inspect", "circles-baselin"])
      #expect(result.status == 66)
      #expect(result.errors.contains("circles-baseline"), "\(result.errors)")
    }
  }
}
