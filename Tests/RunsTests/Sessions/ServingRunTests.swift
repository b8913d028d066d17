import Experiments
import Foundation
import System
import Testing
import Training

@testable import Runs

/// Runs that evaluated the training set serve requests that do not ask for it.
@Suite struct ServingRunTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "serving-\(UUID().uuidString)")
  private let library = Fixture.library(["/work/experiments/a.json": Fixture.circles()])
  private static let cheap = "training.evaluate_train=false"

  private func clean() { try? FileManager.default.removeItem(at: directory) }

  /// The runs of a with each of these overrides, with seed 1.
  private func runs(_ variants: [[String]], fresh: Bool = false) throws -> [SelectedRun] {
    let settings = RunSettings(runsDirectory: directory.path, fresh: fresh, data: Fixture.data)
    return settings.runs(
      try variants.map { set in
        let overrides = try set.map { try Override(parsing: $0, currentDirectory: "/work") }
        let experiment = try library.resolve("a", overrides: overrides)
        return (try PlannedExperiment(experiment, data: Fixture.data) { _ in }, 1)
      })
  }

  private func session(_ set: String..., fresh: Bool = false) throws -> RunSession {
    try runs([set], fresh: fresh)[0].session
  }

  private var plainFolder: String { directory.path + "/a/seed-1" }
  private var cheapFolder: String { directory.path + "/a+training.evaluate_train=false/seed-1" }

  @Test func thePlainRunServes() throws {
    defer { clean() }
    // What the variant leaves if it is trained itself.
    let own = try session(Self.cheap).execute()
    #expect(own.decision == .train(.new) && own.folder == cheapFolder)
    try FileManager.default.removeItem(atPath: directory.path)

    _ = try session().execute()
    #expect(try session(Self.cheap).decide() == .served(by: plainFolder))
    var events = 0
    let served = try session(Self.cheap).execute(report: { _ in events += 1 })
    #expect(events == 0 && served.decision == .served(by: plainFolder))
    #expect(served.folder == plainFolder && !File.exists(cheapFolder))
    #expect(try session(Self.cheap).finishedFolder().folder.path == plainFolder)
    // Nothing but the times tells that it was not trained itself.
    #expect(served.epochs == own.epochs && served.record.spec == own.record.spec)
    var record = served.record
    record.epochs = own.record.epochs
    #expect(record == own.record)
    #expect(served.epochs[0].values[.trainEvalLoss] == nil && record.best[.trainEvalLoss] == nil)
  }

  /// A file of the user's own that only evaluates less than the experiment that it extends.
  @Test func anExtendedExperimentServes() throws {
    defer { clean() }
    let training = #""training": { "evaluate_train": false"#
    let library = Fixture.library([
      "/work/experiments/a.json": Fixture.circles(),
      "/work/experiments/less.json": #"{ "extends": "a", \#(training) } }"#,
      "/work/experiments/least.json": #"{ "extends": "less", "title": "Mine" }"#,
      "/work/experiments/other.json": #"{ "extends": "a", \#(training), "epochs": 7 } }"#,
      "/work/experiments/renamed.json": #"{ "extends": "a", "title": "Mine" }"#,
    ])
    func decision(_ name: String, _ set: String...) throws -> RunDecision {
      let overrides = try set.map { try Override(parsing: $0, currentDirectory: "/work") }
      let experiment = try PlannedExperiment(
        try library.resolve(name, overrides: overrides), data: Fixture.data
      ) { _ in }
      let settings = RunSettings(runsDirectory: directory.path, data: Fixture.data)
      return try settings.runs([(experiment, 1)])[0].session.decide()
    }
    #expect(try decision("less") == .train(.new))
    _ = try session().execute()
    #expect(try decision("less") == .served(by: plainFolder))
    #expect(try decision("least") == .served(by: plainFolder))
    #expect(try decision("renamed", Self.cheap) == .served(by: plainFolder))
    // Other epochs, or only another name: runs of their own.
    #expect(try decision("other") == .train(.new))
    #expect(try decision("less", "training.epochs=2") == .train(.new))
    #expect(try decision("renamed") == .train(.new))
  }

  /// The cheap run lacks two columns.
  @Test func theCheapRunDoesNotServeThePlainOne() throws {
    defer { clean() }
    _ = try session(Self.cheap).execute()
    #expect(try session().decide() == .train(.new))
    #expect(try session(Self.cheap).decide() == .upToDate)
    #expect(try session(Self.cheap).finishedFolder().folder.path == cheapFolder)
    #expect(try session("training.evaluate_train=true").decide() == .train(.new))
  }

  @Test func onlyARunThatIsOtherwiseEqualServes() throws {
    defer { clean() }
    _ = try session().execute()
    #expect(try session(Self.cheap, "training.epochs=2").decide() == .train(.new))
    #expect(try session("training.evaluate_train=true").decide() == .served(by: plainFolder))
    // Asked for afresh, it is trained.
    #expect(try session(Self.cheap, fresh: true).decide() == .train(.new))
    #expect(try session(Self.cheap, fresh: true).execute().folder == cheapFolder)
    // The plain name now means another spec: the run no longer serves.
    _ = try RunSession(
      spec: Fixture.circlesSpec(name: "a", epochs: 2), runsDirectory: directory.path, fresh: false,
      threads: 1,
      kernels: .best, data: Fixture.data
    ).execute()
    #expect(try session(Self.cheap).decide() == .upToDate)
  }

  /// A serving folder is only read, so a broken one stays as it is, and is told of until the run has a folder of its own.
  @Test(arguments: ["run.json", "metrics.csv", "weights.safetensors"])
  func aBrokenRunServesNobody(file: String) throws {
    defer { clean() }
    _ = try session().execute()
    let path = plainFolder + "/" + file
    try Data("{".utf8).write(to: URL(fileURLWithPath: path))
    guard case .train(.damagedServer(let problem)) = try session(Self.cheap).decide() else {
      Issue.record("the damage is not seen")
      return
    }
    #expect(problem.hasPrefix(path))
    #expect(try session(Self.cheap, "training.epochs=2").decide() == .train(.new))
    var told: [String] = []
    let outcome = try session(Self.cheap).execute(report: { event in
      if case .damagedServer(let problem) = event { told.append(problem) }
    })
    #expect(told == [problem] && outcome.folder == cheapFolder)
    #expect(try File.text(of: path) == "{")
    #expect(try session(Self.cheap).decide() == .upToDate)
  }

  /// It may be readable again at the next call, and is not called damaged. A finished run does not need it.
  @Test(arguments: ["run.json", "metrics.csv", "weights.safetensors"])
  func aRunThatCannotBeReadStopsTheOneThatItServes(file: String) throws {
    defer { clean() }
    _ = try session().execute()
    let path = plainFolder + "/" + file
    let content = try Data(contentsOf: URL(fileURLWithPath: path))
    // A link to itself cannot be followed, not even by the superuser.
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
    let error = #expect(throws: FileError.self) { try session(Self.cheap).execute() }
    #expect(error?.operation == .read && error?.path == path)
    #expect(throws: FileError.self) { try session(Self.cheap).decide() }
    #expect(!File.exists(cheapFolder))
    _ = try session(Self.cheap, fresh: true).execute()
    #expect(try session(Self.cheap).decide() == .upToDate)
    try FileManager.default.removeItem(atPath: cheapFolder)
    try FileManager.default.removeItem(atPath: path)
    try content.write(to: URL(fileURLWithPath: path))
    #expect(try session(Self.cheap).decide() == .served(by: plainFolder))
  }

  /// With its override, the name of the run that might serve has 266 bytes, and file systems allow 255.
  @Test func aNameThatIsTooLongServesNobody() throws {
    defer { clean() }
    let name = String(repeating: "n", count: 249)
    let experiment = try Fixture.library(["/work/experiments/\(name).json": Fixture.circles()]).resolve(name)
    #expect(experiment.servingNames == [name])
    let planned = try PlannedExperiment(experiment, data: Fixture.data) { _ in }
    let settings = RunSettings(runsDirectory: directory.path, data: Fixture.data)
    let session = settings.runs([(planned, 1)])[0].session
    #expect(try session.decide() == .train(.new))
    #expect(try session.execute().decision == .train(.new))
    #expect(try RunArchive(runsDirectory: directory.path).run(of: experiment, seed: 1) != nil)
  }

  /// A figure of the training set that is not finite makes the plain run a diverged one, but not the other.
  @Test func divergenceIsThatOfTheAskedFigures() throws {
    let spec = try Fixture.circlesSpec(name: "a", settings: [])
    var cheap = spec
    cheap.training.evaluateTrain = false
    let epochs = [
      EpochRecord(epoch: 1, values: [.trainEvalLoss: .infinity, .testLoss: 1]),
      EpochRecord(epoch: 2, values: [.trainEvalLoss: 2, .testLoss: .nan]),
    ]
    let record = RunRecord(
      name: "a", seed: 1, spec: spec, final: epochs[1], best: RunRecord.best(of: epochs), epochs: [],
      divergedAtEpoch: 1, threads: 1, simd: "base", fusedMultiplyAdd: true, machine: "", version: "",
      dataChecksums: [:], parameterCount: 1)
    let served = record.serving(cheap, epochs)
    #expect(served.record.divergedAtEpoch == 2)
    #expect(served.record.best.keys.map(\.rawValue) == ["test_loss"])
    #expect(served.epochs.map { $0.values.count } == [1, 1])
  }

  /// Of two runs of one call the plain one is trained first and serves the other.
  @Test func aQueueTrainsOneOfTwo() throws {
    defer { clean() }
    let runs = try runs([[Self.cheap], []])
    #expect(try runs[0].session.decide() == .willBeServed(by: plainFolder))
    let results = RunQueue(sessions: runs.map(\.session), jobs: 2).execute(isCancelled: { false }) { _, _ in }
    let outcomes = try results.map { try $0.get() }
    #expect(outcomes.map(\.decision) == [.served(by: plainFolder), .train(.new)])
    #expect(outcomes.map(\.record.name) == ["a+training.evaluate_train=false", "a"])
    #expect(!File.exists(cheapFolder))
    // Afresh, the plain one is trained again, and serves the other again.
    let fresh = try self.runs([[Self.cheap], []], fresh: true).map(\.session)
    #expect(try fresh.map { try $0.decide() } == [.willBeServed(by: plainFolder), .train(.fresh)])
    let again = try RunQueue(sessions: fresh, jobs: 2).execute(isCancelled: { false }) { _, _ in }
      .map { try $0.get() }
    #expect(again.map(\.decision) == [.served(by: plainFolder), .train(.fresh)])
    #expect(!File.exists(cheapFolder))
    // Neither name is the plain one: that with more columns is trained.
    try FileManager.default.removeItem(atPath: directory.path)
    let named = try self.runs([[Self.cheap], ["training.evaluate_train=true"]])
    let full = directory.path + "/a+training.evaluate_train=true/seed-1"
    let trained = try RunQueue(sessions: named.map(\.session), jobs: 2)
      .execute(isCancelled: { false }) { _, _ in }.map { try $0.get() }
    #expect(trained.map(\.decision) == [.served(by: full), .train(.new)])
    #expect(trained.map(\.epochs) == outcomes.map(\.epochs))
    // Finished, it serves the plain name, too, and is used before a plain run that is not there.
    #expect(try session().decide() == .served(by: full))
    #expect(try session("training.evaluate_train=true").decide() == .upToDate)
    #expect(try session(Self.cheap).finishedFolder().folder.path == full)
  }
}
