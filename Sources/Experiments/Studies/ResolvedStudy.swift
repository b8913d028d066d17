import Engine
import Schema
import System
import Text

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

  public private(set) var spec: StudySpec
  /// The path of the study file, as messages show it.
  public let file: String
  public let isBuiltIn: Bool
  /// The experiments that the claims name, each once.
  public private(set) var subjects: [Subject]
  /// The values of the choices; nil: nothing is varied.
  public let combination: Combination?
  /// How the study is shortened; nil if it is not.
  public let quick: QuickSpec?
  /// Of a built-in study: a remark on each of its experiments that a local file replaces by another one.
  public let replacements: [String]
  /// The claims that mean nothing for the combination, by name.
  let unjudgedByChoice: [String: UnjudgedReason]
  private let document: StudyDocument

  /// - Parameters:
  ///   - combination: values of the study's choices, for which it is looked up; nil: nothing is varied.
  ///   - overrides: apply to every experiment, after the study's own, those of the combination and those of a quick study.
  /// - Throws: `SpecError` with everything that is wrong.
  init(
    _ document: StudyDocument, library: ExperimentLibrary, isQuick: Bool, combination: Combination? = nil,
    overrides: [Override]
  ) throws(SpecError) {
    let quickForm = QuickForm(of: document.spec, isVaried: combination != nil)
    let quick = try isQuick ? document.overrides(of: quickForm) : []
    let changes = try combination.map { combination throws(SpecError) in try document.changes(combination) }
    self.combination = combination
    self.quick = isQuick ? quickForm.spec : nil
    self.document = document
    spec = document.spec
    file = document.location(of: []).source.name
    isBuiltIn = document.isBuiltIn
    var problems: [SpecProblem] = []
    var subjects: [Subject] = []
    var wholeEpochs: [String: Int] = [:]
    // Without the combination: what the study's own claims are about.
    var plain: [String: ExperimentSpec] = [:]
    let replacements = Self.replacements(in: document, library)
    var seen: Set<String> = []
    for mention in document.mentions where seen.insert(mention.name).inserted {
      do throws(SpecError) {
        func experiment(_ overrides: [Override]) throws(SpecError) -> ResolvedExperiment {
          try Self.experiment(mention, in: document, library: library, overrides: overrides)
        }
        let isShortened = !quick.isEmpty && quickForm.spec?.shortens(mention.name) == true
        let varied = changes?[mention.name] ?? []
        let used = try experiment(varied + (isShortened ? quick : []) + overrides)
        let whole = isShortened ? try experiment(varied + overrides) : used
        wholeEpochs[mention.name] = whole.spec.training.epochs
        plain[mention.name] = varied.isEmpty ? whole.spec : try experiment(overrides).spec
        let own = document.spec.experiments.first { $0.name == mention.name }?.seeds ?? document.spec.seeds
        let quickSeeds = isQuick ? quickForm.spec?.seeds : nil
        subjects.append(
          Subject(
            name: mention.name, experiment: used,
            seeds: quickSeeds.map { quick in own.filter(quick.contains) } ?? own,
            shortening: Shortening(of: used.spec, from: whole.spec)))
      } catch {
        problems += error.problems.map { $0.remarking(replacements[mention.name]) }
      }
    }
    // Experiments that no claim names are not run, but are checked.
    let mentioned = Set(document.mentions.map(\.name))
    for (index, subject) in document.spec.experiments.enumerated() where !mentioned.contains(subject.name) {
      let mention = StudyDocument.Mention(name: subject.name, steps: [.key("experiments"), .index(index)])
      do throws(SpecError) {
        _ = try Self.experiment(mention, in: document, library: library, overrides: overrides)
      } catch {
        problems += error.problems
      }
    }
    // If only the shortened runs lack a figure, the claim is not judged. The study is right.
    let specs = Dictionary(
      subjects.map { subject in
        var spec = subject.experiment.spec
        spec.training.epochs = wholeEpochs[subject.name] ?? spec.training.epochs
        return (subject.name, spec)
      }
    ) { $1 }
    var unjudged: [String: UnjudgedReason] = [:]
    for mention in document.figures {
      let name = mention.figure.experiment
      guard let spec = specs[name] else { continue }
      if let plain = combination == nil ? nil : plain[name] {
        unjudged[mention.claim] = unjudged[mention.claim] ?? spec.reason(notToShow: mention.figure, as: plain)
      } else if let (key, problem) = spec.problem(with: mention.figure.quantity) {
        problems.append(
          document.problem(at: mention.steps(to: key), .study(problem)).remarking(replacements[name]))
      }
    }
    guard problems.isEmpty else { throw SpecError(problems) }
    self.subjects = subjects
    self.replacements = Set(replacements.values).sorted().map { "\($0); the study judges the local one" }
    unjudgedByChoice = unjudged
  }

  /// Remarks on the experiments of a built-in study that local files replace by others, by the study's names.
  private static func replacements(
    in document: StudyDocument, _ library: ExperimentLibrary
  ) -> [String: String] {
    guard document.isBuiltIn || document.isCopy else { return [:] }
    var remarks: [String: String] = [:]
    for mention in document.mentions where remarks[mention.name] == nil {
      let subject = document.spec.experiments.first { $0.name == mention.name }
      let name = subject?.experiment ?? mention.name
      remarks[mention.name] = library.replacement(ofBuiltIn: name).map {
        "\(name) is the local file \($0), which differs from the built-in experiment"
      }
    }
    return remarks
  }

  private static func experiment(
    _ mention: StudyDocument.Mention, in document: StudyDocument, library: ExperimentLibrary,
    overrides: [Override]
  ) throws(SpecError) -> ResolvedExperiment {
    let index = document.spec.experiments.firstIndex { $0.name == mention.name }
    let subject = index.map { document.spec.experiments[$0] }
    let steps = index.map { [SpecPath.Step.key("experiments"), .index($0)] } ?? mention.steps
    let nameSteps = index == nil ? steps : steps + [.key("experiment")]
    let name = subject?.experiment ?? mention.name
    if !ExperimentLibrary.isPath(name), try !library.names().contains(name) {
      let known = document.spec.experiments.map(\.name) + (try library.names())
      throw SpecError(document.problem(at: nameSteps, .study(.unknownSubject(name, known: known))))
    }
    let own = try document.overrides(subject?.settings ?? [], at: steps + [.key("set")])
    let path = ExperimentLibrary.isPath(name) ? Path.join(document.directory, name) : name
    return try library.resolve(
      path, overrides: own + overrides,
      entry: StudyEntry(location: document.location(of: steps), path: SpecPath(steps)))
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

  func subject(named name: String) -> Subject? { subjects.first { $0.name == name } }

  /// The error that a claim names this experiment, which is not compared.
  /// - Parameter compared: the names of the experiments that are.
  public func notComparedError(_ subject: Subject, compared: [String]) -> SpecError {
    let steps = document.mentions.first { $0.name == subject.name }?.steps ?? []
    return SpecError(
      document.problem(at: steps, .study(.notCompared(subject.name, compared: compared))))
  }
}

