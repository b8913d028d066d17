import Datasets
import Engine
import Experiments
import Foundation
import Testing

@testable import Training

@Suite struct RunSessionTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "runs-\(UUID().uuidString)")
  private let library = DataLibrary(places: DataPlaces(dataDir: nil, environment: [:]), environment: [:])

  private func session(_ spec: ExperimentSpec, fresh: Bool = false) -> RunSession {
    RunSession(
      spec: spec, runsDirectory: directory.path, fresh: fresh, threads: 1, kernels: .best, data: library)
  }

  private func clean() { try? FileManager.default.removeItem(at: directory) }

  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  @Test func aRunLeavesItsFolder() throws {
    defer { clean() }
    let outcome = try session(Fixture.circlesSpec()).execute()
    #expect(outcome.decision == .train(.new))
    #expect(outcome.folder == directory.path + "/probe/seed-1")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: outcome.folder).sorted() == [
        "batches.csv", "metrics.csv", "run.json", "weights.safetensors",
      ])
    let text = String(decoding: try bytes(outcome.folder + "/metrics.csv"), as: UTF8.self)
    #expect(text == MetricsTable.text(outcome.epochs))
    #expect(outcome.epochs.map(\.epoch) == [1, 2, 3, 4])
    // 100 training samples in batches of 32: four batches an epoch.
    let batches = String(decoding: try bytes(outcome.folder + "/batches.csv"), as: UTF8.self)
    #expect(batches.split(separator: "\n").count == 1 + 4 * 4)
  }

  @Test func aFinishedRunIsNotTrainedAgain() throws {
    defer { clean() }
    let first = try session(Fixture.circlesSpec()).execute()
    var events = 0
    let second = try session(Fixture.circlesSpec()).execute(report: { _ in events += 1 })
    #expect(second.decision == .upToDate)
    #expect(events == 0)
    #expect(second.epochs == first.epochs)
    #expect(second.record == first.record)
  }

  @Test func whatChangesIsNamedAndTheOldRunKept() throws {
    defer { clean() }
    let first = try session(Fixture.circlesSpec()).execute()
    let old = try bytes(first.folder + "/metrics.csv")
    var changed = Fixture.circlesSpec()
    changed.optimizer = .sgd(learningRate: 0.01, momentum: 0.9, nesterov: false)
    changed.title = "Another title changes nothing"
    #expect(
      try session(changed).decide() == .train(.changed(["optimizer.sgd.learning_rate"])))
    let second = try session(changed).execute()
    #expect(try bytes(second.folder + "/metrics.csv") != old)
    #expect(try bytes(directory.path + "/probe/.replaced/seed-1-1/metrics.csv") == old)
  }

  @Test func freshTrainsAgainToTheSameBytes() throws {
    defer { clean() }
    let first = try session(Fixture.circlesSpec()).execute()
    let weights = try bytes(first.folder + "/weights.safetensors")
    let second = try session(Fixture.circlesSpec(), fresh: true).execute()
    #expect(second.decision == .train(.fresh))
    #expect(try bytes(second.folder + "/weights.safetensors") == weights)
  }

  /// A run stopped after two epochs and continued from its checkpoint ends with the bytes of an uninterrupted one.
  @Test(arguments: [
    Optimizer.Rule.sgd(learningRate: 0.05, momentum: 0.9, nesterov: true),
    .rmsprop(learningRate: 0.01, rho: 0.9, epsilon: 1e-7),
    .adam(learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
  ])
  func resumingGivesTheSameBytes(rule: Optimizer.Rule) throws {
    defer { clean() }
    let spec = TrainingSpec(epochs: 5)
    func make() throws -> Trainer { try Fixture.trainer(training: spec, rule: rule) }
    var whole = try make()
    let expected = (1...5).map { epoch in whole.run(epoch: epoch) { _ in true }?.record }

    var first = try make()
    let early = (1...2).map { epoch in first.run(epoch: epoch) { _ in true }?.record }
    let checkpoint = Checkpoint(
      epoch: 2, trainer: first, metrics: "", batches: "",
      timings: [EpochTiming(epoch: 1, trainSeconds: 0.25, evaluateSeconds: 1e-9)], identity: "this run")
    let file = checkpoint.encoded(tensorNames: first.network.namedTensors.map(\.name))

    var second = try make()
    let read = try #require(Checkpoint(decoding: file, slotCounts: second.optimizer.slots.map(\.count)))
    #expect(read.epoch == 2)
    #expect(read.identity == "this run")
    #expect(read.timings == checkpoint.timings)
    try second.resume(
      network: read.network, optimizerSteps: read.optimizerSteps, optimizerSlots: read.optimizerSlots)
    let late = (3...5).map { epoch in second.run(epoch: epoch) { _ in true }?.record }
    #expect(early + late == expected)
    #expect(second.network.namedTensors.map(\.tensor) == whole.network.namedTensors.map(\.tensor))
  }

  @Test func anInterruptedRunIsFinishedByTheNext() throws {
    defer { clean() }
    let expected = try session(Fixture.circlesSpec(name: "whole")).execute()
    var reports = 0
    #expect(throws: RunInterrupted.self) {
      try session(Fixture.circlesSpec()).execute(isCancelled: { reports > 4 }) { _ in reports += 1 }
    }
    let outcome = try session(Fixture.circlesSpec()).execute()
    #expect(outcome.epochs == expected.epochs)
    #expect(
      try bytes(outcome.folder + "/weights.safetensors") == bytes(expected.folder + "/weights.safetensors"))
  }

  @Test func brokenRecordsAreTrainedAgain() throws {
    defer { clean() }
    let first = try session(Fixture.circlesSpec()).execute()
    try Data("{".utf8).write(to: URL(fileURLWithPath: first.folder + "/run.json"))
    let second = try session(Fixture.circlesSpec()).execute()
    #expect(second.epochs == first.epochs)
  }

  @Test func planErrorsLeaveNothingBehind() {
    defer { clean() }
    var spec = Fixture.circlesSpec()
    spec.model.insert(.averagePool2D(PoolSpec()), at: 1)
    #expect(throws: PlanError.self) { try session(spec).execute() }
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }
}
