import Schema
import Text

/// What can be wrong with a study but not with other specs.
enum StudyProblem: ProblemReason {
  case excludeEachOther(String, String)
  case noBound
  case emptyRange(low: Double, high: Double)
  case sameFigure
  case differentKinds(String, String)
  /// Two statistics of layers are over different numbers of samples.
  case differentSamples(Int, Int)
  case layerAndMetric
  /// A claim counts runs.
  case countInClaim
  case assertion(AssertionError)
  case nameTwice(String)
  case seedTwice(UInt64)
  case seedInSet
  case unknownSubject(String, known: [String])
  case unknownStudy(String, known: [String])
  /// The name of an experiment where that of a study is expected.
  case experiment(String)
  /// A file's name that cannot be shown as it is.
  case unusableName(String)
  /// A name where both are allowed.
  case unknownExperimentOrStudy(String, known: [String])
  /// The quick study has a seed that the study does not have.
  case unknownQuickSeed(UInt64)
  /// An experiment with seeds of its own has none of the quick study's seeds.
  case noQuickSeed
  case noSuchEpoch(Int, experiment: String, epochs: Int)
  /// The experiment does not compute the figure.
  case noSuchFigure(Metric, experiment: String, reason: MissingFigure)
  case tooFewEpochs(Int, experiment: String, epochs: Int)
  /// `layers`: the names of the model's layers, in its order.
  case noSuchLayer(Int, experiment: String, layers: [String])
  /// A statistic is not defined for a layer. `defined`: the layers that have it, by index and name.
  case noSuchStatistic(LayerStatistic, layer: String, experiment: String, defined: [String])
  /// A layer is only looked at with the initial and the final weights.
  case noSuchWeights(FigureReading)
  case tooManySamples(Int, experiment: String, count: Int)
  case tooManyCombinations
  /// No value of a choice is in the short form, which would then have no combination.
  case noQuickValue(String)
  /// Two choices change the same value of an experiment. `otherKey`: what the earlier one, `choice`, changes.
  case changedByTwoChoices(String, otherKey: String, choice: String, experiment: String)
  /// All values of a choice make the same experiments.
  case choiceWithoutEffect(String, isQuick: Bool)
  /// Two values of a choice make the same experiments.
  case sameValues(String, String, choice: String, isQuick: Bool)
  /// A claim names an experiment that is not compared.
  case notCompared(String, compared: [String])

