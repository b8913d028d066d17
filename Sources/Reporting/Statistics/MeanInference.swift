/// What a sample or two say about a mean or a difference of means. Each case states what is known, so that no figure
/// is invented where the data have none.
public enum MeanInference: Equatable, Sendable {
  /// No observation.
  case none
  /// One observation (of each side): a value without any notion of its spread.
  case single(Double)
  /// Two observations or a few more that agree. Figures come in steps, an accuracy in shares of the samples, so that few
  /// runs often agree by chance: their spread is not known, and there is no interval.
  case tied(Double)
  /// At least `Sample.leastForConstant` observations that all agree: the interval is the value itself, and there is no
  /// test.
  case constant(Double)
  case estimate(TEstimate)

  public var value: Double? {
    switch self {
    case .none: nil
    case .single(let value), .tied(let value), .constant(let value): value
    case .estimate(let estimate): estimate.value
    }
  }

  public var interval: Interval? {
    switch self {
    case .none, .single, .tied: nil
    case .constant(let value): Interval(low: value, high: value)
    case .estimate(let estimate): estimate.interval
    }
  }

  /// Of the null hypothesis that the value is zero, two-sided.
  public var p: Double? {
    switch self {
    case .none, .single, .tied, .constant: nil
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

  /// Nil where the error is zero or the degrees of freedom are not positive.
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
    ).map(MeanInference.estimate) ?? (isTied ? .tied(mean) : .constant(mean))
  }

  /// Where a single further observation lies: mean ± t(1 − α/2; n − 1) · s·√(1 + 1/n). Nil for n < 2 and for
  /// a few values that all agree; where many do, it is the value itself.
  public func predictionInterval(_ confidence: Confidence = .percent95) -> Interval? {
    guard !isTied, let mean, let deviation = standardDeviation,
      let quantile = StudentT(degreesOfFreedom: Double(count - 1))?.quantile(1 - confidence.tail)
    else { return nil }
    return Interval(center: mean, margin: quantile * deviation * (1 + 1 / Double(count)).squareRoot())
  }
}
