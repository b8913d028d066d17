import Text

/// The figures of an assertion that need more than a name: `B.at(test_accuracy, 1)`.
enum FigureCall: String, CaseIterable {
  case at, best
  case lastEpochs = "last_epochs"
  case worstStep = "worst_step"
  case epochsUntil = "epochs_until"
  case layer
  case initialLayer = "initial_layer"

  /// The call with words for its arguments, as errors list it.
  var signature: String { "\(rawValue)(\(arguments.map(\.rawValue).joined(separator: ", ")))" }

  /// What the parentheses must hold: `a metric and an epoch, as in 'B.at(test_accuracy, 1)'`.
  var need: String {
    let list = listed(arguments.map(\.noun), "and")
    return "\(list), as in 'B.\(rawValue)(\(arguments.map(example).joined(separator: ", ")))'"
  }

  var arguments: [Argument] {
    switch self {
    case .best, .worstStep: [.metric]
    case .at: [.metric, .epoch]
    case .lastEpochs: [.metric, .count]
    case .epochsUntil: [.metric, .value]
    case .layer, .initialLayer: [.layer, .statistic, .samples]
    }
  }

  enum Argument: String {
    case metric = "METRIC"
    case epoch = "EPOCH"
    case count = "EPOCHS"
    case value = "VALUE"
    case layer = "LAYER"
    case statistic = "STATISTIC"
    case samples = "SAMPLES"

    fileprivate var noun: String {
      switch self {
      case .metric: "a metric"
      case .epoch: "an epoch"
      case .count: "a number of epochs"
      case .value: "a value"
      case .layer: "the index of a layer or 'input'"
      case .statistic: "a statistic"
      case .samples: "a number of samples"
      }
    }

    /// The words that may stand here; empty for numbers.
    fileprivate var words: [String] {
      switch self {
      case .metric: Metric.allCases.map(\.rawValue)
      case .statistic: LayerStatistic.allCases.map(\.rawValue)
      case .layer: PlaceWord.allCases.map(\.rawValue)
      case .epoch, .count, .value, .samples: []
      }
    }
  }

  private func example(_ argument: Argument) -> String {
    switch argument {
    case .metric: self == .worstStep ? "test_loss" : "test_accuracy"
    case .epoch: "1"
    case .count: "5"
    case .value: "0.97"
    case .layer: "3"
    case .statistic: "zeros"
    case .samples: "128"
    }
  }

  /// The figure that the arguments say.
  /// - Parameter texts: what stands between the commas.
  /// - Throws: `ArgumentProblem` for the first argument that does not fit.
  func quantity(_ texts: [String]) throws(ArgumentProblem) -> FigureQuantity {
    guard texts.count == arguments.count else { throw ArgumentProblem(text: nil, words: []) }
    func parsed<Value>(_ index: Int, _ read: (String) -> Value?) throws(ArgumentProblem) -> Value {
      guard let value = read(texts[index]) else {
        throw ArgumentProblem(text: texts[index], words: arguments[index].words)
      }
      return value
    }
    func metric() throws(ArgumentProblem) -> Metric { try parsed(0) { Metric(rawValue: $0) } }
    switch self {
    case .best: return .metric(try metric(), .best)
    case .worstStep: return .metric(try metric(), .worstStep)
    case .at: return .metric(try metric(), .epoch(try parsed(1) { Self.count($0, from: 0) }))
    case .lastEpochs: return .metric(try metric(), .lastEpochs(try parsed(1) { Self.count($0, from: 1) }))
    case .epochsUntil: return .metric(try metric(), .epochsUntil(try parsed(1, AssertionLexer.number)))
    case .layer, .initialLayer:
      let place = try parsed(0) { text -> LayerPlace? in
        text == PlaceWord.input.rawValue ? .input : Self.count(text, from: 0).map(LayerPlace.index)
      }
      let statistic = try parsed(1) { LayerStatistic(rawValue: $0) }
      return .layer(
        LayerFigure(
          layer: place, statistic: statistic, samples: try parsed(2) { Self.count($0, from: 1) },
          reading: self == .layer ? .final : .epoch(0)))
    }
  }

  private static func count(_ text: String, from least: Int) -> Int? {
    guard text.allSatisfy({ ("0"..."9").contains($0) }), let count = Int(text), count >= least,
      count <= Int(Int32.max)
    else { return nil }
    return count
  }
}

/// An argument that does not fit.
struct ArgumentProblem: Error {
  /// Nil if there are too few or too many arguments.
  let text: String?
  /// The words that are allowed in its place.
  let words: [String]
}

extension FigureQuantity {
  /// The figures of an assertion whose name is all there is to say about them. Metrics are those of the last epoch.
  static let named: [(name: String, quantity: FigureQuantity)] =
    Metric.allCases.map { ($0.rawValue, .metric($0, .final)) } + [
      ("train_seconds", .trainSeconds), ("diverged", .diverged), ("diverged_share", .divergedShare),
    ]

  /// The name if that is all there is to say; otherwise nil.
  public var name: String? { Self.named.first { $0.quantity == self }?.name }

  /// All figures of assertions, as errors list them.
  static let names = named.map(\.name) + FigureCall.allCases.map(\.signature)
}
