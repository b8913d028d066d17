import Experiments

/// The experiments that a comparison is about: those that the command line names, and with a study's claims the
/// study's.
public struct ComparedExperiments: Sendable {
  /// Those of the command line, or the study's names if it names none.
  public let names: [String]
  public let changes: SpecChanges
  public let study: ResolvedStudy?

  /// - Parameter study: the study whose claims are judged, its experiments with the same changes.
  /// - Throws: `SelectionError` if a grid is given without experiments.
  public init(_ given: [String], _ changes: SpecChanges, study: ResolvedStudy?) throws(SelectionError) {
    try changes.checkName(of: given)
    self.changes = changes
    self.study = study
    guard given.isEmpty, let study else {
      names = given
      return
    }
    guard changes.grids.isEmpty else { throw .gridWithoutExperiments }
    names = study.subjects.map(\.name)
  }

  /// The study's experiment of this name, with its overrides. Nil if it has no such name, or if a grid, which varies
  /// overrides itself, asks for the plain experiment.
  func subject(_ name: String) -> ResolvedStudy.Subject? {
    changes.grids.isEmpty ? study?.subjects.first { $0.name == name } : nil
  }

  /// The study's own names for its experiments, by full name. Those that differ in their seeds alone are one experiment, with
  /// the names of all.
  public var studyNames: [String: String] {
    Dictionary(
      names.compactMap { name in subject(name).map { ($0.experiment.spec.name, name) } }
    ) { $0 == $1 ? $0 : "\($0), \($1)" }
  }

  /// - Throws: `Failures` with everything that is wrong in all of them.
  public func selection(mayHoldSeeds: Bool, library: ExperimentLibrary) throws(Failures)
    -> ExperimentSelection
  {
    let others = names.filter { subject($0) == nil }
    let selection = try ExperimentSelection(others, changes, mayHoldSeeds: mayHoldSeeds, library: library)
    let subjects = names.compactMap { subject($0) }
    if subjects.isEmpty { return selection }
    return try selection.with(subjects.map(\.experiment)) { experiment in
      names.firstIndex { name in
        subject(name).map { $0.experiment.spec.name == experiment.spec.name }
          ?? (experiment.baseName == ExperimentLibrary.name(ofPath: name))
      } ?? names.count
    }
  }

  /// The chosen seeds; otherwise the study's own for each of its experiments and the study's for any other; without a
  /// study those of the spec.
  /// - Parameter experiment: its name with its overrides.
  public func seeds(of experiment: String, _ chosen: SeedSelection) -> SeedSelection {
    guard let study else { return chosen }
    let own = study.subjects(of: experiment, named: names).map(\.seeds)
    let union = own.reduce(into: [UInt64]()) { all, seeds in all += seeds.filter { !all.contains($0) } }
    return .these(chosen.seeds(else: union.isEmpty ? study.spec.seeds : union))
  }
}

extension ResolvedStudy {
  /// The study's experiments of this full name. Of several, which differ in their seeds, those that the command line
  /// names; all of them if it names none.
  fileprivate func subjects(of experiment: String, named names: [String]) -> [Subject] {
    let all = subjects.filter { $0.experiment.spec.name == experiment }
    let named = all.filter { names.contains($0.name) }
    return named.isEmpty ? all : named
  }
}

/// The claims of a study that can be judged on the compared experiments.
public struct JudgedClaims: Sendable {
  /// The study with these claims alone.
  public let study: ResolvedStudy
  /// The names of the claims that are about other experiments, too.
  public let leftOut: [String]

  /// - Parameters:
  ///   - compared: full names of the compared experiments.
  ///   - names: as the command line gave them.
  /// - Throws: `Failures` that say which experiment is missing if no claim is left.
  public init(_ study: ResolvedStudy, on compared: [String], named names: [String]) throws(Failures) {
    let known = Set(compared.flatMap { study.subjects(of: $0, named: names).map(\.name) })
    let (judged, leftOut) = study.only(experiments: known)
    guard let judged else {
      let missing = study.subjects.filter { !known.contains($0.name) }.prefix(1)
      throw Failures(missing.map { Failure(study.notComparedError($0, compared: compared)) })
    }
    self.study = judged
    self.leftOut = leftOut
  }

  /// Whether a claim that decides the exit status is about this run. A study may ask for fewer seeds of some experiments.
  public func areAbout(_ experiment: String, seed: UInt64, _ chosen: SeedSelection) -> Bool {
    let deciding = Set(
      study.spec.claims.filter { $0.group == .article }.flatMap { $0.runFigures.map(\.experiment) })
    return study.subjects.contains {
      deciding.contains($0.name) && $0.experiment.spec.name == experiment
        && chosen.seeds(else: $0.seeds).contains(seed)
    }
  }
}
