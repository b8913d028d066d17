import CommandLineTool
import Experiments
import Reporting
import Training

/// What `compare --no-run` finds: the finished runs of the experiments, as they lie there.
struct ArchivedRuns {
  let summaries: [RunSummary]
  /// By name, with overrides, in the order given; nil where only the run folder is known.
  let experiments: [(name: String, experiment: ResolvedExperiment?)]

  /// - Throws: `Failures` where an experiment is unknown and has no run folder, or has no finished run.
  init(
    _ given: [String], spec options: SpecOptions, training: TrainingOptions, context: ProgramContext
  ) throws {
    let archive = RunArchive(runsDirectory: context.runsDirectory(training.runsDirectory))
    var experiments: [(name: String, experiment: ResolvedExperiment?)] = []
    var summaries: [RunSummary] = []
    var failures: [Failure] = []
    for name in given {
      do {
        for (name, experiment) in try Self.experiments(name, options, archive: archive, context: context)
        where !experiments.contains(where: { $0.name == name }) {
          do {
            summaries += try Self.runs(
              name, experiment?.spec, archive: archive, training: training, context: context)
            experiments.append((name, experiment))
          } catch {
            failures.append(Failure(error))
          }
        }
      } catch let error as Failures {
        failures += error.all
      } catch {
        failures.append(Failure(error))
      }
    }
    // Of a grid, cells that have not been run do not hide the others.
    guard failures.isEmpty || (!options.grids.isEmpty && !summaries.isEmpty) else {
      throw Failures(all: failures)
    }
    for failure in failures { context.console.warning(failure.message) }
    self.experiments = experiments
    self.summaries = summaries
  }

  /// What a name stands for: a run folder of this very name, or experiments with the command line's overrides.
  private static func experiments(
    _ name: String, _ options: SpecOptions, archive: RunArchive, context: ProgramContext
  ) throws -> [(name: String, experiment: ResolvedExperiment?)] {
    let isPlain = options.settings.isEmpty && options.grids.isEmpty && options.epochs == nil
    do {
      let selection = try ExperimentSelection(
        [name], settings: options.settings, grids: options.grids, epochs: options.epochs, context: context)
      return selection.experiments.map { ($0.spec.name, $0) }
    } catch {
      // Runs of a variant, or of an experiment whose spec is gone.
      guard isPlain, !name.contains("/"), !archive.seeds(of: name).isEmpty else { throw error }
      return [(name, nil)]
    }
  }

  private static func runs(
    _ name: String, _ spec: ExperimentSpec?, archive: RunArchive, training: TrainingOptions,
    context: ProgramContext
  ) throws -> [RunSummary] {
    var reference = spec
    var found: [RunSummary] = []
    for seed in training.seeds.seeds(else: archive.seeds(of: name)) {
      guard let run = try archive.run(name, seed: seed) else {
        context.console.warning("\(name), seed \(seed) has no finished run")
        continue
      }
      // Runs of different specs are not to be taken for seeds of one.
      let differences = reference.map { run.record.spec.differences(from: $0) } ?? []
      guard differences.isEmpty else {
        let keys = differences.map { $0.path.description }.joined(separator: ", ")
        context.console.warning("\(name), seed \(seed) is left out: its run differs in \(keys)")
        continue
      }
      reference = reference ?? run.record.spec
      found.append(RunSummary(run.record, epochs: run.epochs, folder: run.folder))
    }
    guard !found.isEmpty else {
      throw Failure("\(name) has no finished run in \(archive.runsDirectory)", status: .noInput)
    }
    return found
  }
}
