/// The derivative of a function that is computed in 32-bit floats. It is accurate enough to detect a gradient that is
/// wrong by 1 %.
///
/// With a small step, rounding errors in the function limit the accuracy of a difference quotient; with a large step,
/// the curvature does. So the function is given as its outputs before they are summed: outputs that do not depend on x
/// then cancel exactly. Central differences with several steps are extrapolated to a step of zero (Richardson
/// extrapolation; the scheme is that of Ridders, "Accurate computation of F'(x) and F'(x)F''(x)", 1982). Each
/// derivative comes with an estimate of its error.
public struct Derivative: Equatable {
  public let value: Double
  /// The maximum error of the value, estimated generously.
  public let uncertainty: Double

  /// The derivative of Σ weights·outputs(x) at `x`.
  /// - Parameters:
  ///   - largestStep: the largest step of the difference quotients. It is halved `levels` − 1 times. The function must
  ///     be smooth within this distance of `x`.
  ///   - levels: number of steps that are tried.
  ///   - weights: the factor of each output in the sum.
  ///   - outputs: computes all outputs for a value of x.
  public init(
    at x: Float, largestStep: Float, levels: Int = 3, weights: [Double], outputs: (Float) -> [Float]
  ) {
    let centre = outputs(x)
    var best = (value: 0.0, error: Double.infinity)
    var previous: [Double] = []
    for level in 0..<levels {
      let step = largestStep / Float(1 << level)
      let (above, below) = (x + step, x - step)
      let (high, low) = (outputs(above), outputs(below))
      // The actual distance, since x ± step was rounded.
      let width = Double(above) - Double(below)
      var difference = 0.0
      var variance = 0.0
      for index in weights.indices where high[index] != low[index] {
        difference += weights[index] * (Double(high[index]) - Double(low[index]))
        let size = weights[index] * Double(max(abs(centre[index]), 1))
        variance += size * size
      }
      // Assumes some units in the last place as the error of each output that changed; the errors are independent.
      let rounding = 6 * variance.squareRoot() * Double(Float.ulpOfOne) / width

      var row = [difference / width]
      for (column, coarser) in previous.enumerated() {
        let power = Double(Int(1) << (2 * (column + 1)))
        row.append(row[column] + (row[column] - coarser) / (power - 1))
        let error = max(abs(row[column + 1] - row[column]), abs(row[column + 1] - coarser)) + rounding
        if error < best.error { best = (row[column + 1], error) }
      }
      // For a function without curvature, the difference quotient without extrapolation is the most accurate.
      if let coarser = previous.first {
        let error = abs(row[0] - coarser) + rounding
        if error < best.error { best = (row[0], error) }
      }
      previous = row
    }
    value = best.value
    uncertainty = 2 * best.error
  }
}
