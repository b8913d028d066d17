import CommandLineTool
import Engine
import Experiments
import Reporting
import Runs
import Training

/// A cell of a grid that cannot run.
struct FailedCell {
  /// Its name, as its run folder would be called.
  let experiment: String
  let failure: Failure

  /// As results tell of it.
  var runFailure: RunFailure { RunFailure(experiment: experiment, seed: nil, message: failure.message) }
}

extension Failure {
  /// Two experiments would write into one folder.
  static func sameName(
    _ name: String, _ one: ResolvedExperiment, _ other: ResolvedExperiment, status: ExitStatus
  ) -> Failure {
    Failure("two experiments are called \(name): \(one.files[0]) and \(other.files[0])", status: status)
  }
}

/// The experiments that a command line names, with its overrides, and the runs that they come to.
struct ExperimentSelection {
  let experiments: [ResolvedExperiment]
  /// Of a grid, the cells that cannot run; they do not stop the others.
  let failures: [FailedCell]
  private let isGrid: Bool

  /// - Parameter mayHoldSeeds: whether `training.seed` may be overridden: not where seeds come from elsewhere.
  /// - Throws: `Failures` with everything that is wrong in all of them.
  init(
    _ names: [String], settings: [Setting], grids: [Setting] = [], epochs: Int? = nil,
    mayHoldSeeds: Bool = true, context: ProgramContext
  ) throws {
    var failures: [Failure] = []
    func collect<Value>(_ body: () throws -> Value) -> Value? {
      do {
        return try body()
      } catch {
        failures.append(Failure(error))
        return nil
      }
    }

    let directory = context.currentDirectory
    let common = settings.overrides(epochs: epochs, currentDirectory: directory, collect)
    let grids = grids.compactMap { grid in
      collect { try Grid(parsing: "\(grid.key)=\(grid.value)", currentDirectory: directory) }
    }
    failures += Self.contradictions(common, grids, hasEpochs: epochs != nil, mayHoldSeeds: mayHoldSeeds)
    guard failures.isEmpty, let cells = collect({ try Grid.cells(grids) }) else {
      throw Failures(all: failures)
    }
    let isGrid = cells.count > 1

    let library = context.experiments
    var experiments: [ResolvedExperiment] = []
    var failedCells: [FailedCell] = []
    for name in names {
      // What is wrong whatever the cell is told once.
      if isGrid, collect({ try library.resolve(name, overrides: common) }) == nil {
        throw Failures(all: failures)
      }
      for cell in cells {
        let experiment: ResolvedExperiment
        do {
          experiment = try library.resolve(name, overrides: common + cell)
        } catch {
          failedCells.append(
            FailedCell(
              experiment: ExperimentLibrary.variantName(of: name, overrides: common + cell),
              failure: Failure(error)))
          continue
        }
        guard let twin = experiments.first(where: { $0.spec.name == experiment.spec.name }) else {
          experiments.append(experiment)
          continue
        }
        // Named twice is harmless; two files of one name would write into one folder.
        if twin.files != experiment.files {
          throw Failure.sameName(experiment.baseName, twin, experiment, status: .usage)
        }
      }
    }
    guard failedCells.isEmpty || (isGrid && !experiments.isEmpty) else {
      throw Failures(all: failedCells.map(\.failure))
    }
    self.init(experiments, failures: failedCells, isGrid: isGrid)
  }

  init(_ experiments: [ResolvedExperiment]) {
    self.init(experiments, failures: [], isGrid: false)
  }

  /// Others besides, which a study has under names of its own.
  /// - Parameter place: of an experiment among all of them.
  /// - Throws: `Failure` where two different ones have one name.
  func with(
    _ others: [ResolvedExperiment], at place: (ResolvedExperiment) -> Int
  ) throws -> ExperimentSelection {
    var all = experiments
    for experiment in others {
      guard let twin = all.first(where: { $0.spec.name == experiment.spec.name }) else {
        all.append(experiment)
        continue
      }
      guard twin.spec.differences(from: experiment.spec).isEmpty else {
        throw Failure.sameName(twin.spec.name, twin, experiment, status: .usage)
      }
    }
    let places = all.map(place)
    let order = all.indices.sorted { (places[$0], $0) < (places[$1], $1) }
    return ExperimentSelection(order.map { all[$0] }, failures: failures, isGrid: isGrid)
  }

  private init(_ experiments: [ResolvedExperiment], failures: [FailedCell], isGrid: Bool) {
    self.experiments = experiments
    self.failures = failures
    self.isGrid = isGrid
  }

