import Foundation
import Testing

/// Claims about experiments on which the seed has no effect: constant initial weights, no shuffling, no dropout.
@Suite struct SeedlessStudyTests {
  private static let study = #"""
    {
      "title": "Without chance",
      "seeds": 3,
      "experiments": [
        { "name": "still", "experiment": "still" },
        { "name": "slow", "experiment": "still", "set": ["optimizer.sgd.learning_rate=0.0001"] },
        { "name": "varied", "experiment": "still", "set": ["training.shuffle=true"] }
      ],
      "claims": [
        {
          "name": "certain", "says": "One seed tells it all.",
          "figure": { "experiment": "still", "metric": "test_loss" },
          "is": { "greater": { "than": { "experiment": "slow" } } }
        },
        {
          "name": "constant", "says": "The constant side takes part in every pair.",
          "figure": { "experiment": "varied", "metric": "test_loss" },
          "is": { "equal": { "to": { "experiment": "still" }, "within": 5e-5 } }
        }
      ]
    }
    """#

  private static let still = #"""
    {
      "extends": "circles-baseline",
      "training": { "epochs": 2, "shuffle": false },
      "edit_model": [
        "0-", "0+={\"dense\":{\"units\":3,\"kernel_initializer\":{\"constant\":{\"value\":0.1}}}}",
        "2-", "2+={\"dense\":{\"units\":1,\"kernel_initializer\":{\"constant\":{\"value\":0.1}}}}"
      ]
    }
    """#

  @Test func theirRunsCountAsOneAndAreNotAdded() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "experiments/studies/seedless.jsonc")
      try bnlab.write(Self.still, to: "experiments/still.jsonc")
      let plain = try bnlab.run(["reproduce", "seedless"])
      #expect(
        plain.output.contains("Warning: the seed has no effect on still"), "\(plain.output) \(plain.errors)")
      let result = try bnlab.run(["reproduce", "seedless", "--settle", "--budget", "1h", "--format", "json"])
      let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      let study = try #require((json?["studies"] as? [[String: Any]])?.first)
      let claims = try #require(study["claims"] as? [[String: Any]])
      #expect(claims[0]["verdict"] as? String == "reproduced" && claims[0]["runs"] as? Int == 1)
      #expect(claims[0]["confidence_interval"] is NSNull && claims[0]["look"] as? Int == 1)
      #expect((claims[0]["sentence"] as? String)?.hasSuffix("so the value itself decides.") == true)
      #expect((claims[1]["runs"] as? Int ?? 0) >= 3 && claims[1]["confidence_interval"] is [Any])
      let experiments = try #require(study["experiments"] as? [[String: Any]])
      let seeds = Dictionary(
        uniqueKeysWithValues: experiments.map {
          ($0["name"] as? String ?? "", ($0["seeds"] as? [Int])?.count ?? 0)
        })
      #expect(seeds["still"] == 3 && seeds["slow"] == 3 && seeds["varied"] == claims[1]["runs"] as? Int)
    }
  }
}
