import Experiments
import Text

/// How assertions name figures.
extension Figure {
  /// The figures whose name is all there is to say about them.
  static let named: [Figure] = Metric.allCases.map { .metric($0, at: .final) } + [.trainSeconds, .diverged]
  static let epochsUntilName = "epochs_until"
  /// All names, as errors list them.
  static let names = named.map(\.name) + ["\(epochsUntilName)(METRIC, VALUE)"]

  var name: String {
    switch self {
    case .metric(let metric, _): metric.rawValue
    // No assertion can name these.
    case .lastEpochs, .worstStep, .layer: phrase
    case .trainSeconds: "train_seconds"
    case .diverged: "diverged"
    case .epochsUntil(let threshold):
      "\(Self.epochsUntilName)(\(threshold.metric.rawValue), \(threshold.value.exact))"
    }
  }
}