extension StudyDocument {
  /// The absolute path of the folder that paths in the study are relative to.
  var directory: String { location(of: []).source.directory }

  /// The overrides of a quick study.
  /// - Throws: `SpecError` if one is malformed, or if there is no such experiment as it shortens.
  fileprivate func overrides(of quick: QuickForm) throws(SpecError) -> [Override] {
    guard let shortening = quick.spec else { return [] }
    try checkSubjects(shortening.experiments, at: [.key(quick.key)])
    return try overrides(shortening.settings, at: [.key(quick.key), .key("set")])
  }

  /// The overrides that a combination of choices makes, by the names of the experiments.
  /// - Throws: `SpecError` if one is malformed, or if there is no such experiment.
  fileprivate func changes(_ combination: Combination) throws(SpecError) -> [String: [Override]] {
    var found: [String: [Override]] = [:]
    for (choice, value) in combination.indices.enumerated() {
      for (index, change) in spec.choices[choice].values[value].changes.enumerated() {
        let steps: [SpecPath.Step] = [
          .key("choices"), .index(choice), .key("values"), .index(value), .key("changes"), .index(index),
        ]
        try checkSubjects(change.experiments, at: steps)
        let overrides = try overrides(change.settings, at: steps + [.key("set")])
        for name in Set(change.experiments ?? subjectNames) { found[name, default: []] += overrides }
      }
    }
    return found
  }

  private var subjectNames: [String] {
    (spec.experiments.map(\.name) + mentions.map(\.name)).reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }

  /// Checks that the study has experiments of these names.
  /// - Parameter steps: the path of the object whose `experiments` they are.
  private func checkSubjects(_ names: [String]?, at steps: [SpecPath.Step]) throws(SpecError) {
    let known = subjectNames
    for (index, name) in (names ?? []).enumerated() where !known.contains(name) {
      throw SpecError(
        problem(
          at: steps + [.key("experiments"), .index(index)], .study(.unknownSubject(name, known: known))))
    }
  }

  /// Reads the overrides of a `set`. A malformed one is a fault of the file, not of the command line.
  func overrides(_ settings: [String], at steps: [SpecPath.Step]) throws(SpecError) -> [Override] {
    var problems: [SpecProblem] = []
    var overrides: [Override] = []
    for (index, setting) in settings.enumerated() {
      let path = steps + [.index(index)]
      do throws(SpecError) {
        let override = try Override(parsing: setting, at: location(of: path))
        if override.setsSeed { problems.append(problem(at: path, .study(.seedInSet))) }
        overrides.append(override)
      } catch {
        problems += error.problems.map { problem(at: path, .other($0.message)) }
      }
    }
    guard problems.isEmpty else { throw SpecError(problems) }
    return overrides
  }
}

extension ExperimentSpec {
  /// Why the figure is another one than in the study's own experiment, because choices are tried; nil if it is not.
  fileprivate func reason(notToShow figure: RunFigure, as plain: ExperimentSpec) -> UnjudgedReason? {
    if problem(with: figure.quantity) != nil { return .noSuchFigure(experiment: figure.experiment) }
    guard case .layer(let layer) = figure.quantity, let index = layer.layer.index,
      plain.model.indices.contains(index)
    else { return nil }
    // Another activation in its place is what a choice may be about.
    return model[index].configuration.category == plain.model[index].configuration.category
      ? nil : .otherLayer(experiment: figure.experiment, index: index, layer: model[index].name)
  }
}

extension SpecProblem {
  /// The same problem with a remark on its probable cause, unless there is none.
  fileprivate func remarking(_ remark: String?) -> SpecProblem {
    guard let remark, SpecError(self).kind == .invalid else { return self }
    return SpecProblem(at: location, path: path, .other("\(message); \(remark)"))
  }
}

/// How `--quick` shortens a study, and the key that says so.
private struct QuickForm {
  let spec: QuickSpec?
  let key: String

  /// - Parameter isVaried: whether choices are varied, for which a study may have another short form.
  init(of study: StudySpec, isVaried: Bool) {
    let own = isVaried ? study.quickChoices : nil
    spec = own ?? study.quick
    key = own == nil ? "quick" : "quick_choices"
  }
}
