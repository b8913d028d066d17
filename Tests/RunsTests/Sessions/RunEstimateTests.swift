import Datasets
import Experiments
import Foundation
import Testing
import Training

@testable import Runs

@Suite struct RunEstimateTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "estimates-\(UUID().uuidString)")

  private func session(_ spec: ExperimentSpec) -> RunSession {
    RunSession(
      spec: spec, runsDirectory: directory.path, fresh: false, threads: 1, kernels: .best,
      data: Fixture.data)
  }

  /// Epochs cost alike, and batch normalization is one layer more.
  @Test func theGuessFollowsTheWork() throws {
    let short = try #require(try session(Fixture.circlesSpec(epochs: 4)).estimatedSeconds())
    let long = try #require(try session(Fixture.circlesSpec(epochs: 8)).estimatedSeconds())
    let plain = try #require(try session(Fixture.circlesSpec(epochs: 4, batchNorm: false)).estimatedSeconds())
    #expect(plain > 0 && plain < short)
    #expect((long / short - 2).magnitude < 1e-9)
  }

  /// What another seed took counts more than any guess.
  @Test func aFinishedSeedTells() throws {
    defer { try? FileManager.default.removeItem(at: directory) }
    var spec = try Fixture.circlesSpec()
    let record = try session(spec).execute().record
    spec.training.seed = 2
    let recorded = record.epochs.reduce(0) { $0 + $1.trainSeconds + $1.evaluateSeconds }
    #expect(session(spec).estimatedSeconds() == recorded)
    spec.training.batchSize = 16
    #expect(session(spec).estimatedSeconds() != recorded)
  }
}
