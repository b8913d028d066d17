import CKernels
import Foundation
import Testing

@Suite struct LossesTests {
  /// Random logits. Their pad columns hold large numbers, which must not be counted.
  private func logits(_ rows: Int, _ columns: Int, _ random: inout Random, scale: Float = 4) -> Floats {
    let stride = roundUp(columns)
    let values = random.floats(rows * stride)
    return Floats(rows * stride) { $0 % stride < columns ? values[$0] * scale : 1e9 }
  }

  private func softmax(_ x: [Double]) -> [Double] {
    let greatest = x.max()!
    let e = x.map { exp($0 - greatest) }
    return e.map { $0 / e.reduce(0, +) }
  }

  @Test func softmaxAndItsGradientMatchDoublePrecision() {
    var random = Random(61)
    for columns in [1, 2, 10, 16, 17, 40] {
      let stride = roundUp(columns)
      let x = logits(7, columns, &random)
      let dy = Floats(7 * stride, from: &random)
      let same = SameAcrossLevels()
      for level in allLevels() {
        let (y, dx) = (Floats(x.count, .nan), Floats(x.count, .nan))
        level.kernels.softmax(7, columns, x.start, stride, y.start)
        level.kernels.softmax_gradient(7, columns, y.start, dy.start, stride, dx.start)
        for i in 0..<7 {
          let row = (0..<columns).map { Double(x[i * stride + $0]) }
          let want = softmax(row)
          let mean = (0..<columns).reduce(0) { $0 + want[$1] * Double(dy[i * stride + $1]) }
          for j in 0..<columns {
            // Rounding x − max changes the exponent by an absolute error, and so the result by a relative error.
            #expect(abs(Double(y[i * stride + j]) - want[j]) <= want[j] * 24 * rounding)
            let slope = want[j] * (Double(dy[i * stride + j]) - mean)
            #expect(abs(Double(dx[i * stride + j]) - slope) <= want[j] * 60 * rounding)
          }
          for j in columns..<stride { #expect(y[i * stride + j] == 0) }
        }
        #expect(same.check(level, y, dx))
      }
    }
  }

  @Test func softmaxCrossEntropyMatchesDoublePrecision() {
    var random = Random(62)
    for columns in [1, 2, 10, 16, 19] {
      let rows = 37
      let stride = roundUp(columns)
      let x = logits(rows, columns, &random, scale: 8)
      let labels = (0..<rows).map { _ in Int32(random.int(0...columns - 1)) }
      let same = SameAcrossLevels()
      for level in allLevels() {
        let (losses, dx) = (Floats(rows, .nan), Floats(x.count, .nan))
        let right = level.kernels.softmax_cross_entropy(
          rows, columns, x.start, stride, labels, 0.125, losses.start, dx.start)
        var wantRight = 0
        for i in 0..<rows {
          let row = (0..<columns).map { Double(x[i * stride + $0]) }
          let label = Int(labels[i])
          wantRight += row.firstIndex(of: row.max()!) == label ? 1 : 0
          let want = softmax(row)
          #expect(abs(Double(losses[i]) + log(want[label])) <= 40 * rounding * (1 - log(want[label])))
          for j in 0..<columns {
            let slope = (want[j] - (j == label ? 1 : 0)) / 8
            #expect(abs(Double(dx[i * stride + j]) - slope) <= 4 * rounding)
          }
        }
        #expect(right == wantRight)
        #expect(same.check(level, losses, dx))
        let again = Floats(rows, .nan)
        #expect(
          right
            == level.kernels.softmax_cross_entropy(
              rows, columns, x.start, stride, labels, 0.125, again.start, nil))
        #expect(sameBits(again.values, losses.values))
      }
    }
  }

