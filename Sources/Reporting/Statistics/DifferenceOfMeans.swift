/// Observations of two things under the same conditions, such as two experiments with the same seeds.
public struct PairedSample: Equatable, Sendable {
  /// First minus second value of each pair in which both are finite.
  public let differences: Sample
  /// Number of pairs left out because a value was not finite.
  public let excludedCount: Int

  public init(_ pairs: some Sequence<(Double, Double)>) {
    let all = Array(pairs)
    let kept = all.filter { Sample([$0.0, $0.1]).excludedCount == 0 }
    excludedCount = all.count - kept.count
    let differences = kept.map { $0.0 - $0.1 }
    // Figures such as accuracies are fractions. If the differences vary only in their last bits, that is rounding and not
    // variation.
    let size = kept.reduce(0) { max($0, $1.0.magnitude, $1.1.magnitude) }
    let spread = (differences.max() ?? 0) - (differences.min() ?? 0)
    if let first = differences.first, spread <= 4 * size.ulp {
      let value = first.magnitude <= 4 * size.ulp ? 0 : first
      self.differences = Sample(repeatElement(value, count: differences.count))
    } else {
      self.differences = Sample(differences)
    }
  }

  /// The mean difference with its paired t interval and test.
  public func inference(_ confidence: Confidence = .percent95) -> MeanInference {
    differences.meanInference(confidence)
  }

  /// Cohen's d_z, the mean of the differences divided by their standard deviation; nil for n < 2 and if the differences
  /// are all equal.
  public var cohensDz: Double? {
    guard let mean = differences.mean, let deviation = differences.standardDeviation, deviation > 0 else {
      return nil
    }
    return mean / deviation
  }

  /// d_z times Hedges' correction for n − 1 degrees of freedom; nil for n < 3 and if the differences are all equal.
  public var hedgesGz: Double? {
    guard let cohensDz, let correction = hedgesCorrection(degreesOfFreedom: Double(differences.count - 1))
    else {
      return nil
    }
    return cohensDz * correction
  }
}

/// The mean of `a` minus that of `b` with Welch's t interval and test, for samples whose variances may differ. The degrees
/// of freedom are those of Welch and Satterthwaite.
public func welchInference(_ a: Sample, _ b: Sample, _ confidence: Confidence = .percent95) -> MeanInference {
  guard let meanA = a.mean, let meanB = b.mean else { return .none }
  let difference = meanA - meanB
  guard let deviationA = a.standardDeviation, let deviationB = b.standardDeviation else {
    return .single(difference)
  }
  let errorA = deviationA * deviationA / Double(a.count)
  let errorB = deviationB * deviationB / Double(b.count)
  let error = errorA + errorB
  // Shares of the sum, because their squares cannot underflow.
  let (shareA, shareB) = (errorA / error, errorB / error)
  let degrees = 1 / (shareA * shareA / Double(a.count - 1) + shareB * shareB / Double(b.count - 1))
  return TEstimate(
    value: difference, standardError: error.squareRoot(), degreesOfFreedom: degrees, confidence: confidence
  ).map(MeanInference.estimate) ?? .tied(difference)
}

/// Hedges' g: the difference of the means over the pooled standard deviation, times the correction J for n_a + n_b − 2
/// degrees of freedom (Hedges 1981). Nil if a sample has fewer than two values, or if neither sample varies.
public func hedgesG(_ a: Sample, _ b: Sample) -> Double? {
  guard let meanA = a.mean, let meanB = b.mean, let deviationA = a.standardDeviation,
    let deviationB = b.standardDeviation
  else { return nil }
  let (freeA, freeB) = (Double(a.count - 1), Double(b.count - 1))
  let pooled = ((freeA * deviationA * deviationA + freeB * deviationB * deviationB) / (freeA + freeB))
    .squareRoot()
  guard pooled > 0, let correction = hedgesCorrection(degreesOfFreedom: freeA + freeB) else { return nil }
  return (meanA - meanB) / pooled * correction
}
