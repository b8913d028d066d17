import CommandLineTool
import Experiments
import Reporting
import Runs
import Schema

/// `bnlab list`
struct ListCommand: Command, Equatable, Sendable {
  var messages = MessageOptions()
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "list", abstract: "List the experiments and studies there are.",
      discussion: """
        Grouped by article: its experiments and its studies. Then bnlab's own, examples that no study uses, and those in \
        the folder 'experiments' here.
        """,
      options: OutputOptions.options.map { $0.within(\.output) } + [.noColor(\.messages.noColor)])
  }

  /// Lists every experiment and study, and says what is wrong with broken ones.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let entries = try context.experiments().entries()
    var problems = entries.compactMap(\.problem)
    var used: Set<String> = []
    let library = context.studies()
    let studies = try library.names().map { name in
      let origin: ListedExperiment.Origin = library.isBuiltIn(name) ? .builtIn : .local
      let path = library.path(ofStudy: name)
      do throws(SpecError) {
        let study = try library.resolve(name)
        used.formUnion(study.subjects.map(\.experiment.baseName))
        return ListedExperiment(
          name: name, title: study.spec.title, source: study.spec.source,
          path: path, origin: origin)
      } catch {
        problems.append(error)
        return ListedExperiment(name: name, title: "(broken)", path: path, origin: origin)
      }
    }
    let listed = entries.map { entry in
      ListedExperiment(
        name: entry.name, title: entry.title ?? (entry.problem.map { _ in "(broken)" }),
        source: (try? entry.experiment.get())?.spec.source, path: entry.paths.first,
        origin: entry.isBuiltIn || entry.isCopy ? .builtIn : .local, isInStudy: used.contains(entry.name))
    }
    context.print(.experiments(listed, studies: studies), output.format)
    for problem in problems { context.console.warning(Failure(problem).parts.map(\.located)) }
    return .success
  }
}

extension ExperimentLibrary.Entry {
  fileprivate var problem: SpecError? {
    if case .failure(let error) = experiment { error } else { nil }
  }
}
