import CKernels
import Foundation
import Testing

@Suite struct RegressionTests {
  /// The loss of a row is the mean of its squared errors: ((1−3)² + (2−1)² + (−1−(−1))²)/3 = 5/3. With a scale of 1/2,
  /// its gradient is 2·(x−t)/3/2 = (−2/3, 1/3, 0).
  @Test func valuesMatchThoseComputedByHand() {
    for level in allLevels() {
      let x = Floats(
        [1, 2, -1] + Array(repeating: .nan, count: 13) + [0, 0, 3] + Array(repeating: .nan, count: 13))
      let targets = Floats([3, 1, -1, 0, 0, 0])
      let (losses, dx) = (Floats(2, .nan), Floats(32, .nan))
      level.kernels.squared_error(2, 3, x.start, 16, targets.start, 0.5, losses.start, dx.start)
      #expect(abs(losses[0] - 5.0 / 3) < 1e-6 && losses[1] == 3)
      for (i, wanted) in [-2.0 / 3, 1.0 / 3, 0].enumerated() { #expect(abs(Double(dx[i]) - wanted) < 1e-7) }
      #expect(Array(dx.values[16..<19]) == [0, 0, 1])
      // Without a gradient.
      level.kernels.squared_error(2, 3, x.start, 16, targets.start, 0.5, losses.start, nil)
      #expect(losses[1] == 3)
    }
  }

  @Test func manyColumnsAgreeWithDoublePrecision() {
    var random = Random(72)
    let columns = 37
    let (values, wanted) = (random.floats(48), random.floats(columns))
    let same = SameAcrossLevels()
    for level in allLevels() {
      let (x, targets) = (Floats(values), Floats(wanted))
      let (losses, dx) = (Floats(1), Floats(48))
      level.kernels.squared_error(1, columns, x.start, 48, targets.start, 1, losses.start, dx.start)
      let sum = (0..<columns).reduce(0.0) {
        let difference = Double(values[$1]) - Double(wanted[$1])
        return $0 + difference * difference
      }
      #expect(abs(Double(losses[0]) - sum / Double(columns)) < 1e-6)
      for i in 0..<columns {
        #expect(abs(Double(dx[i]) - 2 * (Double(values[i]) - Double(wanted[i])) / Double(columns)) < 1e-7)
      }
      #expect(same.check(level, losses, dx))
    }
  }

  /// For each row the mean of log(1 + e^∓x), with pad columns of NaN that count for nothing.
  @Test func severalLabelsAgreeWithDoublePrecision() {
    var random = Random(73)
    let columns = 37
    let values = random.floats(columns) + Array(repeating: Float.nan, count: 11)
    let wanted = (0..<columns).map { Float($0 % 3 == 0 ? 1 : 0) }
    let same = SameAcrossLevels()
    for level in allLevels() {
      let (x, targets) = (Floats(values), Floats(wanted))
      let (losses, dx) = (Floats(1), Floats(48))
      let right = level.kernels.sigmoid_cross_entropies(
        1, columns, x.start, 48, targets.start, 0, .infinity, 1, losses.start, dx.start)
      #expect(right == (0..<columns).count { (values[$0] > 0) == (wanted[$0] == 1) })
      let sum = (0..<columns).reduce(0.0) {
        $0 + log1p(exp(Double(values[$1]) * (wanted[$1] == 1 ? -1 : 1)))
      }
      #expect(abs(Double(losses[0]) - sum / Double(columns)) < 1e-6)
      for i in 0..<columns {
        let probability = 1 / (1 + exp(-Double(values[i])))
        #expect(abs(Double(dx[i]) - (probability - Double(wanted[i])) / Double(columns)) < 1e-7)
      }
      #expect(Array(dx.values[columns...]) == Array(repeating: 0, count: 11))
      #expect(same.check(level, losses, dx))
    }
  }
}