  /// Values of which one would be lost without a word.
  private static func contradictions(
    _ common: [Override], _ grids: [Grid], hasEpochs: Bool, mayHoldSeeds: Bool
  ) -> [Failure] {
    var options: [String: String] = [:]
    var problems: [String] = []
    for (index, override) in common.enumerated() {
      let path = override.path.dotted
      let option = hasEpochs && index == common.count - 1 ? "--epochs" : "--set \(path)"
      // Of `--set` twice the last one counts, as of any option.
      if let other = options[path], other != option { problems.append("\(other) and \(option)") }
      options[path] = option
    }
    for grid in grids {
      guard let path = grid.overrides.first?.path.dotted else { continue }
      if let other = options[path] { problems.append("\(other) and --grid \(path)") }
      options[path] = "--grid \(path)"
    }
    var failures = problems.map {
      Failure("\($0) give the same value twice; give one of them", status: .usage)
    }
    if !mayHoldSeeds, let override = (common + grids.flatMap(\.overrides)).first(where: \.setsSeed) {
      failures.append(
        Failure(
          "\(override.path.dotted): seeds are no part of a variant here; give them with --seed or --seeds",
          status: .usage))
    }
    return failures
  }

  /// Works out every network's shapes and batches, as far as that is possible without reading data.
  /// - Returns: those that can be built, of a grid; otherwise all.
  /// - Throws: `Failures` with everything that is wrong in all of them.
  func withCheckedPlans(data: DataLibrary, context: ProgramContext) throws -> ExperimentSelection {
    var failures = failures
    var sound: [ResolvedExperiment] = []
    for experiment in experiments {
      do {
        try context.plan(of: experiment, data: data)
        sound.append(experiment)
      } catch {
        failures.append(
          FailedCell(experiment: experiment.spec.name, failure: Failure(error, about: experiment)))
      }
    }
    guard failures.isEmpty || (isGrid && !sound.isEmpty) else {
      throw Failures(all: failures.map(\.failure))
    }
    return ExperimentSelection(sound, failures: failures, isGrid: isGrid)
  }

  /// A run of an experiment with one seed.
  struct Run {
    let experiment: ResolvedExperiment
    let session: RunSession
  }

  func runs(_ options: TrainingOptions, data: DataLibrary, context: ProgramContext) throws -> [Run] {
    try Self.runs(
      experiments.flatMap { experiment in
        options.seeds.seeds(else: [experiment.spec.training.seed]).map { (experiment, $0) }
      }, options, data: data, context: context)
  }

  /// A run for each experiment and seed.
  static func runs(
    _ seeded: [(experiment: ResolvedExperiment, seed: UInt64)], _ options: TrainingOptions, data: DataLibrary,
    context: ProgramContext
  ) throws -> [Run] {
    let kernels = try context.kernels()
    let checkpointInterval = try context.checkpointInterval()
    // Several runs share the processors by running side by side, which costs less than sharing each run's steps.
    let threads = options.threads ?? (seeded.count > 1 ? 1 : nil)
    return seeded.map { experiment, seed in
      var spec = experiment.spec
      spec.training.seed = seed
      return Run(
        experiment: experiment,
        session: RunSession(
          spec: spec, runsDirectory: context.runsDirectory(options.runsDirectory), fresh: options.fresh,
          threads: threads, kernels: kernels, data: data, checkpointInterval: checkpointInterval))
    }
  }
}

extension SeedSelection {
  func seeds(else seeds: [UInt64]) -> [UInt64] {
    switch self {
    case .ofSpec: seeds
    case .these(let seeds): seeds
    }
  }
}

extension [Setting] {
  /// `--set` and `--epochs` as overrides.
  /// - Parameter collect: keeps what an override's text is wrong in.
  func overrides(
    epochs: Int?, currentDirectory: String, _ collect: (() throws -> Override) -> Override?
  ) -> [Override] {
    compactMap { setting in
      collect { try Override(parsing: "\(setting.key)=\(setting.value)", currentDirectory: currentDirectory) }
    } + [epochs.map { Override.epochs($0, currentDirectory: currentDirectory) }].compactMap { $0 }
  }
}

extension SpecOptions {
  /// `--set` and `--epochs`.
  /// - Throws: `Failures` with everything that is wrong in them.
  func overrides(_ context: ProgramContext) throws -> [Override] {
    var failures: [Failure] = []
    let overrides = settings.overrides(epochs: epochs, currentDirectory: context.currentDirectory) {
      do {
        return try $0()
      } catch {
        failures.append(Failure(error))
        return nil
      }
    }
    guard failures.isEmpty else { throw Failures(all: failures) }
    return overrides
  }
}
