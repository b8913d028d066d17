import Testing

@testable import Datasets

struct DataArrayTests {
  @Test func keepsShapeAndOrder() throws {
    let array = try DataArray([2, 3], [1, 2, 3, 4, 5, 6])
    #expect(array.sampleCount == 2)
    #expect(array.featureShape == [3])
    #expect(array.count == 6)
    #expect(array.values == [1, 2, 3, 4, 5, 6])
    array.withUnsafeBufferPointer { values in
      #expect(Int(bitPattern: values.baseAddress) % 4096 == 0)
      #expect(values[5] == 6)
    }
  }

  @Test func mayBeEmpty() throws {
    let array = try DataArray([0, 3], [])
    #expect(array.sampleCount == 0)
    #expect(array.values == [])
  }

  @Test func rethrowsErrorsOfTheClosures() throws {
    struct Stop: Error {}
    let array = try DataArray([1, 1], [0])
    #expect(throws: Stop.self) {
      try array.withUnsafeBufferPointer { _ throws(Stop) in throw Stop() }
    }
    #expect(throws: DatasetError.interrupted) {
      try DataArray(shape: [1], what: "x") { _ throws(DatasetError) in throw .interrupted }
    }
  }

  @Test func refusesShapesTooLargeForMemory() {
    #expect(throws: DatasetError.tooLarge(what: "train_x", shape: [1 << 40, 1 << 40])) {
      try DataArray(shape: [1 << 40, 1 << 40], what: "train_x") { _ in }
    }
  }

  @Test func isReadByManyThreadsAtOnce() async throws {
    let array = try DataArray([4, 1000], (0..<4000).map(Float.init))
    let sums = await withTaskGroup(of: Float.self) { group in
      for row in 0..<4 {
        group.addTask {
          array.withUnsafeBufferPointer { $0[(row * 1000)..<(row * 1000 + 1000)].reduce(0, +) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    // Σ (1000 r + i) over i < 1000 = 10⁶ r + 499,500, all exact in float32.
    #expect(sums.sorted() == [499_500, 1_499_500, 2_499_500, 3_499_500])
  }

  @Test func namesTheIndexOfANumberThatIsNotFinite() throws {
    try DataArray([2, 2], [1, -2, 0, .greatestFiniteMagnitude]).checkFinite("x")
    #expect(throws: DatasetError.notFinite("x", index: [1, 0, 2], value: -.infinity)) {
      try DataArray([2, 1, 3], [0, 0, 0, 0, 0, -.infinity]).checkFinite("x")
    }
    // A NaN after the first block of the check.
    var values = [Float](repeating: 0, count: 5000)
    values[4999] = .nan
    let array = try DataArray([5000, 1], values)
    #expect { try array.checkFinite("x") } throws: { error in
      guard case .notFinite("x", index: [4999, 0], let value) = error as? DatasetError else { return false }
      return value.isNaN
    }
  }

  /// Arrays that share values do not see each other's changes, and a share of the samples begins where it should.
  @Test func changesAreNotShared() throws {
    var array = try DataArray([3, 2], [1, 2, 3, 4, 5, 6])
    let copy = array
    let rows = array.rows(1..<3)
    #expect(rows.shape == [2, 2] && rows.values == [3, 4, 5, 6])
    try array.modify { $0[3] = 9 }
    #expect(array.values == [1, 2, 3, 9, 5, 6])
    #expect(copy.values == [1, 2, 3, 4, 5, 6] && rows.values == [3, 4, 5, 6])
    var last = rows.rows(1..<2)
    try last.modify { $0[0] = 7 }
    #expect(last.values == [7, 6] && rows.values == [3, 4, 5, 6])
    #expect(rows.reshaped(to: [4]).values == [3, 4, 5, 6])
    #expect(rows.rows(2..<2).values.isEmpty)
  }

  /// Large data must not take twice its memory for a moment.
  @Test func whatIsNotSharedIsChangedInPlace() throws {
    func address(_ array: borrowing DataArray) -> Int {
      array.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
    }
    var array = try DataArray([3, 2], [1, 2, 3, 4, 5, 6])
    let before = address(array)
    try array.modify { $0[0] = 9 }
    #expect(address(array) == before)
    #expect(address(array.rows(1..<3)) == before + 8)
  }
}
