import Experiments
import Testing

@testable import Engine
@testable import Reporting

/// Claims about layers of networks in which the same index is another layer.
@Suite struct LayerCaveatTests {
  private func summary(_ name: String, _ model: [LayerSpec]) -> ExperimentSummary {
    var run = run(name, [.testLoss: [0.5]])
    run.spec = spec()
    run.spec?.model = model
    return ExperimentSummary.summaries(of: [run])[0]
  }

  private func caveats(_ text: String) throws -> [String] {
    let (dense, norm) = (
      LayerSpec(Dense.Configuration(units: 3)), LayerSpec(BatchNorm.Configuration())
    )
    let (relu, tanh) = (
      LayerSpec(Activation.Configuration(.relu)), LayerSpec(Activation.Configuration(.tanh))
    )
    let summaries = [
      "plain": summary("plain", [dense, relu, dense, relu, dense]),
      "normed": summary("normed", [dense, relu, norm, dense, relu, norm, dense]),
      "first": summary("first", [norm, dense, tanh, norm]),
    ]
    let claim = ClaimSpec(name: "c", says: "s", statement: .assertion(try Assertion(parsing: text)))
    let finding = ClaimFinding(claim, summaries, confidence: .percent95)
    #expect(finding.caveats.allSatisfy { finding.sentence.hasSuffix(". " + $0) })
    return finding.caveats
  }

  @Test(arguments: [
    "plain.layer(3, zeros, 8) >= normed.layer(4, zeros, 8)",
    "plain.layer(1, zeros, 8) >= first.layer(2, zeros, 8)",
    // Layers of one network, and the same layers of another one.
    "plain.layer(1, zeros, 8) >= plain.layer(3, zeros, 8)",
    "plain.layer(1, zeros, 8) - plain.layer(3, zeros, 8) >= normed.layer(1, zeros, 8) - normed.layer(4, zeros, 8)",
    "plain.layer(input, mean, 8) >= first.layer(input, mean, 8)", "plain.layer(3, zeros, 8) <= 1",
    "plain.test_loss <= normed.test_loss",
  ])
  func theSameLayersNeedNoRemark(text: String) throws {
    #expect(try caveats(text) == [])
  }

  @Test func otherLayersAreNamed() throws {
    #expect(
      try caveats("plain.layer(3, zeros, 8) >= normed.layer(3, zeros, 8)") == [
        "Not the same layers: in plain layer 3 is relu, activation 2, in normed layer 3 is dense, weighted layer 2."
      ])
    // Of the same kind, but with another one before it.
    #expect(
      try caveats("normed.layer(2, mean, 8) >= first.layer(3, mean, 8)") == [
        "Not the same layers: in normed layer 2 is batch_norm 1, in first layer 3 is batch_norm 2."
      ])
  }
}
