import CommandLineTool
import Experiments
import Inspection
import Plotting
import Reporting
import Runs
import Text

/// What figures are about: the experiments of the command line together, or a study.
struct PlotSubject {
  let compared: ComparedExperiments
  let kinds: [FigureKind]
  /// The experiments that can be drawn, with their networks worked out.
  let planned: [PlannedExperiment]
  let names: ExperimentNames
  /// The overrides that all experiments have in common, which the names leave out, as `key=value`.
  let commonOverrides: [String]
  /// The short names of experiments, by full name.
  let labels: [String: String]
  /// The runs to train, or that have been trained; nil if only finished runs are read, or none.
  let execution: RunExecution?
  /// The finished runs, with `--no-run`.
  let archived: ArchivedRuns?

  var study: ResolvedStudy? { compared.study }

  /// - Parameter name: the full name of an experiment.
  func planned(_ name: String) -> PlannedExperiment? {
    planned.first { $0.experiment.spec.name == name }
  }

  /// The subjects of a command line: first the experiments, if there are any, then each study.
  /// - Throws: `Failure` or `Failures` if a name is unknown, an experiment cannot be built, or finished runs are missing.
  static func all(of command: PlotCommand, _ settings: RunSettings, _ context: ProgramContext) throws
    -> [PlotSubject]
  {
    let library = context.studies(runsDirectory: command.training.runsDirectory)
    for name in command.subjects { try library.requireExperimentOrStudy(name) }
    let known = Set(try library.names())
    let studies = command.subjects.filter { library.isStudy($0) || known.contains($0) }
    let experiments = command.subjects.filter { !studies.contains($0) }
    var compared: [ComparedExperiments] = []
    if let first = experiments.first {
      if command.kinds.contains(.verdicts) {
        throw Failure("--figure verdicts is about a study, and \(first) is an experiment", .usage)
      }
      compared.append(try ComparedExperiments(experiments, command.changes, study: nil))
    }
    for name in studies {
      if !command.changes.grids.isEmpty {
        throw Failure("--grid makes variants of experiments, and \(name) is a study", .usage)
      }
      compared.append(
        try ComparedExperiments(
          [], command.changes, study: try context.study(name, command.changes, isQuick: command.isQuick)))
    }
    return try compared.map { try PlotSubject($0, command, settings, context) }
  }

  private init(
    _ compared: ComparedExperiments, _ command: PlotCommand, _ settings: RunSettings,
    _ context: ProgramContext
  ) throws {
    self.compared = compared
    kinds = command.kinds.distinct
    // Maps by epoch come from a training that is repeated in memory.
    let needsRuns =
      kinds.isEmpty || kinds.contains { $0.needsRuns && !($0 == .maps && command.epochs != nil) }
    let experiments: [(name: String, experiment: ResolvedExperiment?)]
    if needsRuns, command.noRun {
      let archived = try context.archivedRuns(
        compared, seeds: command.training.seeds, isPartial: command.partial, settings)
      self.archived = archived
      execution = nil
      experiments = archived.experiments
      let selection = try ExperimentSelection(experiments.compactMap(\.experiment))
        .planned(settings.data, warn: { _ in })
      planned = Self.ordered(selection.experiments, by: compared.study) { $0.experiment.spec.name }
    } else {
      archived = nil
      let selection = try compared.selection(
        mayHoldSeeds: false, library: context.experiments(runsDirectory: command.training.runsDirectory)
      )
      .planned(settings.data, warn: context.warn)
      planned = Self.ordered(selection.experiments, by: compared.study) { $0.experiment.spec.name }
      experiments = planned.map { ($0.experiment.spec.name, $0.experiment) }
      execution =
        needsRuns
        ? RunExecution(selection, of: compared, command.training, settings, context: context) : nil
    }
    for experiment in planned { try Self.check(experiment, command) }
    let variants = VariantNames(
      Self.ordered(experiments, by: compared.study) { $0.name }, studyNames: compared.studyNames)
    names = ExperimentNames(variants.all, labels: variants.labels)
    (commonOverrides, labels) = (variants.commonOverrides, variants.labels)
  }

  /// Checks what can be checked before anything is trained.
  private static func check(_ planned: PlannedExperiment, _ command: PlotCommand) throws {
    let (spec, plan) = (planned.experiment.spec, planned.plan)
    do throws(InspectionError) {
      if command.kinds.contains(.maps), command.sample >= plan.data.testCount {
        throw .noSuchSample(command.sample, count: plan.data.testCount)
      }
      let epochCount = planned.schedule.epochCount
      if let last = command.epochs?.last, last > epochCount {
        throw .noSuchEpoch(last, last: epochCount)
      }
    } catch {
      throw Failure("\(spec.name): \(error)", error.kind)
    }
    for case .index(let index) in command.layers where index >= plan.network.layers.count {
      throw Failure(
        "--layer \(index): the layers of \(spec.name) are 0 to \(plan.network.layers.count - 1)", .usage)
    }
  }

  /// The experiments in the order in which a study lists them, which may not be that in which claims name them.
  private static func ordered<Value>(
    _ values: [Value], by study: ResolvedStudy?, _ name: (Value) -> String
  ) -> [Value] {
    guard let study else { return values }
    let listed = study.spec.experiments.map(\.name)
    func place(_ value: Value) -> Int {
      study.subjects.first { $0.experiment.spec.name == name(value) }
        .flatMap { listed.firstIndex(of: $0.name) } ?? listed.count
    }
    let places = values.map(place)
    return values.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { values[$0] }
  }

  /// Trains what is missing.
  /// - Throws: `Failure` if the user interrupted it.
  func gatheredRuns() throws -> (runs: GatheredRuns, status: ExitStatus) {
    if let archived {
      return (archived.gathered, archived.damageStatus ?? .success)
    }
    guard let outcomes = execution?.train() else {
      return (
        GatheredRuns(summaries: [], failures: [], missingSeeds: [:], requested: RequestedRuns(0)), .success
      )
    }
    if outcomes.isInterrupted { throw Failure("interrupted", .interrupted) }
    return (outcomes.gathered, outcomes.status(judged: .success))
  }
}
