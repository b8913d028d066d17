import Experiments
import System
import Text

/// The finished runs of the compared experiments, read as they are: nothing is trained.
public struct ArchivedRuns: Sendable {
  /// The runs that are there, by experiment.
  public private(set) var runs: [RunArchive.Run] = []
  /// By name, with overrides, in the order given; nil if only the run folder is known.
  public private(set) var experiments: [(name: String, experiment: ResolvedExperiment?)] = []
  /// Cells of a grid that cannot be experiments at all.
  public private(set) var failedCells: [FailedRun] = []
  /// Runs of chosen seeds that are not there, or that are of another spec.
  public private(set) var missing: [FailedRun] = []
  /// Runs that are there and cannot be read.
  public private(set) var damaged: [FailedRun] = []
  /// Experiments that have not been run, and cells of a grid that are none.
  public private(set) var skipped: [Failure] = []
  /// Number of runs that were asked for: of each experiment the chosen seeds, or else those of its run folders, or else
  /// one. Runs of another spec count only if their seeds were chosen.
  public private(set) var requestedCount = 0

  private let archive: RunArchive

  /// - Parameters:
  ///   - chosen: the seeds to read; `ofSpec`: all that have a run.
  ///   - isPartial: whether runs may be missing or damaged, but not all.
  ///   - warn: told of every run that is left out.
  /// - Throws: `Failures` if an experiment is unknown and has no run folder, or if runs are missing or damaged
  ///   and may not be.
  public init(
    _ compared: ComparedExperiments, seeds chosen: SeedSelection, isPartial: Bool = false,
    archive: RunArchive, library: ExperimentLibrary, warn: (String) -> Void
  ) throws(Failures) {
    self.archive = archive
    var failures: [Failure] = []
    var unrun: [Failure] = []
    var leftOut: [LeftOutRun] = []
    for name in compared.names {
      do {
        for (name, experiment) in try experiments(name, compared, library)
        where !experiments.contains(where: { $0.name == name }) {
          do {
            try addRuns(name, experiment, compared.seeds(of: name, chosen), &leftOut)
            experiments.append((name, experiment))
          } catch {
            unrun += error.all.filter { !unrun.contains($0) }
            addMissing(name, experiment, compared.seeds(of: name, chosen))
          }
        }
      } catch {
        // A problem that all names have in common is reported once.
        failures += error.all.filter { !failures.contains($0) }
      }
    }
    leftOut.sentences.forEach(warn)
    skipped = failures + unrun
    let all = damaged.map(\.failure) + skipped
    // Cells of a grid that are no experiments do not hide the others.
    guard !runs.isEmpty, failures.isEmpty || !compared.changes.grids.isEmpty else { throw Failures(all) }
    guard isPartial || runs.count == requestedCount else {
      throw Failures(all + [Failure(SelectionError.runsMissing(count: runs.count, of: requestedCount))])
    }
  }

  /// The seeds of each experiment that were chosen and have no run.
  public var missingSeeds: [String: [UInt64]] {
    (missing + damaged).seedsByExperiment
  }

  /// Cells that cannot be experiments, missing runs, and runs that cannot be read.
  public var failures: [FailedRun] { failedCells + missing + damaged }

  /// Keeps only those missing runs that are needed for a judgement.
  public mutating func keepMissing(where isJudged: (_ experiment: String, _ seed: UInt64) -> Bool) {
    missing.removeAll { run in run.seed.map { !isJudged(run.experiment, $0) } ?? false }
  }

  /// Finds what a name means: a study's experiment, experiments with the command line's overrides, or a run folder of
  /// this very name.
  private mutating func experiments(
    _ name: String, _ compared: ComparedExperiments, _ library: ExperimentLibrary
  ) throws(Failures) -> [(name: String, experiment: ResolvedExperiment?)] {
    if let subject = compared.subject(name) { return [(subject.experiment.spec.name, subject.experiment)] }
    do {
      let selection = try ExperimentSelection(
        [name], compared.changes, mayHoldSeeds: false, library: library)
      failedCells += selection.failures
      return selection.experiments.map { ($0.spec.name, $0) }
    } catch {
      // Runs of an experiment whose spec is gone, or of a variant whose name is shortened.
      guard compared.changes.isEmpty, !name.contains("/"), try seeds(of: name, nil).isEmpty == false else {
        throw error
      }
      return [(name, nil)]
    }
  }

