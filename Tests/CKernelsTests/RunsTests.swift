import CKernels
import Testing

/// Columns of zeros: found, left out and put back, and products without them.
@Suite struct RunsTests {
  /// The runs that a level finds.
  private struct Runs {
    var starts: [Int32]
    var ends: [Int32]
    var places: [Int32]
    let count: Int

    init(_ level: Level, rows: Int, columns: Int, x: Floats, stride: Int) {
      var starts = [Int32](repeating: -1, count: columns / 2 + 1)
      var ends = starts
      var places = [Int32](repeating: -1, count: columns / 2 + 2)
      count = level.kernels.find_runs(rows, columns, x.start, stride, &starts, &ends, &places)
      (self.starts, self.ends, self.places) = (starts, ends, places)
    }

    func use(_ body: (UnsafePointer<bnk_runs>) -> Void) {
      starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          places.withUnsafeBufferPointer { places in
            var runs = bnk_runs(
              count: count, starts: starts.baseAddress, ends: ends.baseAddress, places: places.baseAddress)
            body(&runs)
          }
        }
      }
    }
  }

  /// Rows of which only some columns have values, -0 counting as none.
  private func batch(rows: Int, stride: Int, columns: Int, full: [Range<Int>], random: inout Random) -> Floats
  {
    let x = Floats(rows * stride)
    let values = random.floats(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let isFull = full.contains { $0.contains(column) }
        x[row * stride + column] = isFull ? values[row * columns + column] : (row % 2 == 0 ? 0 : -0.0)
      }
    }
    return x
  }

  /// Columns 3-9, 20-22 and 24 of 26: the gap of one column does not end a run, so 20-24 is one with the zeros of 23.
  @Test func runsAreFound() {
    var random = Random(1)
    let x = batch(rows: 5, stride: 32, columns: 26, full: [3..<10, 20..<23, 24..<25], random: &random)
    for level in allLevels() {
      let runs = Runs(level, rows: 5, columns: 26, x: x, stride: 32)
      #expect(runs.count == 2)
      #expect(Array(runs.starts.prefix(2)) == [3, 20])
      #expect(Array(runs.ends.prefix(2)) == [10, 25])
      #expect(Array(runs.places.prefix(3)) == [0, 7, 12])
    }
  }

  /// One value in one row is enough, NaN and denormals too; without any there is no run.
  @Test func oneValueMakesAColumn() {
    for value: Float in [1, .nan, .leastNonzeroMagnitude, -.infinity] {
      let x = Floats(3 * 16)
      x[16 + 15] = value
      for level in allLevels() {
        let runs = Runs(level, rows: 3, columns: 16, x: x, stride: 16)
        #expect(runs.count == 1 && runs.starts[0] == 15 && runs.ends[0] == 16 && runs.places[1] == 1)
        let none = Runs(level, rows: 1, columns: 16, x: x, stride: 16)
        #expect(none.count == 0 && none.places[0] == 0)
      }
    }
  }

  @Test func columnsMoveTogetherAndBack() {
    var random = Random(2)
    let (rows, columns, stride) = (7, 61, 64)
    let x = batch(
      rows: rows, stride: stride, columns: columns, full: [0..<1, 9..<40, 57..<61], random: &random)
    for level in allLevels() {
      let runs = Runs(level, rows: rows, columns: columns, x: x, stride: stride)
      let (compact, back) = (Floats((rows + 1) * 48), Floats(rows * columns, 7))
      runs.use {
        level.kernels.compact_columns(rows, $0, x.start, stride, compact.start, 48)
        level.kernels.expand_columns(rows, columns, $0, compact.start, 48, back.start, columns)
      }
      for row in 0..<rows {
        #expect(compact[row * 48] == x[row * stride] && compact[row * 48 + 1] == x[row * stride + 9])
        // 1 + 31 + 4 columns, and zeros up to a whole vector.
        #expect((36..<48).allSatisfy { compact[row * 48 + $0] == 0 })
        #expect((0..<columns).allSatisfy { back[row * columns + $0] == x[row * stride + $0] })
      }
    }
  }

  /// Bit for bit the product with the zeros: over several blocks of k, of which one is empty, wide and narrow.
  @Test(arguments: [5, 40, 130]) func productsSkipZeros(n: Int) {
    var random = Random(UInt64(n))
    let (m, k) = (37, 1000)
    let stride = roundUp(k)
    let x = batch(
      rows: m, stride: stride, columns: k, full: [2..<3, 30..<47, 200..<310, 700..<930, 980..<1000],
      random: &random)
    let w = Floats(n * k, from: &random)
    let bias = Floats(padding: random.floats(n))
    for level in allLevels() {
      let runs = Runs(level, rows: m, columns: k, x: x, stride: stride)
      let count = Int(runs.places[runs.count])
      let compactStride = roundUp(count)
      let compact = Floats(m * compactStride)
      let (whole, found) = (Floats(m * roundUp(n)), Floats(m * roundUp(n)))
      runs.use { runs in
        level.kernels.compact_columns(m, runs, x.start, stride, compact.start, compactStride)
        withWorkspace(level.kernels.gemm_workspace(m, n, k)) { workspace in
          level.kernels.gemm(
            m, n, k, x.start, stride, 1, w.start, 1, k, whole.start, roundUp(n), bias.start, BNK_RELU,
            workspace)
          level.kernels.gemm_of_runs(
            m, n, k, runs, compact.start, compactStride, 1, w.start, 1, k, found.start, roundUp(n),
            bias.start,
            BNK_RELU, workspace)
        }
      }
      for i in 0..<m * n {
        let place = i / n * roundUp(n) + i % n
        #expect(found[place].bitPattern == whole[place].bitPattern)
      }
    }
  }
}
