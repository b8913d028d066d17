import Experiments
import Testing

@testable import Runs

@Suite struct ExperimentSelectionTests {
  private let library = Fixture.library([
    "/work/experiments/a.json": Fixture.circles(), "/work/experiments/b.json": Fixture.circles(),
    "/work/other/a.json": Fixture.circles(),
  ])

  private func selection(
    _ names: [String], epochs: Int? = nil, set: [(String, String)] = [], grid: [(String, String)] = [],
    mayHoldSeeds: Bool = true
  ) throws(Failures) -> ExperimentSelection {
    try ExperimentSelection(
      names,
      SpecChanges(
        epochs: epochs, settings: set.map { Setting(key: $0.0, value: $0.1) },
        grids: grid.map { Setting(key: $0.0, value: $0.1) }), mayHoldSeeds: mayHoldSeeds, library: library)
  }

  /// What is wrong with a selection, each as its kind and its message.
  private func failures(_ body: () throws(Failures) -> ExperimentSelection) -> [Failure] {
    do throws(Failures) {
      _ = try body()
      return []
    } catch {
      return error.all
    }
  }

  @Test func namesKeepTheirOrderAndCountOnce() throws {
    #expect(try selection(["b", "a", "b"]).experiments.map(\.spec.name) == ["b", "a"])
  }