  /// Adds an experiment without any finished run, so that checks of it can say what is missing.
  private mutating func addMissing(
    _ name: String, _ experiment: ResolvedExperiment?, _ seeds: SeedSelection
  ) {
    experiments.append((name, experiment))
    let wanted = seeds.seeds(else: experiment.map { [$0.spec.training.seed] } ?? [])
    requestedCount += wanted.count
    missing += wanted.map {
      FailedRun(experiment: name, seed: $0, failure: Failure(SelectionError.missingRun))
    }
  }

  /// The seeds that have a run folder.
  private func seeds(of name: String, _ experiment: ResolvedExperiment?) throws(Failures) -> [UInt64] {
    do throws(FileError) {
      if let experiment { return try archive.seeds(of: experiment) }
      return try archive.seeds(of: name)
    } catch {
      throw Failures(error)
    }
  }

  private mutating func addRuns(
    _ name: String, _ experiment: ResolvedExperiment?, _ seeds: SeedSelection, _ leftOut: inout [LeftOutRun]
  ) throws(Failures) {
    var reference = experiment?.spec
    var found: [RunArchive.Run] = []
    var missing: [FailedRun] = []
    var damagedCount = 0
    func leaveOut(_ seed: UInt64, _ reason: SelectionError) {
      leftOut.append(LeftOutRun(experiment: name, seed: seed, reason: "\(reason)"))
      missing.append(FailedRun(experiment: name, seed: seed, failure: Failure(reason)))
    }
    for seed in seeds.seeds(else: try self.seeds(of: name, experiment)) {
      let archived: RunArchive.Run?
      do {
        archived = try experiment.map { try archive.run(of: $0, seed: seed) } ?? archive.run(name, seed: seed)
      } catch {
        damaged.append(FailedRun(experiment: name, seed: seed, failure: Failure(error)))
        damagedCount += 1
        continue
      }
      guard var run = archived else {
        leaveOut(seed, .missingRun)
        continue
      }
      // Runs of different specs must not be taken for seeds of one.
      let differences = reference.map { run.record.spec.differences(from: $0) } ?? []
      guard differences.isEmpty else {
        leaveOut(seed, .otherSpec(keys: differences.map { $0.path.description }))
        continue
      }
      reference = reference ?? run.record.spec
      if let experiment { run.record.spec = run.record.spec.described(as: experiment.spec) }
      run.record.rename(name)
      found.append(run)
    }
    guard !found.isEmpty || damagedCount > 0 else {
      throw Failures(SelectionError.noFinishedRun(experiment: name, runsDirectory: archive.runsDirectory))
    }
    runs += found
    switch seeds {
    case .ofSpec:
      // Runs of another spec were not asked for. Those that are not finished were, in an earlier call.
      requestedCount +=
        found.count + damagedCount + missing.count { $0.failure == Failure(SelectionError.missingRun) }
    case .these(let wanted):
      requestedCount += wanted.count
      self.missing += missing
    }
  }
}

/// A run that a comparison leaves out, and why.
private struct LeftOutRun {
  let experiment: String
  let seed: UInt64
  let reason: String
}

extension [LeftOutRun] {
  /// One sentence for all experiments, such as the cells of a grid, that lack the same seeds for the same reason.
  fileprivate var sentences: [String] {
    grouped { [$0.experiment, $0.reason] }
      .map { (experiment: $0.key[0], reason: $0.key[1], seeds: $0.elements.map(\.seed).seedsText) }
      .grouped { [$0.seeds, $0.reason] }
      .map { "\(listed($0.elements.map(\.experiment).abbreviated, "and")), \($0.key[0]): \($0.key[1])" }
  }
}
