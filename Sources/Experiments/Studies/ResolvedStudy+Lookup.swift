import Engine
import Schema

/// How the experiments of a study are looked up.
extension ResolvedStudy {
  /// - Parameters:
  ///   - variation: a combination of the study's choices, with what it changes; nil: nothing is varied.
  ///   - overrides: apply to every experiment, after the study's own, those of the combination and those of a quick study.
  ///   - lookup: finds the experiments of this study.
  /// - Throws: `SpecError` with everything that is wrong.
  init(
    _ lookup: inout StudyLookup, isQuick: Bool, variation: ChoiceChanges.Variation? = nil,
    overrides: [Override]
  ) throws(SpecError) {
    let document = lookup.document
    let quickForm = QuickForm(of: document.spec, isVaried: variation != nil)
    let quick = try isQuick ? document.overrides(of: quickForm) : []
    combination = variation?.combination
    self.quick = isQuick ? quickForm.spec : nil
    self.document = document
    spec = document.spec
    file = document.location(of: []).source.name
    isBuiltIn = document.isBuiltIn
    var problems: [SpecProblem] = []
    var subjects: [Subject] = []
    var wholeTraining: [String: TrainingSpec] = [:]
    // Without the combination: what the study's own claims are about.
    var plain: [String: ExperimentSpec] = [:]
    let replacements = lookup.replacements
    var seen: Set<String> = []
    for mention in document.mentions where seen.insert(mention.name).inserted {
      do throws(SpecError) {
        func experiment(_ overrides: [Override]) throws(SpecError) -> ResolvedExperiment {
          try lookup.experiment(mention, overrides)
        }
        let isShortened = !quick.isEmpty && quickForm.spec?.shortens(mention.name) == true
        let varied = variation?.overrides[mention.name] ?? []
        let used = try experiment(varied + (isShortened ? quick : []) + overrides)
        let whole = isShortened ? try experiment(varied + overrides) : used
        wholeTraining[mention.name] = whole.spec.training
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
        _ = try lookup.experiment(mention, overrides)
      } catch {
        problems += error.problems
      }
    }
    // If only the shortened runs lack a figure, the claim is not judged. The study is right.
    let specs = Dictionary(
      subjects.map { subject in
        var spec = subject.experiment.spec
        if let whole = wholeTraining[subject.name] {
          (spec.training.epochs, spec.training.steps) = (whole.epochs, whole.steps)
        }
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