  @Test func theFirstMaximumIsTheCorrectLabelAsInArgmax() {
    let rows: [(x: [Float], argmax: Int32)] = [
      ([1, 3, 3, 2], 1), ([3, 3, 3, 3], 0), ([1, .nan, 9, .nan], 1), ([.nan, 0, 0, 0], 0),
      ([-.infinity, -.infinity, -.infinity, -1], 3), ([0, -0.0, 0, 0], 0), ([0, .infinity, 1, .infinity], 1),
    ]
    for (values, argmax) in rows {
      let x = Floats(padding: values)
      for level in allLevels() {
        for label: Int32 in 0..<4 {
          let (losses, dx) = (Floats(1), Floats(16))
          let right = level.kernels.softmax_cross_entropy(
            1, 4, x.start, 16, [label], 1, losses.start, dx.start)
          #expect(right == (label == argmax ? 1 : 0))
          if values.contains(where: { $0.isNaN }) { #expect(losses[0].isNaN && dx[Int(label)].isNaN) }
        }
      }
    }
  }

  @Test func hugeLogitsGiveFiniteLossesAndGradients() {
    let x = Floats(padding: [1e4, -1e4, 0])
    for level in allLevels() {
      let (losses, dx) = (Floats(1), Floats(16))
      _ = level.kernels.softmax_cross_entropy(1, 3, x.start, 16, [1], 1, losses.start, dx.start)
      #expect(losses[0] == 2e4 && dx[0] == 1 && dx[1] == -1 && dx[2] == 0)
      _ = level.kernels.sigmoid_cross_entropy(1, x.start, 16, [0], 1, losses.start, dx.start)
      #expect(losses[0] == 1e4 && dx[0] == 1)
      _ = level.kernels.sigmoid_cross_entropy(1, x.start, 16, [1], 1, losses.start, dx.start)
      #expect(losses[0] == 0 && dx[0] == 0)
    }
  }

  @Test func sigmoidCrossEntropyMatchesDoublePrecision() {
    var random = Random(63)
    for rows in [1, 15, 16, 50] {
      let values = random.floats(rows)
      let x = Floats(rows * 32) { $0 % 32 == 0 ? values[$0 / 32] * 30 : .nan }
      let labels = (0..<rows).map { _ in Int32(random.int(0...1)) }
      let same = SameAcrossLevels()
      for level in allLevels() {
        let (losses, dx) = (Floats(rows, .nan), Floats(x.count, 77))
        let right = level.kernels.sigmoid_cross_entropy(
          rows, x.start, 32, labels, 2, losses.start, dx.start)
        var wantRight = 0
        for i in 0..<rows {
          let logit = Double(x[i * 32])
          let t = labels[i] == 1 ? -logit : logit
          wantRight += (logit > 0) == (labels[i] == 1) ? 1 : 0
          let want = max(t, 0) + log1p(exp(-abs(t)))
          // The relative error is small even for very small losses.
          #expect(abs(Double(losses[i]) - want) <= 6 * rounding * want)
          let slope = reference(BNK_SIGMOID, t) * (labels[i] == 1 ? -2 : 2)
          #expect(abs(Double(dx[i * 32]) - slope) <= 8 * rounding * abs(slope))
          #expect(dx[i * 32 + 1] == 77)
        }
        #expect(right == wantRight)
        #expect(same.check(level, losses, dx))
      }
    }
  }

  @Test func slicesOfRowsGiveTheSameBits() {
    var random = Random(64)
    let x = logits(40, 10, &random)
    let labels = (0..<40).map { _ in Int32(random.int(0...9)) }
    for level in allLevels() {
      let (whole, dx) = (Floats(40), Floats(x.count))
      let (sliced, slicedDx) = (Floats(40), Floats(x.count))
      let right = level.kernels.softmax_cross_entropy(
        40, 10, x.start, 16, labels, 1, whole.start, dx.start)
      var slicedRight = 0
      for rows in [0..<13, 13..<40] {
        slicedRight += level.kernels.softmax_cross_entropy(
          rows.count, 10, x.start + rows.lowerBound * 16, 16, Array(labels[rows]), 1,
          sliced.start + rows.lowerBound, slicedDx.start + rows.lowerBound * 16)
      }
      #expect(right == slicedRight)
      #expect(sameBits(whole.values, sliced.values) && sameBits(dx.values, slicedDx.values))
    }
  }
}
