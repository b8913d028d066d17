import CommandLineTool
import Datasets
import Experiments
import Runs

/// `bnlab check [FILE...]`
struct CheckCommand: Command, Equatable, Sendable {
  /// Spec and study files, or names; empty for every experiment and study there is.
  var files: [String] = []
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "check", abstract: "Validate specs and studies without running them.",
      argument: .several(
        "file", \.files, .text, isRequired: false, default: "every experiment and study",
        help: "Spec files, study files, or names of experiments or studies."),
      options: [.quiet(\.messages.quiet), .noColor(\.messages.noColor)])
  }

  /// Says of each spec that it is right, or everything that is wrong with it.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let library = context.experiments
    let studies = context.studies
    let data = context.dataLibrary(nil)
    let (allNames, allStudyNames) = (try library.names(), try studies.names())
    var (names, studyNames) = (allNames, allStudyNames)
    if !files.isEmpty {
      // An experiment and a study of the same name are both checked. An unknown name is reported with the experiments.
      studyNames = files.filter { studies.isStudy($0) || allStudyNames.contains($0) }
      names = files.filter { allNames.contains($0) || !studyNames.contains($0) }
    }
    var failures: [Failure] = []
    for name in studyNames {
      do {
        for isQuick in [false, true] {
          // The samples of data that is not there yet cannot be counted.
          try studies.resolve(name, isQuick: isQuick).checkSamples {
            try? data.outline(of: $0.spec).testCount
          }
        }
        try studies.checkChoices(of: name)
        if !messages.quiet { context.print("\(studies.isStudy(name) ? name : "study \(name)"): ok\n") }
      } catch {
        failures.append(Failure(error))
      }
    }
    for name in names {
      do {
        try studies.requireExperimentOrStudy(name)
        let experiment = try library.resolve(name)
        do {
          _ = try PlannedExperiment(experiment, data: data, warn: context.warn)
        } catch let error as DatasetError where error.kind == .inputMissing {
          // The spec may be right although its data is not there yet.
          context.console.warning("\(name): \(error); shapes are not checked")
        } catch {
          throw Failure(error, about: experiment)
        }
        if !messages.quiet { context.print("\(name): ok\n") }
      } catch {
        failures.append(Failure(error))
      }
    }
    return context.report(failures)
  }
}