  @Test func changesMakeAVariant() throws {
    let experiment = try #require(
      try selection(["a"], epochs: 2, set: [("training.batch_size", "8")]).experiments.first)
    #expect(experiment.spec.name == "a+training.batch_size=8+training.epochs=2")
    #expect(experiment.spec.training.epochs == 2 && experiment.spec.training.batchSize == 8)
  }

  @Test func aGridIsEveryCombination() throws {
    let selection = try selection(
      ["a", "b"], epochs: 2, grid: [("training.batch_size", "[8,16]"), ("training.shuffle", "[true,false]")])
    #expect(selection.experiments.count == 8)
    #expect(
      selection.experiments[1].spec.name
        == "a+training.batch_size=8+training.epochs=2+training.shuffle=false")
    #expect(selection.failures.isEmpty)
  }

  /// Cells that cannot run do not stop the others; if none can, all that is wrong is told.
  @Test func cellsFailByThemselves() throws {
    let some = try selection(["a"], grid: [("training.batch_size", "[8,0]")])
    #expect(some.experiments.map(\.spec.name) == ["a+training.batch_size=8"])
    #expect(some.failures.map(\.experiment) == ["a+training.batch_size=0"])
    #expect(some.failures.allSatisfy { $0.seed == nil && $0.failure.kind == .badContent })
    #expect(
      failures { () throws(Failures) in try selection(["a"], grid: [("training.batch_size", "[0,-1]")]) }
        .count == 2)
  }

  /// What is wrong in every cell is told once.
  @Test func mistakesOfAllCellsAreToldOnce() {
    let wrong = failures { () throws(Failures) in
      try selection(["a"], set: [("training.epoch", "3")], grid: [("training.batch_size", "[8,16]")])
    }
    #expect(wrong.count == 1)
  }

  /// Everything that is wrong with the changes is told together.
  @Test func everyMistakeIsTold() {
    let wrong = failures { () throws(Failures) in
      try selection(
        ["a"], set: [("optimizer", "{\"sgd\"")], grid: [("training.batch_size", "8")])
    }
    #expect(wrong.map(\.kind) == [.badContent, .usage])
  }

  @Test func contradictionsAreRefused() {
    func wrong(epochs: Int? = nil, set: [(String, String)] = [], grid: [(String, String)] = []) -> [String] {
      failures { () throws(Failures) in try selection(["a"], epochs: epochs, set: set, grid: grid) }
        .map(\.message)
    }
    let epochs = "training.epochs"
    #expect(
      wrong(epochs: 2, set: [(epochs, "3")]) == [
        "--set training.epochs and --epochs give the same value twice; give one of them"
      ])
    #expect(
      wrong(epochs: 2, grid: [(epochs, "[3]")]) == [
        "--epochs and --grid training.epochs give the same value twice; give one of them"
      ])
    #expect(wrong(grid: [(epochs, "[3]"), (epochs, "[4]")]).count == 1)
    // Of --set given twice the last one counts.
    #expect(wrong(set: [(epochs, "3"), (epochs, "4")]).isEmpty)
  }

  /// Edits of the model add to each other. A cell without any is the experiment itself.
  @Test func editsDoNotContradictEachOther() throws {
    let both = try selection(
      ["a"], set: [("model.1+", "relu")],
      grid: [("model.1+", "[batch_norm,null]"), ("model.1+", "[tanh,null]")])
    #expect(
      both.experiments.map { $0.spec.model.prefix(4).dropFirst().map(\.name).joined(separator: " ") } == [
        "relu batch_norm tanh", "relu batch_norm relu", "relu tanh relu", "relu relu batch_norm",
      ])
    let plain = try selection(["a"], grid: [("model.1+", "[batch_norm,null]")])
    #expect(plain.experiments.map(\.spec.name) == ["a+model.1%2B=batch_norm", "a"])
    #expect(try selection(["a"], set: [("model.1+", "null")]).experiments.map(\.spec.name) == ["a"])
  }

  @Test func seedsMayComeFromElsewhere() throws {
    let seed = [("training.seed", "3")]
    #expect(try selection(["a"], set: seed).experiments.first?.spec.training.seed == 3)
    for (set, grid) in [(seed, []), ([], [("training.seed", "[3,4]")]), ([("training", "{\"seed\":3}")], [])]
    {
      let wrong = failures { () throws(Failures) in
        try selection(["a"], set: set, grid: grid, mayHoldSeeds: false)
      }
      #expect(wrong.map(\.kind) == [.usage])
    }
  }

  @Test func twoFilesOfOneNameAreRefused() {
    let wrong = failures { () throws(Failures) in try selection(["a", "other/a.json"]) }
    #expect(
      wrong == [
        Failure("two experiments are called a: experiments/a.json and other/a.json", .usage)
      ])
  }

  @Test func unknownNamesAreMissingInputs() {
    #expect(failures { () throws(Failures) in try selection(["c"]) }.map(\.kind) == [.missingInput])
  }

  @Test func othersAreAddedInTheirPlaces() throws {
    let b = try library.resolve("b")
    let both = try selection(["a"]).with([b]) { $0.baseName == "b" ? 0 : 1 }
    #expect(both.experiments.map(\.spec.name) == ["b", "a"])
    // The same experiment twice is one; another one of the same name is refused.
    #expect(try both.with([b], at: { _ in 0 }).experiments.count == 2)
    var other = b
    other.spec.training.batchSize = 7
    #expect(throws: Failures.self) { try both.with([other], at: { _ in 0 }) }
  }

  // MARK: Plans

  @Test func everyNetworkIsPlannedBeforeAnyIsTrained() throws {
    let planned = try selection(["a", "b"]).planned(Fixture.data) { _ in }
    #expect(planned.experiments.map(\.experiment.spec.name) == ["a", "b"])
    #expect(planned.experiments[0].plan.data.trainCount == 100)
    #expect(planned.experiments[0].plan.network.layers.count == 5)
  }

  @Test func cellsThatCannotBeBuiltDoNotStopTheOthers() throws {
    let grid = [("model.1", "[relu,average_pool2d]")]
    let planned = try selection(["a"], grid: grid).planned(Fixture.data) { _ in }
    #expect(planned.experiments.map(\.experiment.spec.name) == ["a+model.1=relu"])
    #expect(planned.failures.map(\.experiment) == ["a+model.1=average_pool2d"])
    #expect(planned.failures.first?.failure.message.contains("--grid model.1=") == true)
    let wrong = failures { () throws(Failures) in
      _ = try selection(["a", "b"], set: [("model.1", "average_pool2d")]).planned(Fixture.data) { _ in }
      return ExperimentSelection([])
    }
    #expect(wrong.count == 2)
  }

  @Test func doubtfulSettingsAreWarnedOf() throws {
    var warnings: [String] = []
    // 100 samples in batches of 33: the last one is a single sample.
    _ = try selection(["a"], set: [("training.batch_size", "33")]).planned(Fixture.data) {
      warnings.append($0)
    }
    #expect(warnings.count == 1)
    #expect(warnings[0].contains("batch_norm gets only one value per channel"))
  }

  @Test func everySeedIsARunWithTheExperimentsPlan() throws {
    let planned = try selection(["a", "b"]).planned(Fixture.data) { _ in }
    let settings = RunSettings(runsDirectory: "/none", data: Fixture.data)
    let runs = planned.runs(settings) { $0.spec.name == "a" ? [1, 2] : [7] }
    #expect(runs.map(\.title) == ["a, seed 1", "a, seed 2", "b, seed 7"])
    #expect(runs.map(\.session.folder.path).last == "/none/b/seed-7")
    for (run, index) in zip(runs, [0, 0, 1]) {
      let plan = planned.experiments[index].plan
      #expect(run.session.plan?.data == plan.data)
      #expect(run.session.plan?.network.layers.map(\.name) == plan.network.layers.map(\.name))
    }
    // Several runs share the processors, a single one takes what suits it; a number that was asked for stays.
    #expect(runs.allSatisfy { $0.session.threads == 1 })
    #expect(settings.runs([(planned.experiments[0], 1)])[0].session.threads == nil)
    var three = settings
    three.threads = 3
    #expect(planned.runs(three) { _ in [1] }.allSatisfy { $0.session.threads == 3 })
  }

  @Test func aGridIsWarnedOnce() throws {
    var warnings: [String] = []
    _ = try selection(
      ["a"], set: [("model.2.batch_norm.momentum", "0.1")], grid: [("training.batch_size", "[8,16,32]")]
    ).planned(Fixture.data) { warnings.append($0) }
    #expect(warnings.count == 1)
    #expect(warnings[0].contains("batch_norm has the momentum 0.1"))
    #expect(warnings[0].hasSuffix(" (and so in 2 other variants)"))
  }
}
