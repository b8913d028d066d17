import CommandLineTool
import Engine
import Experiments
import Training

/// The experiments that a command line names, with its overrides, and the runs that they come to.
struct ExperimentSelection {
  let experiments: [ResolvedExperiment]

  /// - Throws: `Failures` with everything that is wrong in all of them.
  init(_ names: [String], settings: [Setting], epochs: Int? = nil, context: ProgramContext) throws {
    var failures: [Failure] = []
    func collect<Value>(_ body: () throws -> Value) -> Value? {
      do {
        return try body()
      } catch {
        failures.append(Failure(error))
        return nil
      }
    }

    let overrides = settings.compactMap { setting in
      collect {
        try Override(
          parsing: "\(setting.key)=\(setting.value)", currentDirectory: context.currentDirectory)
      }
    }
    let epochs = epochs.map { Override.epochs($0, currentDirectory: context.currentDirectory) }
    guard failures.isEmpty else { throw Failures(all: failures) }

    let library = context.experiments
    var experiments: [ResolvedExperiment] = []
    for name in names {
      guard
        let experiment = collect({
          try library.resolve(name, overrides: overrides + [epochs].compactMap { $0 })
        })
      else { continue }
      guard let twin = experiments.first(where: { $0.spec.name == experiment.spec.name }) else {
        experiments.append(experiment)
        continue
      }
      // Named twice is harmless; two files of one name would write into one folder.
      if twin.files != experiment.files {
        failures.append(
          Failure(
            "two experiments are called \(experiment.baseName): \(twin.files[0]) and \(experiment.files[0])",
            status: .usage))
      }
    }
    guard failures.isEmpty else { throw Failures(all: failures) }
    self.experiments = experiments
  }

  /// Works out every network's shapes and batches, as far as that is possible without reading data.
  /// - Throws: `Failures` with everything that is wrong in all of them.
  func checkPlans(data: DataLibrary, context: ProgramContext) throws {
    var failures: [Failure] = []
    for experiment in experiments {
      do {
        try context.plan(of: experiment, data: data)
      } catch {
        failures.append(Failure(error, about: experiment))
      }
    }
    guard failures.isEmpty else { throw Failures(all: failures) }
  }

  /// A run of an experiment with one seed.
  struct Run {
    let experiment: ResolvedExperiment
    let session: RunSession
  }

  func runs(_ options: TrainingOptions, data: DataLibrary, context: ProgramContext) throws -> [Run] {
    let kernels = try context.kernels()
    let seeded: [(ResolvedExperiment, ExperimentSpec)] = experiments.flatMap { experiment in
      let seeds: [UInt64] =
        switch options.seeds {
        case .ofSpec: [experiment.spec.training.seed]
        case .these(let seeds): seeds
        }
      return seeds.map { seed in
        var spec = experiment.spec
        spec.training.seed = seed
        return (experiment, spec)
      }
    }
    // Several runs share the processors by running side by side, which costs less than sharing each run's steps.
    let threads = options.threads ?? (seeded.count > 1 ? 1 : nil)
    return seeded.map { experiment, spec in
      Run(
        experiment: experiment,
        session: RunSession(
          spec: spec, runsDirectory: context.runsDirectory(options.runsDirectory), fresh: options.fresh,
          threads: threads, kernels: kernels, data: data))
    }
  }
}
