import Experiments
import Foundation
import Testing

@testable import Runs

@Suite struct ArchivedRunsTests {
  private let folder = RunsFolder()
  private let library = Fixture.library(Fixture.studyFiles)

  /// The seeds of the archived runs by experiment, and what was warned of.
  private func read(
    _ names: [String], _ changes: SpecChanges = SpecChanges(), study: ResolvedStudy? = nil,
    seeds: SeedSelection = .ofSpec, isPartial: Bool = true
  ) throws(Failures) -> (runs: ArchivedRuns, warnings: [String]) {
    var warnings: [String] = []
    do {
      let compared = try ComparedExperiments(names, changes, study: study)
      let runs = try ArchivedRuns(
        compared, seeds: seeds, isPartial: isPartial, archive: RunArchive(runsDirectory: folder.path),
        library: library
      ) { warnings.append($0) }
      return (runs, warnings)
    } catch {
      throw Failures(error)
    }
  }

  private func add(_ name: String, _ settings: [String] = [], seeds: [UInt64]) throws {
    let overrides = try settings.map { try Override(parsing: $0, currentDirectory: "/work") }
    let spec = try library.resolve(name, overrides: overrides).spec
    for seed in seeds { try folder.add(spec, seed: seed) }
  }

  @Test func allSeedsThatAreThereAreRead() throws {
    try add("a", seeds: [3, 1])
    let (archived, warnings) = try read(["a", "a"])
    #expect(archived.runs.map(\.record.seed) == [1, 3])
    #expect(archived.experiments.map(\.name) == ["a"])
    #expect(archived.failures.isEmpty && archived.missingSeeds.isEmpty && warnings.isEmpty)
  }

  @Test func runsAreDescribedAsTheSpecIsNow() throws {
    var spec = try library.resolve("a").spec
    spec.title = "An earlier title"
    spec.published = [.testAccuracy: 0.5]
    try folder.add(spec, seed: 1)
    let found = try read(["a"]).runs.runs.map(\.record.spec)
    #expect(found.map(\.title) == [nil] && found.map(\.published) == [[:]])
  }

  @Test func withoutAFinishedRunThereIsNothingToCompare() throws {
    try folder.write("epoch\n", "a", 1, "metrics.csv")
    let error = #expect(throws: Failures.self) { try read(["a"]) }
    #expect(error?.all.map(\.kind) == [.missingInput])
    #expect(error?.all.first?.message == "a has no finished run in \(folder.path)")
  }

  /// Seeds that were asked for are missed; without a choice nothing is.
  @Test func missingSeedsAreNamed() throws {
    try add("a", seeds: [1])
    try folder.write("epoch\n", "a", 2, "metrics.csv")
    let (archived, warnings) = try read(["a"], seeds: .these([1, 2, 3]))
    #expect(archived.missingSeeds == ["a": [2, 3]])
    #expect(warnings == ["a, seeds 2..3: has no finished run"])
    let (chosenByNobody, _) = try read(["a"])
    #expect(chosenByNobody.missing.isEmpty)
  }

  /// Runs that were asked for and are missing end a comparison, unless it may be partial. Of chosen seeds all count, else
  /// those with a folder, and one of an experiment without any.
  @Test func aComparisonIsWholeUnlessItMayBePartial() throws {
    try add("a", seeds: [1, 2])
    try add("b", seeds: [1])
    func problem(_ seeds: SeedSelection = .ofSpec) -> String? {
      let error = #expect(throws: Failures.self) { try read(["a", "b"], seeds: seeds, isPartial: false) }
      #expect(error?.all.allSatisfy { $0.kind == .missingInput } == true)
      return error?.all.last?.message
    }
    #expect(try read(["a", "b"], isPartial: false).runs.requestedCount == 3)
    #expect(try read(["a", "b"], seeds: .these([1]), isPartial: false).runs.requestedCount == 2)
    #expect(problem(.these([1, 2]))?.hasPrefix("only 3 of 4 runs are there; --partial takes these") == true)
    #expect(try read(["a", "b"], seeds: .these([1, 2])).runs.requestedCount == 4)
    #expect(problem(.these([2]))?.hasPrefix("only 1 of 2 runs are there") == true)
    // An unfinished run of an earlier call was asked for then.
    try folder.write("epoch\n", "a", 3, "metrics.csv")
    #expect(problem()?.hasPrefix("only 3 of 4 runs are there") == true)
  }

  @Test func onlyMissingRunsThatAreJudgedCount() throws {
    try add("a", seeds: [1])
    var archived = try read(["a"], seeds: .these([1, 2, 3])).runs
    archived.keepMissing { $0 == "a" && $1 == 3 }
    #expect(archived.missing.map(\.seed) == [3])
  }

