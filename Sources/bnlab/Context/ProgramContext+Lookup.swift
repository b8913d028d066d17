import Experiments
import Runs

/// What commands look up in the same way. What the user must know of it is said on the console.
extension ProgramContext {
  /// A study, its experiments with the command line's overrides.
  /// - Parameter isQuick: whether it is shortened as it says.
  func study(_ name: String, _ changes: SpecChanges, isQuick: Bool = false) throws -> ResolvedStudy {
    let study = try studies().resolve(
      name, isQuick: isQuick, overrides: try changes.overrides(currentDirectory: currentDirectory))
    study.replacements.forEach(console.warning)
    return study
  }

  /// Checks that the name of `--name`, if it is given, means nothing else.
  func checkName(_ changes: SpecChanges, _ selection: PlannedSelection, _ settings: RunSettings) throws {
    guard let name = changes.name else { return }
    if try studies().names().contains(name), try !experiments().names().contains(name) {
      throw Failure("--name \(name): a study has this name; choose another one", .usage)
    }
    let archive = RunArchive(runsDirectory: settings.runsDirectory)
    for planned in selection.experiments { try archive.checkName(of: planned.experiment) }
  }

  /// The finished runs of the compared experiments.
  func archivedRuns(
    _ compared: ComparedExperiments, seeds: SeedSelection, isPartial: Bool, _ settings: RunSettings
  ) throws -> ArchivedRuns {
    let archived = try ArchivedRuns(
      compared, seeds: seeds, isPartial: isPartial,
      archive: RunArchive(runsDirectory: settings.runsDirectory, data: settings.data),
      library: experiments(runsDirectory: settings.runsDirectory), warn: warn)
    for failure in archived.skipped { console.warning(failure.parts.map(\.located)) }
    for run in archived.damaged { console.error(run.failure.parts.map(\.located)) }
    return archived
  }
}
