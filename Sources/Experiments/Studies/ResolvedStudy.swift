import Schema

/// A study with its experiments looked up.
public struct ResolvedStudy: Sendable {
  /// An experiment of the study, under the name that the claims use.
  public struct Subject: Sendable {
    public let name: String
    public let experiment: ResolvedExperiment
    /// The seeds to run; for a quick study only those that `quick` names.
    public let seeds: [UInt64]
    /// How a quick study changes the runs; nil if it does not.
    public let shortening: Shortening?
  }

  public internal(set) var spec: StudySpec
  /// The path of the study file, as messages show it.
  public let file: String
  public let isBuiltIn: Bool
  /// The experiments that the claims name, each once.
  public internal(set) var subjects: [Subject]
  /// The values of the choices; nil: nothing is varied.
  public let combination: Combination?
  /// How the study is shortened; nil if it is not.
  public let quick: QuickSpec?
  /// A remark on each experiment of a built-in study that a local file replaces by another one.
  public let replacements: [String]
  /// The claims that mean nothing for the combination, by name.
  let unjudgedByChoice: [String: UnjudgedReason]
  let document: StudyDocument

  /// The values of all choices: `activation=relu, optimizer=adam`; nil if nothing is varied.
  public var combinationText: String? {
    combination.map { $0.text(spec.choices, of: Array(spec.choices.indices)) }
  }

  /// The study with only those claims whose experiments are all among these, and the names of the claims left out.
  /// - Parameter experiments: by the names that the study uses.
  /// - Returns: a nil study if no claim is left.
  public func only(experiments: Set<String>) -> (study: ResolvedStudy?, leftOut: [String]) {
    func isJudged(_ claim: ClaimSpec) -> Bool {
      claim.runFigures.allSatisfy { experiments.contains($0.experiment) }
    }
    let leftOut = spec.claims.filter { !isJudged($0) }.map(\.name)
    return (only(isJudged), leftOut)
  }

  /// The study with only those claims that a choice can change, because it changes one of their experiments; nil if there
  /// are none.
  func onlyVaried() -> ResolvedStudy? {
    let changes = spec.choices.flatMap(\.values).flatMap(\.changes)
    return only { claim in
      claim.runFigures.contains { figure in
        changes.contains { $0.experiments?.contains(figure.experiment) ?? true }
      }
    }
  }

  private func only(_ isJudged: (ClaimSpec) -> Bool) -> ResolvedStudy? {
    var study = self
    study.spec.claims = spec.claims.filter(isJudged)
    let named = Set(study.spec.claims.flatMap { $0.runFigures.map(\.experiment) })
    study.subjects = subjects.filter { named.contains($0.name) }
    return study.spec.claims.isEmpty ? nil : study
  }

  /// The statistics of layers that the claims need, by the full names of the experiments.
  public var layerFigures: [String: Set<LayerFigure>] {
    var figures: [String: Set<LayerFigure>] = [:]
    for figure in spec.claims.flatMap(\.runFigures) {
      guard case .layer(let layer) = figure.quantity, let subject = subject(named: figure.experiment) else {
        continue
      }
      figures[subject.experiment.spec.name, default: []].insert(layer)
    }
    return figures
  }

  /// Checks that there are as many samples as the claims about layers are about.
  /// - Parameter testCount: number of samples of an experiment's test set; nil if it is not known yet.
  /// - Throws: `SpecError` with every claim that needs more.
  public func checkSamples(_ testCount: (ResolvedExperiment) -> Int?) throws(SpecError) {
    var problems: [SpecProblem] = []
    for mention in document.figures {
      guard let subject = subject(named: mention.figure.experiment),
        let count = testCount(subject.experiment),
        let problem = subject.experiment.spec.tooManySamples(for: mention.figure.quantity, testCount: count)
      else { continue }
      problems.append(document.problem(at: mention.steps(to: "samples"), .study(problem)))
    }
    guard problems.isEmpty else { throw SpecError(problems) }
  }

  /// Where a claim stands in the study's file; nil if there is no such claim.
  public func location(ofClaim name: String) -> SpecLocation? {
    document.spec.claims.firstIndex { $0.name == name }.map {
      document.location(of: [.key("claims"), .index($0), .key("name")])
    }
  }

  func subject(named name: String) -> Subject? { subjects.first { $0.name == name } }

  /// The error that a claim names this experiment, which is not compared.
  /// - Parameter compared: the names of the experiments that are.
  public func notComparedError(_ subject: Subject, compared: [String]) -> SpecError {
    let steps = document.mentions.first { $0.name == subject.name }?.steps ?? []
    return SpecError(
      document.problem(at: steps, .study(.notCompared(subject.name, compared: compared))))
  }
}
