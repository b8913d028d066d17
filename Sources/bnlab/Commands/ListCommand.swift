import CommandLineTool
import Experiments
import Reporting
import Schema

/// `bnlab list`
struct ListCommand: Command, Equatable, Sendable {
  var messages = MessageOptions()
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "list", abstract: "List the experiments and studies there are.",
      options: OutputOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)])
  }

  /// Lists every experiment and study, and says what is wrong with broken ones.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let entries = try context.experiments.entries()
    let listed = entries.map { entry in
      ListedExperiment(
        name: entry.name, title: entry.title ?? (entry.problem.map { _ in "(broken)" }),
        source: (try? entry.experiment.get())?.spec.source?.tutorial, path: entry.paths.first)
    }
    var problems = entries.compactMap(\.problem)
    let studies = try context.studies.names().map { name in
      do throws(SpecError) {
        let study = try context.studies.resolve(name)
        return ListedExperiment(
          name: name, title: study.spec.title, source: study.spec.source?.tutorial,
          path: study.isBuiltIn ? nil : study.file)
      } catch {
        problems.append(error)
        return ListedExperiment(name: name, title: "(broken)")
      }
    }
    context.print(.experiments(listed, studies: studies), output.format)
    for problem in problems { context.console.warning(problem.description) }
    return .success
  }
}

extension ExperimentLibrary.Entry {
  fileprivate var problem: SpecError? {
    if case .failure(let error) = experiment { error } else { nil }
  }
}
