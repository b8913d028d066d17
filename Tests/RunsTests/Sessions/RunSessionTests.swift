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

  /// A run that was killed after its record was written has left what only an unfinished one needs.
  @Test func whatAFinishedRunNeedsNoMoreIsRemoved() throws {
    defer { clean() }
    let session = try session(Fixture.circlesSpec())
    _ = try session.execute()
    for name in ["checkpoint.safetensors", "times.csv", ".run.json.bnlab-tmp"] {
      try FileWriter.write("left", to: session.folder.path + "/" + name)
    }
    #expect(try session.execute().decision == .upToDate)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: session.folder.path).sorted() == [
        "batches.csv", "metrics.csv", "run.json", "weights.safetensors",
      ])
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
    #expect(try session(Fixture.circlesSpec()).decide().isResumption(epochs: 2))
    #expect(try session(Fixture.circlesSpec(), fresh: true).decide() == .train(.new))
    // A checkpoint of another spec, or of another seed, is of no use.
    var other = try Fixture.circlesSpec()
    other.training.batchSize = 16
    let path = directory.path + "/probe/seed-1/checkpoint.safetensors"
    #expect(
      try session(other).decide() == .train(.startsOver("\(path) is of another spec or other data")))

    let outcome = try session(Fixture.circlesSpec()).execute()
    #expect(outcome.decision.isResumption(epochs: 2))
    #expect(outcome.epochs == expected.epochs)
    #expect(
      try bytes(outcome.folder + "/metrics.csv") == bytes(expected.folder + "/metrics.csv"))
    #expect(
      try bytes(outcome.folder + "/batches.csv") == bytes(expected.folder + "/batches.csv"))
    #expect(
      try bytes(outcome.folder + "/weights.safetensors") == bytes(expected.folder + "/weights.safetensors"))
  }

  /// The losses of the test set's batches go on where they were, too, and leave all other files as they are.
  @Test(arguments: 1...5) func testBatchesSurviveCheckpoints(calls: Int) throws {
    defer { clean() }
    let settings = ["training.log_batches=with_test", "training.batch_size=16"]
    let expected = try session(Fixture.circlesSpec(name: "whole", settings: settings)).execute()
    let plain = try session(Fixture.circlesSpec(name: "plain", settings: [settings[1]])).execute()
    for name in ["metrics.csv", "batches.csv", "weights.safetensors"] {
      #expect(try bytes("\(plain.folder)/\(name)") == bytes("\(expected.folder)/\(name)"))
    }
    #expect(!File.exists(plain.folder + "/test_batches.csv"))
    let spec = try Fixture.circlesSpec(settings: settings)
    var count = 0
    _ = try? session(spec).execute(isCancelled: {
      count += 1
      return count > 3 * calls
    })
    let outcome = try session(spec).execute()
    for name in ["metrics.csv", "batches.csv", "test_batches.csv", "weights.safetensors"] {
      #expect(try bytes("\(outcome.folder)/\(name)") == bytes("\(expected.folder)/\(name)"))
    }
    #expect(try session(spec).decide() == .upToDate)
    // 100 test samples in batches of 16 are seven batches in each of four epochs.
    let rows = try #require(try RunFolder.testBatchLosses(inFolder: outcome.folder))
    #expect(rows.map(\.epoch) == [1, 2, 3, 4].flatMap { Array(repeating: $0, count: 7) })
  }

  /// Layers whose running variance overflows in the first step, while the loss stays finite.
  private static func overflowing(_ onDivergence: String) throws -> ExperimentSpec {
    try Fixture.circlesSpec(settings: [
      "model.0.dense.kernel_initializer={\"constant\": {\"value\": 1e20}}",
      "training.on_divergence=\(onDivergence)",
    ])
  }

  /// The state survives checkpoints, at any place of the training.
  @Test(arguments: ["continue", "stop"], [1, 2, 3]) func divergenceSurvivesCheckpoints(
    policy: String, calls: Int
  )
    throws
  {
    defer { clean() }
    let spec = try Self.overflowing(policy)
    var whole = spec
    whole.name = "whole"
    let expected = try session(whole).execute()
    #expect(expected.record.divergence == DivergencePoint(epoch: 1, step: 1, value: .tensor("2.running_var")))
    #expect(expected.epochs.count == (policy == "stop" ? 1 : 4))
    var count = 0
    _ = try? session(spec).execute(isCancelled: {
      count += 1
      return count >= calls
    })
    let outcome = try session(spec).execute()
    #expect(outcome.record.divergence == expected.record.divergence)
    for name in ["metrics.csv", "batches.csv", "weights.safetensors"] {
      #expect(try bytes("\(outcome.folder)/\(name)") == bytes("\(expected.folder)/\(name)"))
    }
  }

  /// A training that stopped is a finished run, in every way of reading it.
  @Test func aStoppedRunIsFinished() throws {
    defer { clean() }
    let spec = try Self.overflowing("stop")
    let first = try session(spec).execute()
    #expect(first.record.isStopped && first.record.final.epoch == 1 && first.record.divergedAtEpoch == nil)
    #expect(try session(spec).decide() == .upToDate)
    #expect(try session(spec).execute().record == first.record)
    #expect(try session(spec).finishedFolder().epochs == 1)
    let run = try RunArchive(runsDirectory: directory.path).run("probe", seed: 1)
    #expect(run?.epochs == first.epochs)
    // With another policy it is another run.
    #expect(
      try session(Self.overflowing("continue")).decide() == .train(.changed(["training.on_divergence"])))
    var visited: [Int] = []
    let replay = try RunReplay(spec: spec, data: library.load(spec), kernels: .best, threads: 1)
    try replay.train(through: [0, 1, 3].map(replay.schedule.batches(through:))) { step, _ in
      visited.append(step)
    }
    #expect(visited == [0, replay.schedule.batchesPerEpoch])
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
      #expect(Checkpoint(decoding: Array(whole.prefix(length))) == nil)
    }
    // One flipped bit, wherever it is.
    #expect(Checkpoint(decoding: whole) != nil)
    for place in stride(from: 0, to: whole.count, by: 13) {
      var damaged = whole
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(Checkpoint(decoding: damaged) == nil, "byte \(place)")
    }
    try FileWriter.write(Array(whole.dropLast(7)), to: path)
    #expect(try session(Fixture.circlesSpec()).execute().epochs == expected.epochs)
  }

  /// A session of a folder that an interrupted run has left: two epochs, and a batch of the third.
  private func interrupted() throws -> RunSession {
    var epochs = 0
    _ = try? session(try Fixture.circlesSpec()).execute(isCancelled: { epochs == 2 }) { event in
      if case .epoch = event { epochs += 1 }
    }
    return try session(Fixture.circlesSpec())
  }

  /// A checkpoint is believed only together with the rows of which it speaks.
  @Test(arguments: ["metrics.csv", "batches.csv", "times.csv", "checkpoint.safetensors"])
  func damagedStatesAreOfNoUse(name: String) throws {
    defer { clean() }
    let expected = try session(Fixture.circlesSpec(name: "whole")).execute()
    let resumed = try interrupted()
    let path = resumed.folder.path + "/" + name
    var file = try bytes(path)
    file[file.count - 4] ^= 1
    try FileWriter.write(file, to: path)
    guard case .train(.startsOver(let why)) = try resumed.decide() else {
      Issue.record("\(try resumed.decide())")
      return
    }
    #expect(why.hasPrefix(path))
    var said: [String] = []
    let outcome = try resumed.execute(report: { if case .checkpointLost(let why) = $0 { said.append(why) } })
    #expect(said == [why] && outcome.decision == .train(.startsOver(why)))
    #expect(outcome.epochs == expected.epochs)
  }

  private static let unreachable: [@Sendable (inout Checkpoint) -> Void] = [
    { $0.optimizerSteps = .max }, { $0.optimizerSteps += 1 }, { $0.position = nil },
    { $0.position?.batch = .max }, { $0.position?.totals.samples += 1 }, { $0.position?.totals.right = .max },
    { $0.position?.totals.right = -1 }, { $0.position?.seconds = .nan },
  ]

  /// A checkpoint may have its right digest and still be of no moment of the training: then it was made on purpose.
  @Test(arguments: unreachable.indices) func unreachableStatesAreOfNoUse(index: Int) throws {
    defer { clean() }
    let expected = try session(Fixture.circlesSpec(name: "whole")).execute()
    let resumed = try interrupted()
    let path = resumed.folder.checkpointPath
    var checkpoint = try #require(Checkpoint(decoding: try bytes(path)))
    #expect(checkpoint.position != nil)
    Self.unreachable[index](&checkpoint)
    try FileWriter.write(checkpoint.encoded, to: path)
    var said: [String] = []
    let outcome = try resumed.execute(report: { if case .checkpointLost(let why) = $0 { said.append(why) } })
    #expect(said == ["\(path) is not of any moment of this training"])
    #expect(outcome.decision == .train(.startsOver(said.first ?? "")) && outcome.epochs == expected.epochs)
  }

  /// The next epoch would have no number.
  @Test func checkpointsWithoutNextEpochAreRefused() throws {
    defer { clean() }
    var checkpoint = try #require(Checkpoint(decoding: try bytes(try interrupted().folder.checkpointPath)))
    checkpoint.epochs = .max
    #expect(Checkpoint(decoding: checkpoint.encoded) == nil)
  }

  /// What stands behind the rows of the checkpoint was trained after it, and is trained again.
  @Test func rowsAfterTheCheckpointAreCutOff() throws {
    defer { clean() }
    let expected = try session(Fixture.circlesSpec(name: "whole")).execute()
    let resumed = try interrupted()
    for name in ["metrics.csv", "batches.csv", "times.csv"] {
      let path = resumed.folder.path + "/" + name
      try FileWriter.write(try bytes(path) + Array("3,0.1,".utf8), to: path)
    }
    let outcome = try resumed.execute()
    #expect(outcome.decision.isResumption(epochs: 2))
    for name in ["metrics.csv", "batches.csv", "weights.safetensors"] {
      #expect(try bytes(outcome.folder + "/" + name) == bytes(expected.folder + "/" + name))
    }
  }

  /// A file that cannot be read now may be readable later: nothing is deleted, and nothing is trained.
  @Test func whatCannotBeReadIsAnErrorAndStays() throws {
    defer { clean() }
    let resumed = try interrupted()
    let path = resumed.folder.path + "/checkpoint.safetensors"
    try FileManager.default.removeItem(atPath: path)
    // A folder in its place cannot be read, whoever asks.
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    let error = #expect(throws: FileError.self) { try resumed.execute() }
    #expect(error?.operation == .read && error?.path == path)
    #expect(throws: FileError.self) { try resumed.decide() }
    #expect(File.exists(path) && File.exists(resumed.folder.path + "/times.csv"))
  }

  /// The record of version 0.2.0 has no checksums. The next call adds them, and sees damage from then on.
  @Test func checksumsAreAddedToOldRecords() throws {
    defer { clean() }
    let session = try session(Fixture.circlesSpec())
    let first = try session.execute()
    var old = first.record
    old.fileChecksums = [:]
    try FileWriter.write(old.text, to: session.folder.recordPath)
    #expect(try session.decide() == .upToDate)
    #expect(try String(decoding: bytes(session.folder.recordPath), as: UTF8.self) == old.text)
    #expect(try session.execute().decision == .upToDate)
    #expect(try String(decoding: bytes(session.folder.recordPath), as: UTF8.self) == first.record.text)
    // A record that contradicts the rows gets none, and is trained again.
    old.best[.testAccuracy]?.value += 0.5
    try FileWriter.write(old.text, to: session.folder.recordPath)
    #expect(
      try session.decide()
        == .train(
          .unreadable(
            "\(session.folder.recordPath) is damaged: its best.test_accuracy is not that of metrics.csv")))
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

extension RunDecision {
  /// Whether a run goes on after so many epochs, wherever in the next one.
  fileprivate func isResumption(epochs: Int) -> Bool {
    if case .train(.resumes(epochs, _)) = self { true } else { false }
  }
}
