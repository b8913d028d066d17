/// What one or two samples tell about a mean or a difference of means. Each case holds only what is known.
public enum MeanInference: Equatable, Sendable {
  /// No observation.
  case none
  /// One observation on a side: a value whose spread is not known.
  case single(Double)
  /// Two or more equal observations. They show no spread, but other values may be rare rather than impossible: one that
  /// comes up in every tenth run is missing from eight runs in 43 % of cases. So there is neither an interval nor a test.
  /// A figure with a range has an interval all the same, see `equalValuesInterval`.
  case tied(Double)
  case estimate(TEstimate)

  public var value: Double? {
    switch self {
    case .none: nil
    case .single(let value), .tied(let value): value
    case .estimate(let estimate): estimate.value
    }
  }

  public var interval: Interval? {
    switch self {
    case .none, .single, .tied: nil
    case .estimate(let estimate): estimate.interval
    }
  }

  /// The two-sided p-value of the null hypothesis that the value is zero.
  public var p: Double? {
    switch self {
    case .none, .single, .tied: nil
    case .estimate(let estimate): estimate.p
    }
  }
}

/// A value with Student's t interval and the two-sided test against zero.
public struct TEstimate: Equatable, Sendable {
  public let value: Double
  public let standardError: Double
  public let degreesOfFreedom: Double
  public let t: Double
  public let p: Double
  public let interval: Interval

  /// Nil if the error is zero or the degrees of freedom are not positive.
  init?(value: Double, standardError: Double, degreesOfFreedom: Double, confidence: Confidence) {
    guard standardError > 0, let distribution = StudentT(degreesOfFreedom: degreesOfFreedom),
      let quantile = distribution.quantile(1 - confidence.tail)
    else { return nil }
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    t = value / standardError
    p = distribution.twoSidedTail(t)
    interval = Interval(center: value, margin: quantile * standardError)
  }
}

extension Sample {
  /// The mean with its t interval: mean ± t(1 − α/2; n − 1) · s/√n.
  public func meanInference(_ confidence: Confidence = .percent95) -> MeanInference {
    guard let mean else { return .none }
    guard let deviation = standardDeviation else { return .single(mean) }
    return TEstimate(
      value: mean, standardError: deviation / Double(count).squareRoot(), degreesOfFreedom: Double(count - 1),
      confidence: confidence
    ).map(MeanInference.estimate) ?? .tied(mean)
  }

  /// The interval in which one further observation is expected: mean ± t(1 − α/2; n − 1) · s·√(1 + 1/n). Nil for n < 2 and
  /// for equal values.
  public func predictionInterval(_ confidence: Confidence = .percent95) -> Interval? {
    guard !isTied, let mean, let deviation = standardDeviation,
      let quantile = StudentT(degreesOfFreedom: Double(count - 1))?.quantile(1 - confidence.tail)
    else { return nil }
    return Interval(center: mean, margin: quantile * deviation * (1 + 1 / Double(count)).squareRoot())
  }
}
