import System

/// The interval of the mean of a bounded figure of which all observations are equal.
///
/// Equal observations have no spread from which Student's t could tell how far other values lie. What they do tell is that
/// other values are not frequent: with n of them, the share of others is at most p = 1 − (α/2)^(1/n) (the upper limit of
/// Clopper and Pearson 1934 for no success in n trials). If no value lies outside the range, the mean is not below
/// v − p·(v − low) and not above v + p·(high − v).
///
/// This keeps the confidence for every distribution in the range. If the mean lies below that limit, a value of v or more has
/// a probability below 1 − p by Markov's inequality, so that n of them have a probability below (1 − p)ⁿ = α/2. The other
/// side is the same.
/// - Parameters:
///   - count: the number of equal observations, at least 1.
///   - range: the values that the figure can have.
func equalValuesInterval(
  of value: Double, count: Int, in range: Interval, _ confidence: Confidence
) -> Interval {
  let share = confidence.shareUnseen(in: count)
  return Interval(
    low: value - share * max(0, value - range.low), high: value + share * max(0, range.high - value))
}

extension Confidence {
  /// The largest share of values that n observations may all miss: 1 − (α/2)^(1/n).
  func shareUnseen(in count: Int) -> Double { 1 - pow(tail, 1 / Double(max(count, 1))) }
}
