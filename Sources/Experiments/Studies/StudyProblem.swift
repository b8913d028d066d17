import Schema

/// What can be wrong with a study but not with other specs.
enum StudyProblem: ProblemReason {
  case excludeEachOther(String, String)
  case noBound
  case emptyRange(low: Double, high: Double)
  case sameFigure
  case differentKinds(String, String)
  case nameTwice(String)
  case seedTwice(UInt64)
  case seedInSet
  case unknownSubject(String, known: [String])
  case unknownStudy(String, known: [String])
  /// The quick study has a seed that the study does not have.
  case unknownQuickSeed(UInt64)
  /// An experiment with seeds of its own has none of the quick study's seeds.
  case noQuickSeed
  case noSuchEpoch(Int, experiment: String, epochs: Int)
  /// The experiment does not compute the figure.
  case noSuchFigure(Metric, experiment: String, reason: MissingFigure)
  /// A claim names an experiment that is not compared.
  case notCompared(String, compared: [String])

  var kind: SpecError.Kind {
    switch self {
    case .unknownStudy, .notCompared: .missingInput
    case .excludeEachOther, .noBound, .emptyRange, .sameFigure, .differentKinds, .nameTwice, .seedTwice,
      .seedInSet, .unknownSubject, .unknownQuickSeed, .noQuickSeed, .noSuchEpoch, .noSuchFigure:
      .invalid
    }
  }

  var message: String {
    switch self {
    case .excludeEachOther(let key, let other): "only one of \(key) and \(other) can be given"
    case .noBound: "expected a lower bound, an upper bound or both"
    case .emptyRange(let low, let high):
      "the lower bound \(JSONNumber.double(low).text) is above the upper bound \(JSONNumber.double(high).text)"
    case .sameFigure: "the figure is compared with itself; give another experiment, metric or epoch"
    case .differentKinds(let kind, let other): "\(kind) cannot be compared with \(other)"
    case .nameTwice(let name): "the name \(Phrase.quoted(name)) is listed twice"
    case .seedTwice(let seed): "the seed \(seed) is listed twice"
    case .seedInSet: "seeds cannot be set here; list them in \"seeds\""
    case .unknownSubject(let name, let known):
      "there is no experiment \(Phrase.quoted(name))" + Phrase.suggestion(name, known, list: "there are")
    case .unknownStudy(let name, let known):
      "there is no study \(Phrase.quoted(name))" + Phrase.suggestion(name, known, list: "there are")
    case .unknownQuickSeed(let seed):
      "the seed \(seed) is not one of the study's; a quick study uses some of them"
    case .noQuickSeed: "none of these seeds is one of the quick study's, so it would not run"
    case .noSuchEpoch(let epoch, let experiment, let epochs):
      "there is no epoch \(epoch): \(experiment) trains for \(epochs == 1 ? "1 epoch" : "\(epochs) epochs")"
    case .noSuchFigure(let metric, let experiment, .trainIsNotEvaluated):
      "\(experiment) has no \(metric.rawValue), because its training.evaluate_train is false"
    case .noSuchFigure(let metric, let experiment, .lossHasNoAccuracy(let loss)):
      "\(experiment) has no \(metric.rawValue), because its loss is \(loss)"
    case .notCompared(let name, let compared):
      "\(Phrase.quoted(name)) is not among the experiments that are compared"
        + Phrase.suggestion(name, compared, list: "there are")
    }
  }

  enum MissingFigure: Equatable, Sendable {
    case trainIsNotEvaluated
    case lossHasNoAccuracy(loss: String)
  }
}

extension SpecProblem.Reason {
  static func study(_ problem: StudyProblem) -> Self { .particular(ParticularReason(problem)) }
}
