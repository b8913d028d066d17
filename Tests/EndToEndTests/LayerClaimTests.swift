import Foundation
import Testing

/// Claims about layers, as a shell sees them.
@Suite struct LayerClaimTests {
  private static let study = LayerStudy.text(
    #"""
        { "name": "gradient", "says": "s", "is": { "greater": { "than": { "layer": 0, "at": 0 }, "by": -999 } },
          "figure": { "experiment": "short", "layer": 2, "statistic": "gradient_norm", "samples": 128 } },
        { "name": "metric", "says": "s", "is": { "between": { "low": -99 } },
          "figure": { "experiment": "short", "metric": "test_loss", "worst_step": true } },
    """#)

  private struct Verdicts: Decodable {
    struct Study: Decodable { let claims: [Claim] }
    struct Claim: Decodable {
      let figure: Figure
      let than: Figure?
    }
    struct Figure: Decodable { let values: [Value] }
    struct Value: Decodable {
      let seed: Int
      let value: Double
    }
    let studies: [Study]
  }

  private struct Asserted: Decodable {
    struct Assertion: Decodable {
      let left: Double
      let holds: Bool
    }
    let assertions: [Assertion]
  }

  /// The value of a layer in the CSV of `bnlab inspect`.
  private static func inspected(
    _ bnlab: BnlabProcess, _ column: String, layer: Int, seed: Int, epoch: Int
  ) throws -> Double {
    let result = try bnlab.run([
      "inspect", "circles-after-activation", "--set", "training.epochs=2", "--samples", "128", "--seed",
      String(seed), "--epochs", String(epoch), "--format", "csv", "--quiet",
    ])
    try #require(result.status == 0, "\(result.errors)")
    let rows = result.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let place = try #require(rows[0].firstIndex(of: column))
    let row = try #require(rows.first { $0[0] == "layer" && $0[4] == String(layer) })
    return try #require(Double(row[place]))
  }

  /// The figures are those that `inspect` shows, for the finished and for the initial weights.
  @Test func claimsHaveTheFiguresOfInspect() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "layers.jsonc")
      let result = try bnlab.run(["reproduce", "./layers.jsonc", "--format", "json", "--quiet"])
      try #require(result.status == 0, "\(result.errors)")
      let claims = try JSONDecoder().decode(Verdicts.self, from: Data(result.output.utf8)).studies[0].claims
      for seed in [1, 2] {
        func value(_ figure: Verdicts.Figure?) -> Double? { figure?.values.first { $0.seed == seed }?.value }
        #expect(
          try value(claims[0].figure) == Self.inspected(bnlab, "zeros", layer: 1, seed: seed, epoch: 2))
        #expect(
          try value(claims[1].figure)
            == Self.inspected(bnlab, "gradient_norm", layer: 2, seed: seed, epoch: 2))
        #expect(
          try value(claims[1].than) == Self.inspected(bnlab, "gradient_norm", layer: 0, seed: seed, epoch: 0))
      }
      // So have assertions.
      let asserted = try bnlab.run([
        "compare", "circles-after-activation", "--epochs", "2", "--seeds", "2", "--format", "json",
        "--assert",
        "circles-after-activation.initial_layer(0, gradient_norm, 128) == 0 +- 1000", "--assert",
        "circles-after-activation.layer(1, zeros, 128) < -1",
      ])
      #expect(asserted.status == 1, "\(asserted.errors)")
      let assertions = try JSONDecoder().decode(Asserted.self, from: Data(asserted.output.utf8)).assertions
      #expect(
        try assertions.map(\.left) == [
          Self.inspected(bnlab, "gradient_norm", layer: 0, seed: 2, epoch: 0),
          Self.inspected(bnlab, "zeros", layer: 1, seed: 2, epoch: 2),
        ])
      #expect(assertions.map(\.holds) == [true, false])
      // The finished runs are enough for `compare`.
      let compared = try bnlab.run([
        "compare", "short", "--claims", "layers.jsonc", "--no-run", "--format", "csv",
      ])
      #expect(compared.status == 0, "\(compared.errors)")
      #expect(
        compared.output.contains("claim,short,short,gradient_norm of layer 2 in 128 samples,")
          && compared.output.contains("claim,short,,zeros of layer 1 in 128 samples,"))
      try FileManager.default.removeItem(
        at: bnlab.directory.appendingPathComponent(
          "runs/circles-after-activation+training.epochs=2/seed-2/weights.safetensors"))
      let broken = try bnlab.run(["compare", "short", "--claims", "layers.jsonc", "--no-run"])
      #expect(broken.status == 65 && broken.errors.contains("seed-2/weights.safetensors"), "\(broken.errors)")
    }
  }

  @Test func aDryRunComputesNothing() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study, to: "layers.jsonc")
      for command in [["reproduce", "./layers.jsonc"], ["compare", "--claims", "layers.jsonc"]] {
        #expect(try bnlab.run(command + ["--dry-run"]).status == 0)
      }
      #expect(!bnlab.exists("runs"))
    }
  }

  /// Before anything is trained.
  @Test func tooManySamplesAreReportedWithALocation() throws {
    try BnlabProcess.withBnlab { bnlab in
      try bnlab.write(Self.study.replacingOccurrences(of: "128", with: "501"), to: "many.jsonc")
      for command in [
        ["check", "many.jsonc"], ["reproduce", "./many.jsonc"], ["compare", "--claims", "many.jsonc"],
      ] {
        let result = try bnlab.run(command)
        #expect(result.status == 65)
        #expect(
          result.errors.contains(
            "many.jsonc:5:87: claims[0].figure.samples: there are no 501 samples: the test set of "
              + "circles-after-activation+training.epochs=2 has 500"), "\(result.errors)")
      }
      #expect(!bnlab.exists("runs"))
    }
  }

  @Test func inspectOptionsExcludeEachOther() throws {
    try BnlabProcess.withBnlab { bnlab in
      for options in [
        ["--samples", "3", "--sample", "1"], ["--samples", "3", "--batch", "3"],
      ] {
        #expect(try bnlab.run(["inspect", "circles-baseline"] + options).status == 64)
      }
      let many = try bnlab.run(["inspect", "circles-baseline", "--samples", "501"])
      #expect(many.status == 64 && many.errors.contains("the test set has only 500 samples, not 501"))
    }
  }
}
