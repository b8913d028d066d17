import CommandLineTool
import Datasets
import Experiments
import Reporting
import Runs
import Text
import Training

/// `bnlab check [FILE...]`
struct CheckCommand: Command, Equatable, Sendable {
  /// Spec and study files, or names; empty for every experiment and study there is.
  var files: [String] = []
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "check", abstract: "Validate specs and studies without running them.",
      argument: .several(
        "file", \.files, .subject, isRequired: false, default: "every experiment and study",
        help: "Spec files, study files, or names of experiments or studies."),
      options: [.quiet(\.messages.quiet), .noColor(\.messages.noColor)])
  }

  /// Says of each spec that it is right, or everything that is wrong with it: all that `run` would refuse before it
  /// trains.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let library = context.experiments()
    let studies = context.studies()
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
        let forms = try [false, true].map { isQuick in
          let study = try studies.resolve(name, isQuick: isQuick)
          // The samples of data that is not there yet cannot be counted.
          try study.checkSamples { try? data.outline(of: $0.spec).testCount }
          return study
        }
        try plan(forms + studies.checkedCombinations(name), data)
        if !messages.quiet { context.print("\(studies.isStudy(name) ? name : "study \(name)"): ok\n") }
      } catch {
        failures += Failures(error).all
      }
    }
    let kernels = try context.kernels()
    var missing: [MNISTFamily] = []
    for name in names {
      do {
        try studies.requireExperimentOrStudy(name)
        let experiment = try library.resolve(name)
        missing += [data.missingDownload(experiment.spec)].compactMap(\.self)
        var classes = ""
        do {
          let planned = try PlannedExperiment(experiment, data: data, warn: context.warn)
          if let names = planned.plan.data.classNames { classes = " (classes: \(names.numberedClasses))" }
          try PreparedRun.check(experiment.spec, plan: planned.plan, data: data, kernels: kernels)
        } catch DatasetError.filesNotFound(let family, _, _) {
          // The spec may be right although its data is not there yet.
          context.console.warning(
            "\(name): \(family.title) is not on this machine; its labels are not checked")
        } catch {
          throw Failure(error, about: experiment)
        }
        if !messages.quiet { context.print("\(name): ok\(classes)\n") }
      } catch {
        failures.append(Failure(error))
      }
    }
    if !messages.quiet {
      for family in missing.distinct {
        context.console.note("Note: \(family.title) is not on this machine; the first run downloads it.")
      }
    }
    return context.report(failures)
  }

  /// Checks the shapes of the studies' experiments. Those whose data is not there yet are left out; the experiments that
  /// they are made of are checked by themselves, and tell it.
  /// - Parameter studies: one study in all its forms.
  /// - Throws: `Failures`, each problem once, with the first combination of choices that has it.
  private func plan(_ studies: [ResolvedStudy], _ data: DataLibrary) throws(Failures) {
    var planned: Set<String> = []
    var failures: [(problem: String, failure: Failure)] = []
    for study in studies {
      for subject in study.subjects where planned.insert(subject.experiment.spec.name).inserted {
        do {
          // Each warning is the experiment's own, or due to a choice that tries it on purpose.
          _ = try PlannedExperiment(subject.experiment, data: data) { _ in }
        } catch let error as DatasetError where error.kind == .inputMissing {
          continue
        } catch {
          let problem = "\(subject.name): \(error)"
          guard !failures.contains(where: { $0.problem == problem }) else { continue }
          var named: any Error = error
          if let error = error as? PlanError, let combination = study.combinationText {
            named = subject.experiment.error(at: error.keyPath, "with \(combination): \(error)")
          }
          failures.append((problem, Failure(named, about: subject.experiment)))
        }
      }
    }
    guard failures.isEmpty else { throw Failures(failures.map(\.failure)) }
  }
}
