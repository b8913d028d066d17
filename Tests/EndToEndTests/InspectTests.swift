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

  @Test func picturesAreWrittenToFiles() throws {
    try BnlabProcess.withBnlab { bnlab in
      let result = try bnlab.run([
        "inspect", "circles-before-activation", "circles-after-activation", "--set", "training.epochs=2",
        "--epochs", "0,2", "--svg", "maps.svg", "--histograms", "data.svg", "--output", "out.json",
        "--format", "json", "--quiet",
      ])
      try #require(result.status == 0, "\(result.errors)")
      #expect(result.output.contains("|gradient|"))
      let maps = try bnlab.read("maps.svg")
      for text in [
        "circles-before-activation", "circles-after-activation", "Layer 2, dense relu (50)",
        "Layer 1, dense relu (50)", "initial weights", "after epoch 2", "class 1",
      ] {
        #expect(maps.contains(text))
      }
      // Four columns of 50 units, each a group of cells.
      #expect(maps.components(separatedBy: "<g ").count == 5)
      let histograms = try bnlab.read("data.svg")
      for text in ["Raw", "Min-max", "Z-score", "mean 0, deviation 1.00"] {
        #expect(histograms.contains(text))
      }
      let json = try #require(
        try JSONSerialization.jsonObject(with: bnlab.data("out.json")) as? [String: Any])
      #expect(json["kind"] as? String == "inspection" && json["format"] as? Int == 1)
      let states = try #require(json["states"] as? [[String: Any]])
      #expect(states.compactMap { $0["epoch"] as? Int } == [0, 2, 0, 2])
      #expect((states[0]["batch_norms"] as? [[String: Any]])?.first?["channels"] as? Int == 50)
      let data = try #require((json["data"] as? [[String: Any]])?.first)
      // 500 samples of two features. Both experiments use the same data, so there is one summary.
      let bins = try #require(data["bins"] as? [Int])
      #expect(bins.reduce(0, +) == 1000)
      #expect((data["experiments"] as? [String])?.count == 2)
      let names = try FileManager.default.contentsOfDirectory(atPath: bnlab.directory.path)
      #expect(names.filter { !$0.hasPrefix(".std") }.sorted() == ["data.svg", "maps.svg", "out.json"])
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
    (["--batch", "2", "--svg", "a.svg"], 64, "--sample"),
    (["--svg", "a.svg", "--histograms", "a.svg"], 64, "both go to a.svg"),
    (["--svg", "no/such/folder/a.svg"], 74, "no/such/folder"),
    (["--histograms", "."], 74, "folder"),
    (["--set", "model=[{\"dense\":{\"units\":1}},\"sigmoid\"]", "--svg", "a.svg"], 65, "no hidden layer"),
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

  /// Layers of images and of sequences can be drawn too. The data are drawn digits.
  @Test func channelsAndStepsAreDrawn() throws {
    try BnlabProcess.withBnlab { bnlab in
      let digits =
        #""dataset": { "glyphs": { "train_samples": 40, "test_samples": 10 } }, "loss": "categorical_crossentropy""#
      let rest = #""optimizer": { "sgd": {} }, "training": { "epochs": 1 }"#
      try bnlab.write(
        """
        { \(digits), \(rest), "model": [ { "conv2d": { "filters": 3, "kernel_size": 5 } }, "tanh",
          { "max_pool2d": { "pool_size": 4 } }, "flatten", { "dense": { "units": 10 } }, "softmax" ] }
        """, to: "conv.jsonc")
      try bnlab.write(
        """
        { \(digits), \(rest), "model": [ { "lstm": { "units": 6, "return_sequences": true } }, { "lstm": { "units": 5 } },
          { "dense": { "units": 10 } }, "softmax" ] }
        """, to: "rows.jsonc")
      let result = try bnlab.run([
        "inspect", "conv.jsonc", "rows.jsonc", "--epochs", "0,1", "--sample", "3", "--svg", "maps.svg",
        "--quiet",
      ])
      try #require(result.status == 0, "\(result.errors)")
      let maps = try bnlab.read("maps.svg")
      for text in [
        "Layer 1, conv2d tanh (3, 24, 24)", "Layer 0, lstm (28, 6)", "Layer 1, lstm (5)", "Input (1, 28, 28)",
      ] {
        #expect(maps.contains(text))
      }
      // For two epochs each: the input and three channels of the first network, the input and two layers of the second.
      #expect(maps.components(separatedBy: "<g ").count == 1 + 2 * 4 + 2 * 3)
    }
  }
}
