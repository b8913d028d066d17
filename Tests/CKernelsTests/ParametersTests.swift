import CKernels
import Testing

@Suite struct ParametersTests {
  @Test(arguments: [16, 1008, 1024, 1040, 5008]) func sumsAgreeWithDoublePrecision(count: Int) {
    var random = Random(71)
    let values = random.floats(count)
    let squares = values.reduce(0.0) { $0 + Double($1) * Double($1) }
    let magnitudes = values.reduce(0.0) { $0 + Double(abs($1)) }
    var expected: [Double]?
    for level in allLevels() {
      let x = Floats(values)
      let sums = [
        level.kernels.sum_of_squares(count, x.start), level.kernels.sum_of_magnitudes(count, x.start),
      ]
      // Each lane of a partial sum has sixteen terms, and a tree of six levels adds these.
      #expect(abs(sums[0] - squares) < 24 * rounding * squares)
      #expect(abs(sums[1] - magnitudes) < 24 * rounding * magnitudes)
      guard level.fused else { continue }
      #expect(expected == nil || expected == sums)
      expected = sums
    }
  }

  /// gradient + l1·sign(w) + 2·l2·w with gradient = 1, l1 = 0.25 and l2 = 0.5. At w = 2: 1 + 0.25 + 2 = 3.25. At
  /// w = −3: 1 − 0.25 − 3 = −2.25. At w = 0: 1, since sign(0) = 0 stands for the missing derivative of |w|.
  @Test func penaltyGradients() {
    for level in allLevels() {
      let weights = Floats([2, -3, 0, -0.0, .nan] + Array(repeating: 0, count: 11))
      let gradient = Floats(16, 1)
      level.kernels.add_penalty_gradient(16, 0.25, 0.5, weights.start, gradient.start)
      #expect(Array(gradient.values[..<4]) == [3.25, -2.25, 1, 1])
      #expect(gradient[4].isNaN)
      #expect(gradient.values[5...].allSatisfy { $0 == 1 })
    }
  }

  @Test func scalesAndClips() {
    for level in allLevels() {
      let x = Floats([3, -3, 0.5, -0.5, .infinity, .nan] + Array(repeating: 0, count: 10))
      level.kernels.clip_values(16, 2, x.start)
      #expect(Array(x.values[..<5]) == [2, -2, 0.5, -0.5, 2] && x[5].isNaN)
      level.kernels.scale_values(16, 0.5, x.start)
      #expect(Array(x.values[..<5]) == [1, -1, 0.25, -0.25, 1] && x[5].isNaN)
    }
  }
}
