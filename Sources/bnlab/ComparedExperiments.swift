import CommandLineTool
import Experiments
import Training

/// The experiments that `compare` is about: those that the command line names, and with `--claims` the study's.
struct ComparedExperiments {
  /// Those of the command line, or the study's names where it names none.
  let names: [String]
  let study: ResolvedStudy?

  /// - Throws: `Failure` where a grid has no experiments to be a grid of.
  init(_ given: [String], spec: SpecOptions, study: ResolvedStudy?) throws {
    self.study = study
    guard given.isEmpty, let study else {
      names = given
      return
    }
    guard spec.grids.isEmpty else {
      throw Failure("--grid needs the names of its experiments beside --claims", status: .usage)
    }
    names = study.subjects.map(\.name)
  }

  /// What the study means by a name, with its overrides; nil where it has no such name, or where a grid, which varies
  /// overrides itself, asks for the plain experiment.
  func subject(_ name: String, _ spec: SpecOptions) -> ResolvedStudy.Subject? {
    spec.grids.isEmpty ? study?.subjects.first { $0.name == name } : nil
  }

  /// What the study calls the experiments that are named so, by full name.
  func studyNames(_ spec: SpecOptions) -> [String: String] {
    Dictionary(
      names.compactMap { name in subject(name, spec).map { ($0.experiment.spec.name, name) } }
    ) { first, _ in first }
  }

  /// - Throws: `Failures` with everything that is wrong in all of them.
  func selection(
    _ spec: SpecOptions, mayHoldSeeds: Bool, context: ProgramContext
  ) throws -> ExperimentSelection {
    let others = names.filter { subject($0, spec) == nil }
    let selection = try ExperimentSelection(
      others, settings: spec.settings, grids: spec.grids, epochs: spec.epochs,
      mayHoldSeeds: mayHoldSeeds, context: context)
    let subjects = names.compactMap { subject($0, spec) }
    if subjects.isEmpty { return selection }
    return try selection.with(subjects.map(\.experiment)) { experiment in
      names.firstIndex { name in
        subject(name, spec).map { $0.experiment.spec.name == experiment.spec.name }
          ?? (experiment.baseName == ExperimentLibrary.name(ofPath: name))
      } ?? names.count
    }
  }

  /// The command line's, else the study's own for each of its experiments and the study's for any other; without a
  /// study those of the spec.
  /// - Parameter experiment: with its overrides.
  func seeds(of experiment: String, _ selection: SeedSelection) -> SeedSelection {
    guard let study else { return selection }
    let own = study.subjects.filter { $0.experiment.spec.name == experiment }.map(\.seeds)
    let union = own.reduce(into: [UInt64]()) { all, seeds in all += seeds.filter { !all.contains($0) } }
    return .these(selection.seeds(else: union.isEmpty ? study.spec.seeds : union))
  }
}

extension ResolvedStudy {
  /// The study with those claims alone whose experiments are compared, and the names of the others.
  /// - Throws: `Failures` that say which experiments are missing, where no claim is left.
  func judging(_ compared: [String]) throws -> (study: ResolvedStudy, leftOut: [String]) {
    let known = Set(subjects.filter { compared.contains($0.experiment.spec.name) }.map(\.name))
    let (judged, leftOut) = only(experiments: known)
    guard let judged else {
      let missing = subjects.filter { !known.contains($0.name) }.prefix(1)
      throw Failures(all: missing.map { Failure(notComparedError($0, compared: compared)) })
    }
    return (judged, leftOut)
  }
}
