/// Derivatives of functions computed in 32-bit floats, sharp enough to tell a gradient from one that is wrong by 1 %.
///
/// Rounding in the function limits what a small step can see, curvature what a large one can. So the function is given
/// as its outputs before summing, which lets outputs that the step does not touch cancel exactly; central differences
/// of several steps are extrapolated to a step of zero (Richardson; the scheme is Ridders', "Accurate computation of
/// F'(x) and F'(x)F''(x)", 1982); and each derivative comes with the error that it may have.
public struct Derivative: Equatable {
  public let value: Double
  /// What the value may be off by, generously.
  public let uncertainty: Double

  /// Of Σ weights·outputs(x) at `x`.
  /// - Parameters:
  ///   - largestStep: halved `levels` − 1 times; the function must be smooth within it.
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
      // The step as floats have it, not as it was meant.
      let width = Double(above) - Double(below)
      var difference = 0.0
      var variance = 0.0
      for index in weights.indices where high[index] != low[index] {
        difference += weights[index] * (Double(high[index]) - Double(low[index]))
        let size = weights[index] * Double(max(abs(centre[index]), 1))
        variance += size * size
      }
      // Some units in the last place of each output that moved, adding up as independent errors do.
      let rounding = 6 * variance.squareRoot() * Double(Float.ulpOfOne) / width

      var row = [difference / width]
      for (column, coarser) in previous.enumerated() {
        let power = Double(Int(1) << (2 * (column + 1)))
        row.append(row[column] + (row[column] - coarser) / (power - 1))
        let error = max(abs(row[column + 1] - row[column]), abs(row[column + 1] - coarser)) + rounding
        if error < best.error { best = (row[column + 1], error) }
      }
      // A function without curvature is best served by the largest step and no extrapolation.
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
