/// Observations of two things under the same conditions, such as two experiments with the same seeds.
public struct PairedSample: Equatable, Sendable {
  /// First minus second, of each pair in which both are finite.
  public let differences: Sample
  /// How many pairs were left out since one side or both were not finite.
  public let excludedCount: Int

  public init(_ pairs: some Sequence<(Double, Double)>) {
    let all = Array(pairs)
    let kept = all.filter { Sample([$0.0, $0.1]).excludedCount == 0 }
    excludedCount = all.count - kept.count
    let differences = kept.map { $0.0 - $0.1 }
    // Figures such as accuracies are fractions; where the same difference comes out with other last bits, those bits
    // are rounding and no variation.
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

  /// Cohen's d_z: mean / standard deviation of the differences; nil for n < 2 and without variation.
  public var cohensDz: Double? {
    guard let mean = differences.mean, let deviation = differences.standardDeviation, deviation > 0 else {
      return nil
    }
    return mean / deviation
  }

  /// d_z times Hedges' correction for n − 1 degrees of freedom; nil for n < 3 and without variation.
  public var hedgesGz: Double? {
    guard let cohensDz, let correction = hedgesCorrection(degreesOfFreedom: Double(differences.count - 1))
    else {
      return nil
    }
    return cohensDz * correction
  }
}

/// The mean of `a` minus that of `b`, whose variances may differ: Welch's t interval and test, with the degrees of
/// freedom of Welch and Satterthwaite.
public func welchInference(_ a: Sample, _ b: Sample, _ confidence: Confidence = .percent95) -> MeanInference {
  guard let meanA = a.mean, let meanB = b.mean else { return .none }
  let difference = meanA - meanB
  guard let deviationA = a.standardDeviation, let deviationB = b.standardDeviation else {
    return .single(difference)
  }
  let errorA = deviationA * deviationA / Double(a.count)
  let errorB = deviationB * deviationB / Double(b.count)
  let error = errorA + errorB
  // Shares of the whole, whose squares cannot underflow.
  let (shareA, shareB) = (errorA / error, errorB / error)
  let degrees = 1 / (shareA * shareA / Double(a.count - 1) + shareB * shareB / Double(b.count - 1))
  return TEstimate(
    value: difference, standardError: error.squareRoot(), degreesOfFreedom: degrees, confidence: confidence
  ).map(MeanInference.estimate) ?? (a.isTied || b.isTied ? .tied(difference) : .constant(difference))
}

/// Hedges' g: the difference of the means over the pooled standard deviation, times the correction J for n_a + n_b − 2
/// degrees of freedom (Hedges 1981). Nil where a sample has fewer than two values or neither varies.
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
