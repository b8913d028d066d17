import Experiments
import Testing

@testable import Runs

@Suite struct RunIdentityTests {
  private func record(version: String, resultsVersion: Int, spec: ExperimentSpec) -> RunRecord {
    RunRecord(
      name: spec.name, seed: 1, spec: spec, final: EpochRecord(epoch: 0, values: [:]), best: [:], epochs: [],
      divergedAtEpoch: nil, threads: 1, simd: "", fusedMultiplyAdd: true, machine: "", version: version,
      resultsVersion: resultsVersion, dataChecksums: ["train_x": "ab"], parameterCount: 0)
  }

  /// Another version of the program leaves a finished run valid; another results number does not.
  @Test func theResultsNumberCountsAndNotTheVersion() throws {
    let spec = try Fixture.circlesSpec()
    let identity = RunIdentity(spec: spec, data: ["train_x": "ab"], resultsVersion: 3)
    #expect(identity.differences(from: record(version: "9.9.9", resultsVersion: 3, spec: spec)) == [])
    #expect(
      identity.differences(from: record(version: BnlabVersion.current, resultsVersion: 2, spec: spec)) == [
        "results_version"
      ])
  }

  @Test func everyDifferenceIsNamed() throws {
    let spec = try Fixture.circlesSpec()
    let other = try Fixture.circlesSpec(settings: ["training.epochs=5"])
    let identity = RunIdentity(spec: other, data: ["train_x": "cd"], resultsVersion: 2)
    #expect(
      identity.differences(from: record(version: "", resultsVersion: 1, spec: spec)) == [
        "training.epochs", "data", "results_version",
      ])
  }

  /// A checkpoint is recognised by this text.
  @Test func theTextTellsIdentitiesApart() throws {
    let spec = try Fixture.circlesSpec()
    var otherSeed = spec
    otherSeed.training.seed = 2
    let texts = [
      RunIdentity(spec: spec, data: ["train_x": "ab"], resultsVersion: 1),
      RunIdentity(spec: spec, data: ["train_x": "ab"], resultsVersion: 2),
      RunIdentity(spec: spec, data: ["train_x": "cd"], resultsVersion: 1),
      RunIdentity(spec: otherSeed, data: ["train_x": "ab"], resultsVersion: 1),
    ].map(\.text)
    #expect(Set(texts).count == texts.count)
  }
}
