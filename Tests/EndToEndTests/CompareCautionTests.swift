import Foundation
import Testing

/// What `compare` says where figures prove less than they seem to.
@Suite struct CompareCautionTests {
  private func compare(_ bnlab: BnlabProcess, _ arguments: [String]) throws -> String {
    let result = try bnlab.run(["compare"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// Momentum hardly matters in the third decimal, and three seeds prove nothing.
  @Test func aGridOfNearlyEqualCellsNamesNoWinner() throws {
    try BnlabProcess.withBnlab { bnlab in
      let grid = [
        "circles-after-activation", "--epochs", "5", "--metric", "test_loss", "--grid",
        "model.2.batch_norm.momentum=[0.9,0.901,0.902]",
      ]
      let few = try compare(bnlab, grid + ["--seeds", "1..3"])
      #expect(few.contains("No cell wins in test_loss: "))
      #expect(!few.contains("better than") && !few.contains("worse than"))
    }
  }

  /// At a hundredth of the rate next to nothing is learned in ten epochs. Eight seeds have 2⁷ patterns.
  @Test func aClearWinnerIsNamed() throws {
    try BnlabProcess.withBnlab { bnlab in
      let text = try compare(
        bnlab,
        [
          "circles-after-activation", "--epochs", "10", "--metric", "test_loss", "--seeds", "1..8", "--grid",
          "optimizer.sgd.learning_rate=[0.0001,0.01,0.00005]",
        ])
      #expect(
        text.contains(
          "The best cell in test_loss, circles-after-activation+learning_rate=0.01, is better than each of the 2"
        ),
        "\(text)")
    }
  }

  @Test func seedsWithoutEffectAreOneRun() throws {
    try BnlabProcess.withBnlab { bnlab in
      let fixed = ["--set", "training.shuffle=false", "--epochs", "2", "--seeds", "1..5"]
      let weights = (try bnlab.run(["run", "circles-baseline", "--epochs", "2"])).status
      #expect(weights == 0)
      let path = "runs/circles-baseline+training.epochs=2/seed-1/weights.safetensors"
      let text = try compare(
        bnlab,
        ["circles-baseline", "--set", "initial_weights=\(path)", "--grid", "training.batch_size=[50,100]"]
          + fixed)
      #expect(text.contains("Warning: the seed has no effect on circles-baseline+batch_size=50: "), "\(text)")
      #expect(!text.contains("5 pairs") && !text.contains(" ± "))
      let random = try compare(bnlab, ["circles-baseline", "circles-after-activation"] + fixed)
      #expect(!random.contains("no effect") && random.contains("5 pairs"))
    }
  }

  @Test func differentDataAreNamed() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(
        #"{ "extends": "circles-baseline", "training": { "epochs": 2 } }"#, to: "experiments/base.jsonc")
      try bnlab.write(
        #"{ "extends": "base", "dataset": { "circles": { "noise": 0.3, "random_state": 7 } } }"#,
        to: "experiments/other.jsonc")
      let text = try compare(bnlab, ["base", "other", "--seeds", "1..2"])
      #expect(text.contains("Warning: different data in base − other: "), "\(text)")
      #expect(
        text.contains("dataset.circles.noise: 0.3 → ") && text.contains("dataset.circles.random_state: 7 → "))
      let same = try compare(bnlab, ["base", "circles-after-activation", "--epochs", "2", "--seeds", "1..2"])
      #expect(!same.contains("different data"))
    }
  }
}
