/// Number of observations that make the t interval of a mean no wider than `margin` to either side, if the standard
/// deviation stays as it is: the smallest n ≥ 2 with t(1 − α/2; n − 1) · s/√n ≤ margin.
///
/// - Returns: nil if no number up to a million is enough, for example if the margin is zero.
public func observationsNeeded(
  standardDeviation: Double, margin: Double, _ confidence: Confidence = .percent95
) -> Int? {
  guard standardDeviation >= 0, margin >= 0 else { return nil }
  func suffices(_ count: Int) -> Bool {
    guard let quantile = StudentT(degreesOfFreedom: Double(count - 1))?.quantile(1 - confidence.tail) else {
      return false
    }
    return quantile * standardDeviation / Double(count).squareRoot() <= margin
  }
  // The half-width decreases as n grows.
  var high = 2
  while !suffices(high) {
    guard high < 1_000_000 else { return nil }
    high = min(high * 2, 1_000_000)
  }
  var low = max(high / 2, 2)
  while low < high {
    let middle = (low + high) / 2
    if suffices(middle) { high = middle } else { low = middle + 1 }
  }
  return high
}
