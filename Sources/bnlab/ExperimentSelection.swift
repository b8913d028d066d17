import CommandLineTool
import Engine
import Experiments
import Training

/// The experiments that a command line names, with its overrides, and the runs that they come to.
struct ExperimentSelection {
  let experiments: [ResolvedExperiment]
  /// Of a grid, the cells that cannot run; they do not stop the others.
  let failures: [Failure]
  private let isGrid: Bool

  /// - Throws: `Failures` with everything that is wrong in all of them.
  init(
    _ names: [String], settings: [Setting], grids: [Setting] = [], epochs: Int? = nil,
    context: ProgramContext
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
    let cells = collect {
      try Grid.cells(grids.map { try Grid(parsing: "\($0.key)=\($0.value)", currentDirectory: directory) })
    }
    guard failures.isEmpty, let cells else { throw Failures(all: failures) }
    let isGrid = cells.count > 1

    let library = context.experiments
    var experiments: [ResolvedExperiment] = []
    for name in names {
      // What is wrong whatever the cell is told once.
      if isGrid, collect({ try library.resolve(name, overrides: common) }) == nil {
        throw Failures(all: failures)
      }
      for cell in cells {
        guard let experiment = collect({ try library.resolve(name, overrides: common + cell) }) else {
          continue
        }
        guard let twin = experiments.first(where: { $0.spec.name == experiment.spec.name }) else {
          experiments.append(experiment)
          continue
        }
        // Named twice is harmless; two files of one name would write into one folder.
        if twin.files != experiment.files {
          throw Failure(
            "two experiments are called \(experiment.baseName): \(twin.files[0]) and \(experiment.files[0])",
            status: .usage)
        }
      }
    }
    guard failures.isEmpty || (isGrid && !experiments.isEmpty) else { throw Failures(all: failures) }
    self.init(experiments, failures: failures, isGrid: isGrid)
  }

  init(_ experiments: [ResolvedExperiment]) {
    self.init(experiments, failures: [], isGrid: false)
  }

  private init(_ experiments: [ResolvedExperiment], failures: [Failure], isGrid: Bool) {
    self.experiments = experiments
    self.failures = failures
    self.isGrid = isGrid
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
        failures.append(Failure(error, about: experiment))
      }
    }
    guard failures.isEmpty || (isGrid && !sound.isEmpty) else { throw Failures(all: failures) }
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
    // Several runs share the processors by running side by side, which costs less than sharing each run's steps.
    let threads = options.threads ?? (seeded.count > 1 ? 1 : nil)
    return seeded.map { experiment, seed in
      var spec = experiment.spec
      spec.training.seed = seed
      return Run(
        experiment: experiment,
        session: RunSession(
          spec: spec, runsDirectory: context.runsDirectory(options.runsDirectory), fresh: options.fresh,
          threads: threads, kernels: kernels, data: data))
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