  var kind: SpecError.Kind {
    switch self {
    case .unknownStudy, .experiment, .unknownExperimentOrStudy, .notCompared: .missingInput
    case .excludeEachOther, .noBound, .emptyRange, .sameFigure, .differentKinds, .differentSamples,
      .layerAndMetric, .countInClaim, .assertion, .nameTwice, .seedTwice, .unusableName,
      .seedInSet, .unknownSubject,
      .unknownQuickSeed, .noQuickSeed, .noSuchEpoch, .noSuchFigure, .tooFewEpochs, .noSuchLayer,
      .noSuchStatistic, .noSuchWeights, .tooManySamples, .tooManyCombinations, .noQuickValue,
      .changedByTwoChoices, .choiceWithoutEffect, .sameValues:
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
    case .differentSamples(let samples, let other):
      "a figure over \(samples) samples cannot be compared with one over \(other)"
    case .layerAndMetric: "a statistic of a layer cannot be compared with a metric"
    case .countInClaim:
      "a claim is about seeds that have not been run, too, so it cannot count runs; diverged_share is the share that diverges"
    case .assertion(let error): error.description
    case .nameTwice(let name): "the name \(Phrase.quoted(name)) is listed twice"
    case .seedTwice(let seed): "the seed \(seed) is listed twice"
    case .seedInSet: "seeds cannot be set here; list them in \"seeds\""
    case .unknownSubject(let name, let known):
      "there is no experiment \(Phrase.quoted(name))" + Phrase.nearest(name, known, command: "'bnlab list'")
    case .unusableName(let name):
      "\(Phrase.quoted(name)) cannot be the name of a study; a name must not contain control characters"
    case .experiment(let name):
      "\(Phrase.quoted(name)) is an experiment, not a study: 'bnlab run \(name.singleLine)' runs it"
    case .unknownStudy(let name, let known):
      "there is no study \(Phrase.quoted(name))" + Phrase.nearest(name, known, command: "'bnlab list'")
    case .unknownExperimentOrStudy(let name, let known):
      "there is no experiment or study \(Phrase.quoted(name))"
        + Phrase.nearest(name, known, command: "'bnlab list'")
    case .unknownQuickSeed(let seed):
      "the seed \(seed) is not one of the study's; a quick study uses some of them"
    case .noQuickSeed: "none of these seeds is one of the quick study's, so it would not run"
    case .noSuchEpoch(let epoch, let experiment, let epochs):
      "there is no epoch \(epoch): \(experiment) trains for \(counted(epochs, "epoch"))"
        + (epoch == 0 ? ", counted from 1" : "")
    case .tooFewEpochs(let needed, let experiment, let epochs):
      "this needs \(needed) epochs or more: \(experiment) trains for \(counted(epochs, "epoch"))"
    case .noSuchLayer(let index, let experiment, let layers):
      "there is no layer \(index): \(experiment) has "
        + (layers.isEmpty
          ? "only its input"
          : "input and "
            + layers.enumerated().map { "\($0.offset) (\($0.element))" }.joined(separator: ", "))
    case .noSuchStatistic(let statistic, let layer, let experiment, let defined):
      "\(layer) of \(experiment) has no \(statistic.rawValue); "
        + (defined.isEmpty ? "no layer of it has" : "these have: \(defined.joined(separator: ", "))")
    case .noSuchWeights(let reading):
      "layers are looked at with the final weights, or with the initial ones (\"at\": 0)"
        + (reading.epochNumber.map {
          "; for those after epoch \($0) give the claim an experiment with \"set\": [\"training.epochs=\($0)\"]"
        } ?? "")
    case .tooManySamples(let samples, let experiment, let count):
      "there are no \(samples) samples: the test set of \(experiment) has \(count)"
    case .noSuchFigure(let metric, let experiment, .trainIsNotEvaluated):
      "\(experiment) has no \(metric.rawValue), because its training.evaluate_train is false"
    case .noSuchFigure(let metric, let experiment, .lossHasNoAccuracy(let loss)):
      "\(experiment) has no \(metric.rawValue), because its loss is \(loss)"
    case .noSuchFigure(let metric, let experiment, .noValidationSet):
      "\(experiment) has no \(metric.rawValue), because it has no training.validation_split"
    case .tooManyCombinations:
      "these choices have more than \([ChoiceSpec].maximumCombinations) combinations; give fewer choices or values"
    case .noQuickValue(let name):
      "no value of \(Phrase.quoted(name)) is in the short form; leave out \"quick\": false for one or more"
    case .changedByTwoChoices(let key, let otherKey, let choice, let experiment):
      "this changes \(key) of \(experiment), and so does the choice \(Phrase.quoted(choice))"
        + (key == otherKey ? "" : " with \(otherKey)")
        + "; give each choice values of its own, or make one choice of both"
    case .choiceWithoutEffect(let name, let isQuick):
      "\(Self.form(isQuick))the choice \(Phrase.quoted(name)) changes no experiment that a claim names; "
        + (isQuick
          ? "give all values but one \"quick\": false, or let quick_choices not set the same"
          : "correct its values or leave it out")
    case .sameValues(let value, let other, let choice, let isQuick):
      "\(Self.form(isQuick))\(Phrase.quoted(value)) of the choice \(Phrase.quoted(choice)) makes the same experiments as "
        + "\(Phrase.quoted(other)); "
        + (isQuick ? "give one of them \"quick\": false" : "correct one or leave it out")
    case .notCompared(let name, let compared):
      "\(Phrase.quoted(name)) is not among the experiments that are compared"
        + Phrase.suggestion(name, compared, list: "there are")
    }
  }

  private static func form(_ isQuick: Bool) -> String { isQuick ? "in the short form, " : "" }

  enum MissingFigure: Equatable, Sendable {
    case trainIsNotEvaluated
    case lossHasNoAccuracy(loss: String)
    case noValidationSet
  }
}

extension FigureReading {
  fileprivate var epochNumber: Int? { if case .epoch(let epoch) = self { epoch } else { nil } }
}

extension SpecProblem.Reason {
  static func study(_ problem: StudyProblem) -> Self { .particular(ParticularReason(problem)) }
}
