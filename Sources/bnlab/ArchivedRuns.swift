import CommandLineTool
import Experiments
import Reporting
import Runs
import Training

/// What `compare --no-run` finds: the finished runs of the experiments, as they lie there.
struct ArchivedRuns {
  private(set) var summaries: [RunSummary] = []
  /// By name, with overrides, in the order given; nil where only the run folder is known.
  private(set) var experiments: [(name: String, experiment: ResolvedExperiment?)] = []
  /// Of a grid, the cells that cannot be experiments at all.
  private(set) var failedCells: [FailedCell] = []
  /// Runs of seeds that the command line asks for and that are not there, or are of another spec.
  private(set) var missing: [RunFailure] = []

  /// Runs that are there and cannot be read.
  private(set) var damaged: [RunFailure] = []
  private var unreadable: [Failure] = []

  private let archive: RunArchive
  private let context: ProgramContext

  /// - Throws: `Failures` where an experiment is unknown and has no run folder, or has no finished run.
  init(
    _ compared: ComparedExperiments, spec options: SpecOptions, training: TrainingOptions,
    context: ProgramContext
  ) throws {
    archive = RunArchive(runsDirectory: context.runsDirectory(training.runsDirectory))
    self.context = context
    var failures: [Failure] = []
    for name in compared.names {
      do {
        let found =
          try compared.subject(name, options).map { [($0.experiment.spec.name, $0.experiment)] }
          ?? experiments(name, options)
        for (name, experiment) in found
        where !experiments.contains(where: { $0.name == name }) {
          do {
            try addRuns(name, experiment?.spec, compared.seeds(of: name, training.seeds))
            experiments.append((name, experiment))
          } catch {
            failures.append(Failure(error))
          }
        }
      } catch let error as Failures {
        // The same for every name is told once.
        failures += error.all.filter { !failures.contains($0) }
      } catch {
        failures.append(Failure(error))
      }
    }
    // Of a grid, cells that have not been run do not hide the others; nor do runs that cannot be read.
    guard !summaries.isEmpty, failures.isEmpty || !options.grids.isEmpty else {
      throw Failures(all: unreadable + failures)
    }
    for failure in failures { context.console.warning(failure.message) }
    for failure in unreadable { context.console.error(failure.message) }
  }

  /// By experiment.
  var missingSeeds: [String: [UInt64]] {
    Dictionary(grouping: missing + damaged, by: \.experiment).mapValues { $0.compactMap(\.seed) }
  }

  /// Keeps of the missing runs those that something is to be judged of.
  mutating func keepMissing(where isJudged: (_ experiment: String, _ seed: UInt64) -> Bool) {
    missing.removeAll { failure in failure.seed.map { !isJudged(failure.experiment, $0) } ?? false }
  }

  /// Cells that cannot be experiments, missing runs, and runs that cannot be read.
  var failures: [RunFailure] {
    failedCells.map(\.runFailure) + missing + damaged
  }

  /// What a name stands for: a run folder of this very name, or experiments with the command line's overrides.
  private mutating func experiments(_ name: String, _ options: SpecOptions) throws
    -> [(name: String, experiment: ResolvedExperiment?)]
  {
    let isPlain = options.settings.isEmpty && options.grids.isEmpty && options.epochs == nil
    do {
      let selection = try ExperimentSelection(
        [name], settings: options.settings, grids: options.grids, epochs: options.epochs, mayHoldSeeds: false,
        context: context)
      failedCells += selection.failures
      return selection.experiments.map { ($0.spec.name, $0) }
    } catch {
      // Runs of a variant, or of an experiment whose spec is gone.
      guard isPlain, !name.contains("/"), !archive.seeds(of: name).isEmpty else { throw error }
      return [(name, nil)]
    }
  }

  private mutating func addRuns(_ name: String, _ spec: ExperimentSpec?, _ seeds: SeedSelection) throws {
    var reference = spec
    var found: [RunSummary] = []
    var missing: [RunFailure] = []
    var isDamaged = false
    func leaveOut(_ seed: UInt64, _ reason: String) {
      context.console.warning("\(name), seed \(seed) \(reason)")
      missing.append(RunFailure(experiment: name, seed: seed, message: reason))
    }
    for seed in seeds.seeds(else: archive.seeds(of: name)) {
      let archived: RunArchive.Run?
      do {
        archived = try archive.run(name, seed: seed)
      } catch {
        let failure = Failure(error)
        unreadable.append(failure)
        damaged.append(RunFailure(experiment: name, seed: seed, message: failure.message))
        isDamaged = true
        continue
      }
      guard let run = archived else {
        leaveOut(seed, "has no finished run")
        continue
      }
      // Runs of different specs are not to be taken for seeds of one.
      let differences = reference.map { run.record.spec.differences(from: $0) } ?? []
      guard differences.isEmpty else {
        let keys = differences.map { $0.path.description }.joined(separator: ", ")
        leaveOut(seed, "is left out: its run differs in \(keys)")
        continue
      }
      reference = reference ?? run.record.spec
      found.append(RunSummary(run.record, epochs: run.epochs, folder: run.folder))
    }
    guard !found.isEmpty || isDamaged else {
      throw Failure("\(name) has no finished run in \(archive.runsDirectory)", status: .noInput)
    }
    summaries += found
    switch seeds {
    case .ofSpec: break
    case .these: self.missing += missing
    }
  }
}
