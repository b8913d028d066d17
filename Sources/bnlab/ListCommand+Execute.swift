import CommandLineTool
import Experiments
import Reporting

extension ListCommand {
  /// Lists every experiment, broken ones with what is wrong with them.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let entries = try context.experiments.entries()
    let listed = entries.map { entry in
      ListedExperiment(
        name: entry.name, title: entry.title ?? (entry.problem.map { _ in "(broken)" }),
        source: (try? entry.experiment.get())?.spec.source?.tutorial, path: entry.paths.first)
    }
    context.print(.experiments(listed), output)
    for entry in entries {
      if let problem = entry.problem { context.console.warning(problem.description) }
    }
    return .success
  }
}

extension ExperimentLibrary.Entry {
  fileprivate var problem: ExperimentError? {
    if case .failure(let error) = experiment { error } else { nil }
  }
}
