import Testing

@testable import Datasets

struct TestSplitTests {
  private func split(_ count: Int, _ fraction: Double, seed: UInt32? = nil) throws -> TestSplit {
    try TestSplit(count: count, fraction: fraction, seed: seed, name: "x")
  }

  /// The counts are rounded up: 2.5, 3.5, 0.001 and, in double precision, 7.000000000000001.
  @Test func theLastSamplesAreTheTestSet() throws {
    for (count, fraction, testCount) in [
      (10, 0.25, 3), (7, 0.5, 4), (1000, 1e-6, 1), (100, 0.07, 8), (100, 0.2, 20), (2, 0.5, 1),
    ] {
      let split = try split(count, fraction)
      #expect(split.testRows == .last(testCount))
      #expect(split.trainCount == count - testCount)
    }
  }

  /// The rows of scikit-learn 1.9.1's `train_test_split(numpy.arange(count), test_size=…, random_state=…)`, sorted.
  @Test func randomSamplesAreThoseOfScikitLearn() throws {
    for (count, fraction, seed, rows) in [
      (10, 0.25, UInt32(0), [2, 4, 8]), (10, 0.25, 42, [1, 5, 8]), (7, 0.5, 1, [0, 1, 2, 6]),
      (100, 0.07, 3, [6, 42, 64, 67, 83, 93, 96, 98]),
    ] {
      #expect(try split(count, fraction, seed: seed).testRows == .chosen(rows))
    }
    guard case .chosen(let rows) = try split(150, 0.2, seed: 42).testRows else {
      Issue.record("not chosen")
      return
    }
    #expect(rows.count == 30 && rows.prefix(12) == [9, 12, 18, 19, 26, 29, 30, 31, 36, 45, 55, 56])
  }

  /// Rows 1, 5 and 8 of ten move behind the others; both sets keep their order.
  @Test func bothSetsKeepTheOrderOfTheFile() throws {
    let split = try split(10, 0.25, seed: 42)
    let order = [0, 2, 3, 4, 6, 7, 9, 1, 5, 8]
    var rows = (0..<20).map(Float.init)
    rows.withUnsafeMutableBufferPointer { split.arrange($0, width: 2) }
    #expect(rows == order.flatMap { [Float(2 * $0), Float(2 * $0 + 1)] })
    let labels = split.split(.classes((0..<10).map { 10 + $0 }))
    #expect(labels.train == .classes([10, 12, 13, 14, 16, 17, 19]))
    #expect(labels.test == .classes([11, 15, 18]))
    let targets = split.split(.values((0..<20).map(Float.init), columns: 2))
    #expect(targets.test == .values([2, 3, 10, 11, 16, 17], columns: 2))
    #expect(targets.train.count == 7)
    let last = try self.split(3, 0.5).split(.classes([7, 8, 9]))
    #expect(last.train == .classes([7]) && last.test == .classes([8, 9]))
  }

  @Test func noSetMayBeEmpty() {
    for (count, fraction, testCount) in [(1, 0.5, 1), (2, 0.51, 2), (10, 0.95, 10), (10, 1, 10), (10, 0, 0)] {
      #expect(throws: DatasetError.emptySplit("x", samples: count, testSamples: testCount)) {
        try split(count, fraction)
      }
    }
    #expect(throws: DatasetError.noSamples("x")) { try split(0, 0.5) }
    #expect(
      DatasetError.emptySplit("x", samples: 2, testSamples: 2).description
        == "of the 2 samples of x, 2 would be the test set, so that none is left for training; choose a smaller share"
    )
    #expect(
      DatasetError.emptySplit("x", samples: 1, testSamples: 1).description
        == "x has only 1 sample, but a training set and a test set need one each")
  }
}
