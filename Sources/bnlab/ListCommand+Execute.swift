import CommandLineTool
import Experiments
import Reporting
import Schema

extension ListCommand {
  /// Lists every experiment and study, broken ones with what is wrong with them.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let entries = try context.experiments.entries()
    let listed = entries.map { entry in
      ListedExperiment(
        name: entry.name, title: entry.title ?? (entry.problem.map { _ in "(broken)" }),
        source: (try? entry.experiment.get())?.spec.source?.tutorial, path: entry.paths.first)
    }
    var problems = entries.compactMap(\.problem)
    let studies = try context.studies.names().map { name in
      do throws(ExperimentError) {
        let study = try context.studies.resolve(name)
        return ListedExperiment(
          name: name, title: study.spec.title, source: study.spec.source?.tutorial,
          path: study.isBuiltIn ? nil : study.file)
      } catch {
        problems.append(error)
        return ListedExperiment(name: name, title: "(broken)")
      }
    }
    context.print(.experiments(listed, studies: studies), output)
    for problem in problems { context.console.warning(problem.description) }
    return .success
  }
}

extension ExperimentLibrary.Entry {
  fileprivate var problem: ExperimentError? {
    if case .failure(let error) = experiment { error } else { nil }
  }
}
