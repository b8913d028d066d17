import Schema

/// What can be wrong with a study, besides what can be wrong with any spec.
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
  /// A quick study's seed that the study itself does not have.
  case unknownQuickSeed(UInt64)
  /// An experiment with seeds of its own has none of those of the quick study.
  case noQuickSeed
  case noSuchEpoch(Int, experiment: String, epochs: Int)
  /// An experiment does not compute the figure, for the reason given.
  case noSuchFigure(Metric, experiment: String, reason: MissingFigure)
  /// The claims' experiment is not one of those that are compared.
  case notCompared(String, compared: [String])

  var kind: ExperimentError.Kind {
    switch self {
    case .unknownStudy, .notCompared: .missingInput
    case .excludeEachOther, .noBound, .emptyRange, .sameFigure, .differentKinds, .nameTwice, .seedTwice,
      .seedInSet, .unknownSubject, .unknownQuickSeed, .noQuickSeed, .noSuchEpoch, .noSuchFigure:
      .invalid
    }
  }

  var message: String {
    switch self {
    case .excludeEachOther(let one, let other): "\(one) and \(other) exclude each other"
    case .noBound: "expected a lower bound, an upper bound or both"
    case .emptyRange(let low, let high):
      "the lower bound \(JSONNumber.double(low).text) is above the upper bound \(JSONNumber.double(high).text)"
    case .sameFigure: "the figure is compared with itself; state another experiment, metric or epoch"
    case .differentKinds(let one, let other): "\(one) cannot be compared with \(other)"
    case .nameTwice(let name): "the name \(Phrase.quoted(name)) stands here twice"
    case .seedTwice(let seed): "the seed \(seed) stands here twice"
    case .seedInSet: "seeds are no part of an experiment here; state them in \"seeds\""
    case .unknownSubject(let name, let known):
      "there is no experiment \(Phrase.quoted(name))" + Phrase.suggestion(name, known, list: "there are")
    case .unknownStudy(let name, let known):
      "there is no study \(Phrase.quoted(name))" + Phrase.suggestion(name, known, list: "there are")
    case .unknownQuickSeed(let seed):
      "the seed \(seed) is none of the study's, of which a quick study takes some"
    case .noQuickSeed: "none of these seeds is among the quick study's, so that it would not run"
    case .noSuchEpoch(let epoch, let experiment, let epochs):
      "there is no epoch \(epoch): \(experiment) trains for \(epochs)"
    case .noSuchFigure(let metric, let experiment, .trainIsNotEvaluated):
      "\(experiment) has no \(metric.rawValue), as its training.evaluate_train is false"
    case .noSuchFigure(let metric, let experiment, .lossHasNoAccuracy(let loss)):
      "\(experiment) has no \(metric.rawValue), as its loss is \(loss)"
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
