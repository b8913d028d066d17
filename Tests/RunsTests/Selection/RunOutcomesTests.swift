import Experiments
import System
import Testing
import Training

@testable import Runs

@Suite struct RunOutcomesTests {
  private let runs: [SelectedRun]

  init() throws {
    let library = Fixture.library(["/work/experiments/a.json": Fixture.circles()])
    runs = try ExperimentSelection(["a"], library: library).planned(Fixture.data) { _ in }
      .runs(RunSettings(runsDirectory: "/none", data: Fixture.data)) { _ in [1, 2, 3] }
  }

  private func outcome(
    _ name: String = "a", seed: UInt64, divergedAt epoch: Int? = nil, point: DivergencePoint? = nil,
    _ onDivergence: OnDivergence = .continue, _ decision: RunDecision = .train(.new)
  ) -> RunSession.Outcome {
    var spec = runs[0].session.spec
    spec.training.onDivergence = onDivergence
    let record = RunRecord(
      name: name, seed: seed, spec: spec, final: EpochRecord(epoch: 1, values: [:]), best: [:],
      epochs: [], divergedAtEpoch: epoch, divergence: point, threads: 1, simd: "", fusedMultiplyAdd: true,
      machine: "",
      version: "", dataChecksums: [:], parameterCount: 0)
    return RunSession.Outcome(record: record, epochs: [], folder: "", decision: decision)
  }

  @Test func failuresAreToldOnceAndKeptForEveryRun() {
    let error = FileError(.write, "/none", .system(.permissionDenied))
    let cell = FailedRun(experiment: "a+x", seed: nil, failure: Failure("x", .badContent))
    let outcomes = RunOutcomes(
      runs, [.success(outcome(seed: 1)), .failure(error), .failure(error)], failedCells: [cell])
    #expect(outcomes.finished.map(\.record.seed) == [1])
    #expect(outcomes.failed.map(\.seed) == [nil, 2, 3])
    #expect(outcomes.failures == [cell.failure, Failure(error)])
    #expect(!outcomes.isInterrupted)
  }

  @Test func oneInterruptionInterruptsAll() {
    let outcomes = RunOutcomes(
      runs,
      [
        .success(outcome(seed: 1)), .failure(FileError(.write, "/none", .system(.permissionDenied))),
        .failure(RunInterrupted()),
      ])
    #expect(outcomes.isInterrupted)
  }

  /// Runs that had diverged before are not told again.
  @Test func divergencesOfNewRunsAreSummedUp() {
    func divergence(_ outcomes: RunSession.Outcome...) -> String? {
      RunOutcomes(runs, outcomes.map { .success($0) }).divergence
    }
    #expect(divergence(outcome(seed: 1), outcome(seed: 2)) == nil)
    #expect(
      divergence(outcome(seed: 1), outcome(seed: 2, divergedAt: 4)) == "a, seed 2 diverged at epoch 4")
    #expect(
      divergence(outcome(seed: 1, divergedAt: 3), outcome(seed: 2), outcome(seed: 3, divergedAt: 4))
        == "2 of 3 runs of a diverged: seed 1 at epoch 3, 3 at epoch 4")
    #expect(divergence(outcome(seed: 1, divergedAt: 3, .continue, .upToDate)) == nil)
    // One sentence for a whole grid.
    #expect(
      divergence(
        outcome("a+x=1", seed: 1, divergedAt: 3), outcome("a+x=1", seed: 2, divergedAt: 4),
        outcome("a+x=3", seed: 3, divergedAt: 2))
        == "3 of 3 runs diverged: a+x=1 (seeds 1..2) and a+x=3 (seed 3)")
  }

  /// The first value that was not finite is named, also where all figures are finite.
  @Test func divergencesNameTheFirstValue() {
    let point = DivergencePoint(epoch: 3, step: 1201, value: .tensor("2.running_var"))
    func divergence(_ outcomes: RunSession.Outcome...) -> String? {
      RunOutcomes(runs, outcomes.map { .success($0) }).divergence
    }
    let text = "2.running_var is not finite after step 1201 (epoch 3)"
    #expect(
      divergence(outcome(seed: 1, point: point)) == "a, seed 1 diverged at epoch 3: \(text)")
    #expect(
      divergence(outcome(seed: 1, point: point, .stop))
        == "a, seed 1 diverged at epoch 3: \(text); the training stopped there")
    #expect(
      divergence(outcome(seed: 1, point: point), outcome(seed: 2, divergedAt: 4))
        == "2 of 2 runs of a diverged: seed 1 at epoch 3, 2 at epoch 4 (seed 1: \(text))")
  }
}
