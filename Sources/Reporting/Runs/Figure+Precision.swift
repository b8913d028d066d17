import Experiments
import Text

// To how many digits people are shown each kind of figure.

extension Metric {
  public var precision: Precision { higherIsBetter ? .share : .figure }
}

extension Figure {
  var precision: Precision {
    switch self {
    case .metric(let metric, _), .lastEpochs(let metric, _), .worstStep(let metric): metric.precision
    case .layer(let layer): layer.statistic.isShare ? .share : .figure
    case .trainSeconds: .figure
    case .epochsUntil, .diverged: .count
    case .divergedShare: .share
    }
  }
}