  /// A run of another spec must not be taken for a seed of this one.
  @Test func runsOfOtherSpecsAreLeftOut() throws {
    try add("a", seeds: [1])
    var other = try library.resolve("a").spec
    other.training.batchSize = 7
    try folder.add(other, seed: 2)
    let (archived, warnings) = try read(["a"])
    #expect(archived.runs.map(\.record.seed) == [1])
    #expect(warnings == ["a, seed 2: is left out: its run differs in training.batch_size"])
  }

  /// The plain run serves the variant that does not evaluate the training set, where that has no run of its own.
  @Test func plainRunsServe() throws {
    let cheap = "training.evaluate_train=false"
    let changes = SpecChanges(settings: [Setting(key: "training.evaluate_train", value: "false")])
    try add("a", seeds: [1, 2])
    try add("a", [cheap], seeds: [2, 3])
    try folder.write("{", "a+\(cheap)", 1, "run.json")
    try folder.write("", "a+\(cheap)", 1, "metrics.csv")
    let (archived, warnings) = try read(["a"], changes)
    #expect(archived.runs.map(\.record.seed) == [1, 2, 3] && warnings.isEmpty && archived.damaged.isEmpty)
    #expect(
      archived.runs.allSatisfy { $0.record.name == "a+\(cheap)" && !$0.record.spec.training.evaluateTrain })
    #expect(
      archived.runs.map { $0.folder.dropFirst(folder.path.count) } == [
        "/a/seed-1", "/a+\(cheap)/seed-2", "/a+\(cheap)/seed-3",
      ])
    // The plain experiment is not served by the variant.
    #expect(try read(["a"]).runs.runs.map(\.record.seed) == [1, 2])
  }

  @Test func damagedRunsHideNoOthers() throws {
    try add("a", seeds: [1, 2])
    try folder.write("nonsense", "a", 2, "metrics.csv")
    let (archived, _) = try read(["a"])
    #expect(archived.runs.map(\.record.seed) == [1])
    #expect(archived.damaged.map(\.seed) == [2])
    #expect(archived.damaged.first?.failure.kind == .badContent)
    #expect(archived.missingSeeds == ["a": [2]])
    let error = #expect(throws: Failures.self) { try read(["a"], seeds: .these([2])) }
    #expect(error?.all.map(\.kind) == [.badContent])
    // The kind of the first one decides the status.
    let whole = #expect(throws: Failures.self) { try read(["a"], isPartial: false) }
    #expect(whole?.all.map(\.kind) == [.badContent, .missingInput])
    #expect(whole?.all.last == Failure(SelectionError.runsMissing(count: 1, of: 2)))
  }

  /// Cells of a grid that have not been run do not hide the others.
  @Test func cellsThatWereNotRunAreSkipped() throws {
    try add("a", ["training.batch_size=8"], seeds: [1])
    let grid = SpecChanges(grids: [Setting(key: "training.batch_size", value: "[8,16,0]")])
    let (archived, _) = try read(["a"], grid)
    #expect(archived.experiments.map(\.name) == ["a+training.batch_size=8", "a+training.batch_size=16"])
    #expect(archived.missingSeeds == ["a+training.batch_size=16": [1]] && archived.requestedCount == 2)
    #expect(
      archived.skipped.map(\.message) == ["a+training.batch_size=16 has no finished run in \(folder.path)"])
    #expect(archived.failedCells.map(\.experiment) == ["a+training.batch_size=0"])
  }

  /// The name of a variant means the experiment with its overrides. A folder whose spec is gone is read by its own name.
  @Test func foldersAreReadByTheirNames() throws {
    try add("a", ["training.batch_size=8"], seeds: [4])
    let (archived, _) = try read(["a+training.batch_size=8"])
    #expect(archived.runs.map(\.record.seed) == [4])
    #expect(archived.experiments.first?.experiment?.baseName == "a")
    for gone in ["gone", "gone+training.batch_size=8"] {
      try FileManager.default.copyItem(
        atPath: folder.path + "/a+training.batch_size=8", toPath: folder.path + "/" + gone)
      let (archived, _) = try read([gone])
      #expect(archived.runs.map(\.record.seed) == [4])
      #expect(archived.experiments.first?.experiment == nil)
    }
    #expect(throws: Failures.self) { try read(["a+training.batch_size=8"], SpecChanges(epochs: 2)) }
    #expect(throws: Failures.self) { try read(["nothing"]) }
  }

  @Test func aStudysExperimentsAreReadWithItsSeeds() throws {
    try add("a", seeds: [1, 2, 3])
    try add("b", ["training.epochs=3"], seeds: [2, 5])
    let study = try Fixture.studies().resolve("both")
    let (archived, _) = try read([], study: study)
    #expect(archived.runs.map(\.record.seed) == [1, 2, 2, 5])
  }
}
