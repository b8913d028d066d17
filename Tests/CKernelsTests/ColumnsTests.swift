import CKernels
import Testing

@Suite struct ColumnsTests {
  /// The tensors of a batch, on which all five kernels can be run.
  private final class Batch {
    let rows: Int, columns: Int, stride: Int
    let x: Floats, dy: Floats, scale: Floats, shift: Floats, slope: Floats
    let sums: Floats, mean: Floats, variance: Floats, sumDy: Floats, sumDyX: Floats, y: Floats, dx: Floats

    init(rows: Int, columns: Int, offset: Float = 0, random: inout Random) {
      (self.rows, self.columns, stride) = (rows, columns, columns + 32)
      let size = (rows - 1) * stride + columns
      x = Floats(random.floats(size).map { $0 + offset })
      dy = Floats(size, from: &random)
      scale = Floats(columns, from: &random)
      shift = Floats(columns, from: &random)
      slope = Floats(columns, from: &random)
      (sums, mean, variance) = (Floats(columns, .nan), Floats(columns, .nan), Floats(columns, .nan))
      (sumDy, sumDyX) = (Floats(columns, .nan), Floats(columns, .nan))
      (y, dx) = (Floats(size, 77), Floats(size, 77))
    }

    /// Runs all five kernels on a slice of the columns, or on all of them.
    func run(_ level: Level, _ slice: Range<Int>? = nil) {
      let (column, count) = (slice?.lowerBound ?? 0, slice?.count ?? columns)
      let k = level.kernels
      k.column_sums(rows, count, x.start + column, stride, sums.start + column)
      k.column_moments(rows, count, x.start + column, stride, mean.start + column, variance.start + column)
      k.column_normalize(
        rows, count, x.start + column, stride, mean.start + column, scale.start + column,
        shift.start + column,
        y.start + column)
      k.column_gradient_sums(
        rows, count, x.start + column, dy.start + column, stride, mean.start + column, sumDy.start + column,
        sumDyX.start + column)
      k.column_input_gradient(
        rows, count, x.start + column, dy.start + column, stride, mean.start + column, scale.start + column,
        shift.start + column, slope.start + column, dx.start + column)
    }

    var results: [Float] { [sums, mean, variance, sumDy, sumDyX, y, dx].flatMap(\.values) }
  }

  @Test func resultsMatchDoublePrecision() {
    var random = Random(41)
    for (rows, columns) in [(1, 16), (2, 32), (31, 16), (33, 64), (100, 80), (257, 16)] {
      for offset: Float in [0, 100] {
        let batch = Batch(rows: rows, columns: columns, offset: offset, random: &random)
        for level in allLevels() {
          batch.run(level)
          let size = 1 + Double(offset)
          let chain = Double(min(rows, 32) + rows / 32 + 2) * 2 * rounding
          for j in 0..<columns {
            let x = (0..<rows).map { Double(batch.x[$0 * batch.stride + j]) }
            let dy = (0..<rows).map { Double(batch.dy[$0 * batch.stride + j]) }
            let mean = x.reduce(0, +) / Double(rows)
            let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
            let gotMean = Double(batch.mean[j])
            #expect(abs(Double(batch.sums[j]) - x.reduce(0, +)) <= chain * size * Double(rows))
            #expect(abs(gotMean - mean) <= chain * size)
            // The deviations contain the rounding error of the mean, whose square is added to the variance.
            #expect(
              abs(Double(batch.variance[j]) - variance) <= (chain + 4 * rounding) + chain * size * chain
                * size)
            #expect(abs(Double(batch.sumDy[j]) - dy.reduce(0, +)) <= chain * Double(rows))
            let products = zip(x, dy).reduce(0) { $0 + $1.1 * ($1.0 - gotMean) }
            #expect(abs(Double(batch.sumDyX[j]) - products) <= 2 * chain * Double(rows))
            for i in [0, rows - 1] {
              let deviation = x[i] - gotMean
              let y = deviation * Double(batch.scale[j]) + Double(batch.shift[j])
              #expect(abs(Double(batch.y[i * batch.stride + j]) - y) <= 8 * rounding)
              let dx =
                Double(batch.scale[j]) * (dy[i] - Double(batch.shift[j]) - deviation * Double(batch.slope[j]))
              #expect(abs(Double(batch.dx[i * batch.stride + j]) - dx) <= 20 * rounding)
            }
          }
          // Nothing outside of the columns is written.
          #expect(rows == 1 || batch.y[columns] == 77 && batch.dx[columns + 31] == 77)
        }
      }
    }
  }

  @Test func constantColumnsHaveNoVariance() {
    var random = Random(42)
    for value: Float in [0, 0.1, -1e6, 0x1p-140] {
      let batch = Batch(rows: 96, columns: 16, random: &random)
      for i in 0..<batch.x.count { batch.x[i] = value }
      for level in allLevels() {
        batch.run(level)
        #expect(batch.variance.values.allSatisfy { $0 >= 0 && $0 <= value * value * 0x1p-40 })
      }
    }
  }

  @Test func slicesAndLevelsAgreeToTheBit() {
    var random = Random(43)
    for (rows, columns) in [(1, 16), (37, 48), (64, 160), (65, 208)] {
      let batch = Batch(rows: rows, columns: columns, random: &random)
      batch.x[columns / 2] = .nan
      batch.x[columns - 1] = -.infinity
      batch.dy[1] = .infinity
      batch.dy[2] = -0x1p-149
      var expected: [Float]?
      for level in allLevels() {
        batch.run(level)
        let whole = batch.results
        for start in stride(from: 0, to: columns, by: 48) {
          batch.run(level, start..<min(start + 48, columns))
        }
        #expect(sameBits(whole, batch.results))
        if level.fused {
          #expect(sameBits(expected ?? whole, whole))
          expected = whole
        }
      }
    }
  }

  @Test func normalizeAndGradientWorkInPlace() {
    var random = Random(44)
    let batch = Batch(rows: 5, columns: 32, random: &random)
    for level in allLevels() {
      batch.run(level)
      let (x, dy) = (Floats(batch.x.values), Floats(batch.dy.values))
      level.kernels.column_input_gradient(
        5, 32, x.start, dy.start, batch.stride, batch.mean.start, batch.scale.start, batch.shift.start,
        batch.slope.start, dy.start)
      level.kernels.column_normalize(
        5, 32, x.start, batch.stride, batch.mean.start, batch.scale.start, batch.shift.start, x.start)
      for i in 0..<5 {
        for j in 0..<32 {
          #expect(sameBits(x[i * batch.stride + j], batch.y[i * batch.stride + j]))
          #expect(sameBits(dy[i * batch.stride + j], batch.dx[i * batch.stride + j]))
        }
      }
    }
  }
}
