import Engine
import Experiments
import Foundation
import System
import Testing
import Training

@testable import Runs

/// Runs that early stopping ends, and runs whose epochs are not passes.
@Suite struct EarlyStoppedRunTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "runs-\(UUID().uuidString)")
  private let library = Fixture.data

  private func session(_ spec: ExperimentSpec) -> RunSession {
    RunSession(
      spec: spec, runsDirectory: directory.path, fresh: false, threads: 1, kernels: .best, data: library,
      checkpointInterval: .zero)
  }

  private func clean() { try? FileManager.default.removeItem(at: directory) }

  private func bytes(_ path: String) throws -> [UInt8] { try File.contents(of: path) }

  /// The best of its ten epochs is the seventh.
  private func spec(_ name: String = "probe", restores: Bool = true, _ more: [String] = []) throws
    -> ExperimentSpec
  {
    try Fixture.circlesSpec(
      name: name, epochs: 30,
      settings: [
        "model.2.batch_norm.momentum=0.8", "training.batch_size=16", "training.validation_split=0.2",
        "training.early_stopping={\"patience\": 3, \"restore_best_weights\": \(restores)}",
      ] + more)
  }

  @Test func aRunMayEndEarly() throws {
    defer { clean() }
    let first = try session(spec()).execute()
    let best = try #require(first.record.restoredEpoch)
    #expect(first.epochs.count == best + 3 && first.epochs.count < 30)
    #expect(first.record.stoppedAfterEpoch == first.epochs.count && first.record.final == first.epochs.last)
    #expect(first.record.best[.validationLoss]?.epoch == best && first.record.trainCount == 80)
    // It is finished, in every way of reading it.
    #expect(try session(spec()).decide() == .upToDate)
    #expect(try session(spec()).execute().record == first.record)
    #expect(try session(spec()).finishedFolder().epochs == best)
    let archive = RunArchive(runsDirectory: directory.path)
    #expect(try archive.run("probe", seed: 1)?.epochs == first.epochs)
    let inventory = try RunInventory(
      runsDirectory: directory.path, experiments: Fixture.library([:]), verifies: true)
    #expect(inventory.runs.map(\.state) == [.finished])
    // Without restoring it ends at the same epoch with other weights.
    let last = try session(spec("last", restores: false)).execute()
    #expect(last.epochs == first.epochs && last.record.restoredEpoch == nil)
    #expect(try bytes(last.folder + "/metrics.csv") == bytes(first.folder + "/metrics.csv"))
    #expect(try bytes(last.folder + "/weights.safetensors") != bytes(first.folder + "/weights.safetensors"))
  }

  /// The weights are those of a training that ends with the best epoch, moving statistics included, also if the epochs run
  /// out before the patience does.
  @Test(arguments: [30, nil]) func theBestEpochIsRestored(epochs: Int?) throws {
    defer { clean() }
    var spec = try spec()
    let first = try session(spec).execute()
    let best = try #require(first.record.restoredEpoch)
    var outcome = first
    if epochs == nil {
      (spec.name, spec.training.epochs) = ("short", best + 1)
      outcome = try session(spec).execute()
      #expect(outcome.record.stoppedAfterEpoch == nil && outcome.epochs.count == best + 1)
    }
    #expect(outcome.record.restoredEpoch == best)
    (spec.name, spec.training.epochs, spec.training.earlyStopping) = ("alone", best, nil)
    let alone = try session(spec).execute()
    #expect(
      try bytes(outcome.folder + "/weights.safetensors") == bytes(alone.folder + "/weights.safetensors"))
    // A replay goes through the weights as they were, to the end of the training.
    spec = try self.spec()
    let replay = try RunReplay(spec: spec, data: library.load(spec), kernels: .best, threads: 1)
    var tensors: [Int: [String: Tensor]] = [:]
    try replay.train(through: (0...30).map(replay.schedule.batches(through:))) { tensors[$0] = $1 }
    #expect(tensors.count == first.epochs.count + 1)
    #expect(
      try tensors[replay.schedule.batches(through: best)] == RunFolder.weights(inFolder: alone.folder))
  }

  /// A run that is killed at any place goes on to the bytes of an uninterrupted one: while the best epoch is not the last, too.
  @Test(arguments: 1...11) func checkpointsHoldTheBestWeights(calls: Int) throws {
    defer { clean() }
    let expected = try session(spec("whole")).execute()
    var count = 0
    _ = try? session(spec()).execute(isCancelled: {
      count += 1
      return count > calls
    })
    let outcome = try session(spec()).execute()
    for name in ["metrics.csv", "batches.csv", "weights.safetensors"] {
      #expect(try bytes("\(outcome.folder)/\(name)") == bytes("\(expected.folder)/\(name)"))
    }
    #expect(outcome.record.restoredEpoch == expected.record.restoredEpoch)
    #expect(outcome.record.stoppedAfterEpoch == expected.record.stoppedAfterEpoch)
    if case .train(.resumes) = outcome.decision {} else { Issue.record("\(outcome.decision)") }
  }

  /// An early end that the rows do not show is damage.
  @Test(arguments: [true, false]) func aShortTableIsDamage(stopsEarly: Bool) throws {
    defer { clean() }
    var spec = try spec()
    if !stopsEarly { (spec.training.epochs, spec.training.earlyStopping) = (6, nil) }
    let first = try session(spec).execute()
    // A record and a table that agree with each other, checksums too, but end one epoch earlier.
    let rows = Array(first.epochs.dropLast())
    var record = first.record
    record.epochs.removeLast()
    (record.final, record.best) = (try #require(rows.last), RunRecord.best(of: rows))
    if stopsEarly { record.stoppedAfterEpoch = rows.count }
    record.fileChecksums = [:]
    try FileWriter.write(MetricsTable.text(rows), to: first.folder + "/metrics.csv")
    try FileWriter.write(record.text, to: first.folder + "/run.json")
    let path = session(spec).folder.recordPath
    #expect(
      try session(spec).decide()
        == .train(.unreadable("\(path) is damaged: its number of epochs is not that of metrics.csv")))
  }

  /// Epochs of three batches, where a pass has seven: a checkpoint may be anywhere in them.
  @Test(arguments: 1...12) func epochsMayEndInsideAPass(calls: Int) throws {
    defer { clean() }
    let settings = ["training.steps=20", "training.steps_per_epoch=3", "training.batch_size=16"]
    let expected = try session(Fixture.circlesSpec(name: "whole", settings: settings)).execute()
    #expect(expected.epochs.count == 7 && expected.record.epochs.count == 7)
    let spec = try Fixture.circlesSpec(settings: settings)
    #expect(session(spec).epochCount == 7)
    var count = 0
    _ = try? session(spec).execute(isCancelled: {
      count += 1
      return count > calls
    })
    let outcome = try session(spec).execute()
    for name in ["metrics.csv", "batches.csv", "weights.safetensors"] {
      #expect(try bytes("\(outcome.folder)/\(name)") == bytes("\(expected.folder)/\(name)"))
    }
    #expect(try session(spec).decide() == .upToDate)
  }

  /// The weights are those of the same number of batches in ordinary epochs: 21 batches are three passes.
  @Test func stepsGiveTheWeightsOfEpochs() throws {
    defer { clean() }
    let epochs = try session(
      Fixture.circlesSpec(name: "epochs", epochs: 3, settings: ["training.batch_size=16"])
    ).execute()
    let steps = try session(
      Fixture.circlesSpec(
        settings: ["training.steps=21", "training.steps_per_epoch=4", "training.batch_size=16"])
    ).execute()
    #expect(try bytes(steps.folder + "/weights.safetensors") == bytes(epochs.folder + "/weights.safetensors"))
  }
}
