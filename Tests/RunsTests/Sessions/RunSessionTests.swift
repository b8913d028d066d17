import Datasets
import Experiments
import Foundation
import System
import TestSupport
import Testing
import Training

@testable import Runs

@Suite struct RunSessionTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "runs-\(UUID().uuidString)")
  private let library = Fixture.data

  /// Writes a checkpoint after every epoch.
  private func session(_ spec: ExperimentSpec, fresh: Bool = false) -> RunSession {
    RunSession(
      spec: spec, runsDirectory: directory.path, fresh: fresh, threads: 1, kernels: .best, data: library,
      checkpointInterval: .zero)
  }

  private func clean() { try? FileManager.default.removeItem(at: directory) }

  private func bytes(_ path: String) throws -> [UInt8] { try File.contents(of: path) }

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

  /// Descriptions do not make another run, and results show today's.
  @Test func aFinishedRunIsDescribedAsTheSpecIsNow() throws {
    defer { clean() }
    let first = try session(Fixture.circlesSpec()).execute()
    var spec = try Fixture.circlesSpec()
    spec.title = "Another title"
    spec.source = SourceSpec(tutorial: "An article")
    spec.published = [.testAccuracy: 0.5]
    spec.notes = ["A note."]
    let second = try session(spec).execute()
    #expect(second.decision == .upToDate)
    #expect(second.record.spec == spec)
    #expect(first.record.spec != spec)
  }

  @Test func whatChangesIsNamedAndTheOldRunKept() throws {
    defer { clean() }
    let first = try session(Fixture.circlesSpec()).execute()
    let old = try bytes(first.folder + "/metrics.csv")
    var changed = try Fixture.circlesSpec(settings: ["optimizer.sgd.learning_rate=0.01"])
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

  @Test func anInterruptedRunIsFinishedByTheNext() throws {
    defer { clean() }
    let expected = try session(Fixture.circlesSpec(name: "whole")).execute()
    var epochs = 0
    #expect(throws: RunInterrupted.self) {
      try session(Fixture.circlesSpec()).execute(isCancelled: { epochs == 2 }) { event in
        if case .epoch = event { epochs += 1 }
      }
    }
    #expect(try session(Fixture.circlesSpec()).decide() == .train(.resumes(afterEpoch: 2)))
    #expect(try session(Fixture.circlesSpec(), fresh: true).decide() == .train(.new))
    // A checkpoint of another spec, or of another seed, is of no use.
    var other = try Fixture.circlesSpec()
    other.training.batchSize = 16
    #expect(try session(other).decide() == .train(.new))

    let outcome = try session(Fixture.circlesSpec()).execute()
    #expect(outcome.decision == .train(.resumes(afterEpoch: 2)))
    #expect(outcome.epochs == expected.epochs)
    #expect(
      try bytes(outcome.folder + "/metrics.csv") == bytes(expected.folder + "/metrics.csv"))
    #expect(
      try bytes(outcome.folder + "/batches.csv") == bytes(expected.folder + "/batches.csv"))
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

  /// A process that is killed while it writes a file leaves a temporary one beside it.
  @Test func whatAKilledProcessLeftIsRemoved() throws {
    defer { clean() }
    let folder = directory.path + "/probe/seed-1"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["checkpoint.safetensors", "weights.safetensors", "run.json"] {
      try Data("half".utf8).write(to: URL(fileURLWithPath: "\(folder)/.\(name).bnlab-tmp"))
    }
    _ = try session(Fixture.circlesSpec()).execute()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
        "batches.csv", "metrics.csv", "run.json", "weights.safetensors",
      ])
  }

  /// Every cut of a checkpoint is refused, none crashes, and the run starts over to the same bytes.
  @Test func brokenCheckpointsAreOfNoUse() throws {
    defer { clean() }
    let expected = try session(Fixture.circlesSpec(name: "whole")).execute()
    var epochs = 0
    _ = try? session(try Fixture.circlesSpec()).execute(isCancelled: { epochs == 1 }) { event in
      if case .epoch = event { epochs += 1 }
    }
    let path = directory.path + "/probe/seed-1/checkpoint.safetensors"
    let whole = try bytes(path)
    for length in stride(from: 0, to: whole.count - 1, by: 97) {
      #expect(Checkpoint(decoding: Array(whole.prefix(length)), slotCounts: [1, 1, 1, 1, 1, 1]) == nil)
    }
    try FileWriter.write(Array(whole.dropLast(7)), to: path)
    #expect(try session(Fixture.circlesSpec()).execute().epochs == expected.epochs)
  }

  @Test func aRunWithoutItsWeightsIsTrainedAgain() throws {
    defer { clean() }
    let first = try session(Fixture.circlesSpec()).execute()
    try FileManager.default.removeItem(atPath: first.folder + "/weights.safetensors")
    let session = try session(Fixture.circlesSpec())
    #expect(
      try session.decide() == .train(.unreadable("\(session.folder.weightsPath) is missing")))
  }

  /// Runs of one queue share their data and do not wait for each other's seeds.
  @Test func queuesGiveOutcomesInTheirOrder() throws {
    defer { clean() }
    let sessions = try (1...6).map { seed in
      var spec = try Fixture.circlesSpec()
      spec.training.seed = UInt64(seed)
      if seed == 3 { spec.initialWeights = "/none" }
      return session(spec)
    }
    let results = RunQueue(sessions: sessions, jobs: 3).execute(isCancelled: { false }) { _, _ in }
    for (index, result) in results.enumerated() {
      if index == 2 {
        #expect(throws: FileError.self) { try result.get() }
      } else {
        #expect(try result.get().record.seed == UInt64(index + 1))
      }
    }
    let cancelled = RunQueue(sessions: sessions, jobs: 2).execute(isCancelled: { true }) { _, _ in }
    #expect(cancelled.allSatisfy { (try? $0.get()) == nil })
  }

  @Test func planErrorsLeaveNothingBehind() throws {
    defer { clean() }
    let spec = try Fixture.circlesSpec(settings: ["model.1=average_pool2d"])
    #expect(throws: PlanError.self) { try session(spec).execute() }
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }
}
