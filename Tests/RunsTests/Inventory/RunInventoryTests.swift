import Experiments
import Foundation
import System
import Testing

@testable import Runs

@Suite struct RunInventoryTests {
  private let folder = RunsFolder()
  private let library = Fixture.library([
    "/work/experiments/a.json": Fixture.circles(), "/work/experiments/b.json": Fixture.circles(epochs: 2),
  ])

  private func inventory(verifies: Bool = false) throws -> [FoundRun] {
    try RunInventory(runsDirectory: folder.path, experiments: library, verifies: verifies).runs
  }

  private func texts(verifies: Bool = false) throws -> [String] {
    try inventory(verifies: verifies).map { run in
      let seed = run.seed.map { ", seed \($0)" } ?? ""
      return "\(run.experiment)\(seed): \(run.state.name.rawValue)"
        + (run.state.reason.map { " (\($0))" } ?? "")
    }
  }

  private func add(_ name: String, seed: UInt64, epochs: Int = 4, as folderName: String? = nil) throws {
    var spec = try Fixture.circlesSpec(name: name, epochs: epochs)
    spec.name = folderName ?? name
    try folder.add(spec, seed: seed)
  }

  @Test func thereMayBeNoFolder() throws {
    #expect(try inventory().isEmpty)
    try Data().write(to: URL(fileURLWithPath: folder.path))
    #expect(throws: FileError.self) { try inventory() }
  }

  @Test func everyStateIsFound() throws {
    for seed: UInt64 in [2, 10, 1] { try add("a", seed: seed) }
    try folder.write("epoch\n", "a", 3, "metrics.csv")
    try folder.write("{", "a", 4, "run.json")
    // Of a name that means something else now, and of one that means nothing.
    try add("b", seed: 1, epochs: 4)
    try add("gone", seed: 1)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/a/.replaced", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: folder.path + "/a/seed-10", toPath: folder.path + "/a/.replaced/seed-10-1")
    try folder.write("", "a", 5, "notes.txt")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.path + "/table.csv"))
    try FileManager.default.createDirectory(
      atPath: folder.path + "/pictures/seed-x", withIntermediateDirectories: true)
    let texts = try texts()
    #expect(
      texts.filter { !$0.contains("damaged") } == [
        "a, seed 1: finished", "a, seed 2: finished", "a, seed 3: interrupted",
        "a: foreign", "a, seed 10: replaced", "b, seed 1: out-of-date (training.epochs)",
        "gone, seed 1: finished", "pictures: foreign", "table.csv: foreign",
      ])
    #expect(texts.contains { $0.hasPrefix("a, seed 4: damaged (run.json:1:2: ") }, "\(texts)")
  }

  /// Missing files are seen at once, changed ones only if they are read.
  @Test func damageIsToldByItsFile() throws {
    for seed: UInt64 in [1, 2, 3] { try add("a", seed: seed) }
    try FileManager.default.removeItem(atPath: folder.path + "/a/seed-1/weights.safetensors")
    try folder.write("epoch,train_loss\n", "a", 2, "metrics.csv")
    #expect(
      try texts() == [
        "a, seed 1: damaged (weights.safetensors is missing)", "a, seed 2: finished", "a, seed 3: finished",
      ])
    let verified = try texts(verifies: true)
    #expect(verified[1].hasPrefix("a, seed 2: damaged (metrics.csv"), "\(verified)")
    #expect(verified[2] == "a, seed 3: finished")
  }

  /// The checkpoint tells how far a run is and how long it would be.
  @Test func interruptedRunsTellTheirEpoch() throws {
    let spec = try Fixture.circlesSpec(name: "a")
    let session = RunSession(
      spec: spec, runsDirectory: folder.path, fresh: false, threads: 1, kernels: .best, data: Fixture.data,
      checkpointInterval: .zero)
    var epochs = 0
    #expect(throws: RunInterrupted.self) {
      try session.execute(isCancelled: { epochs == 2 }, report: { if case .epoch = $0 { epochs += 1 } })
    }
    #expect(try texts() == ["a, seed 1: interrupted (epoch 2 of 4)"])
    let lock = try FolderLock(session.folder.lockPath, createsFile: true, isCancelled: { false }, onWait: {})
    #expect(try texts() == ["a, seed 1: training"])
    _ = consume lock
    let start = try #require(Checkpoint(decoding: try File.contents(of: session.folder.checkpointPath)))
      .start
    let record = try session.execute().record
    #expect(record.start == start && start != nil && record.end ?? .now >= start ?? .now)
    let run = try #require(try inventory().first)
    #expect(run.state == .finished && run.date == record.end)
    #expect(run.byteCount ?? 0 > 1000)
  }

  // MARK: Removal

  private func names(_ path: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + path).sorted()
  }

  @Test func runsAreRemovedWithTheirFolders() throws {
    try add("a", seed: 1)
    try add("a", seed: 2)
    let runs = try inventory()
    #expect(try runs[0].remove() == runs[0].byteCount)
    #expect(try names("a") == ["seed-2"])
    _ = try runs[1].remove()
    #expect(try names() == [])
  }

  @Test func replacedRunsAreRemovedAlone() throws {
    try add("a", seed: 1)
    _ = try RunFolder(runsDirectory: folder.path, experiment: "a", seed: 1).moveToReplaced()
    try add("a", seed: 1)
    let runs = try inventory()
    #expect(runs.map(\.state) == [.finished, .replaced])
    _ = try runs[1].remove()
    #expect(try names("a") == ["seed-1"])
  }

  @Test func whatBnlabDidNotWriteStays() throws {
    try add("a", seed: 1)
    try folder.write("mine", "a", 1, "notes.txt")
    let run = try #require(try inventory().first)
    #expect(
      throws: RunRemovalProblem.holdsOthers(folder.path + "/a/seed-1", files: ["notes.txt"])
    ) { try run.remove() }
    #expect(try names("a/seed-1") == ["notes.txt"])
    #expect(try texts() == ["a: foreign"])
  }

  @Test func runsInTrainingStay() throws {
    try add("a", seed: 1)
    let run = try #require(try inventory().first)
    let path = RunFolder(runsDirectory: folder.path, experiment: "a", seed: 1).lockPath
    let lock = try FolderLock(path, createsFile: true, isCancelled: { false }, onWait: {})
    #expect(throws: RunRemovalProblem.isTrained(folder.path + "/a/seed-1")) { try run.remove() }
    _ = consume lock
    #expect(try names("a/seed-1").count == 3)
  }

  /// Another process may finish a run while the user is asked.
  @Test func aRunThatWasFinishedMeanwhileStays() throws {
    try folder.write("epoch\n", "a", 1, "metrics.csv")
    let run = try #require(try inventory().first)
    #expect(run.state == .interrupted(epochs: nil, of: nil))
    try add("a", seed: 1)
    #expect(throws: RunRemovalProblem.wasFinished(folder.path + "/a/seed-1")) { try run.remove() }
    #expect(try texts() == ["a, seed 1: finished"])
  }

  /// What a removal leaves when it is killed after any of its steps is no finished run, and can be removed again.
  @Test func aKilledRemovalLeavesAnUnfinishedRun() throws {
    for count in 1...3 {
      try add("a", seed: 1)
      let run = try #require(try inventory().first)
      let order = [RunFolderName.record, RunFolder.metricsName, RunFolder.weightsName]
      for name in order.prefix(count) { try File.remove(run.path + "/" + name) }
      let rest = try #require(try inventory().first)
      #expect(rest.state == .interrupted(epochs: nil, of: nil))
      _ = try rest.remove()
      #expect(try names() == [])
    }
  }
}
