import Testing

@testable import Datasets

struct DatasetTests {
  private func array(_ shape: [Int]) throws -> DataArray {
    try DataArray(shape, [Float](repeating: 1, count: shape.reduce(1, *)))
  }

  private func dataset(
    _ trainShape: [Int] = [2, 3], _ trainY: Labels = .classes([0, 1]), _ testShape: [Int] = [1, 3],
    _ testY: Labels = .classes([4]), files: FileSet? = nil
  ) throws -> Dataset {
    try Dataset(
      trainX: array(trainShape), trainY: trainY, testX: array(testShape), testY: testY, files: files)
  }

  @Test func knowsItsShapeAndClasses() throws {
    let data = try dataset()
    #expect(data.featureShape == [3])
    #expect(data.classCount == 5)
    #expect(try dataset([2, 3], .values([0.5, -1])).classCount == nil)
  }

  @Test func refusesPartsThatDoNotFit() {
    #expect(throws: DatasetError.countMismatch("train_x", 3, labels: "train_y", 2)) { try dataset([3, 3]) }
    #expect(throws: DatasetError.countMismatch("test_x", 1, labels: "test_y", 2)) {
      try dataset([2, 3], .classes([0, 1]), [1, 3], .classes([0, 0]))
    }
    #expect(throws: DatasetError.shapeMismatch(train: "train_x", [3], test: "test_x", [4])) {
      try dataset([2, 3], .classes([0, 1]), [1, 4])
    }
    #expect(throws: DatasetError.noSamples("train_x")) { try dataset([0, 3], .classes([])) }
    #expect(throws: DatasetError.noSamples("test_x")) {
      try dataset([2, 3], .classes([0, 1]), [0, 3], .classes([]))
    }
    #expect(throws: DatasetError.noSamples("train_x")) { try dataset([2, 0]) }
    #expect(throws: DatasetError.badLabel("train_y", .negative("-7", sample: 1))) {
      try dataset([2, 3], .classes([0, -7]))
    }
    #expect(throws: DatasetError.notFinite("train_y", index: [0], value: .infinity)) {
      try dataset([2, 3], .values([.infinity, 0]))
    }
  }

  @Test func namesTheFilesInErrors() {
    let files = FileSet(trainX: "a.npy", trainY: "b.npy", testX: "c.npy", testY: "d.npy")
    #expect(throws: DatasetError.countMismatch("train_x (a.npy)", 3, labels: "train_y (b.npy)", 2)) {
      try dataset([3, 3], files: files)
    }
    #expect(
      DatasetPart.allCases.map { $0.name(in: files) }.suffix(2) == ["test_x (c.npy)", "test_y (d.npy)"])
  }

  @Test func labelsAreOfTheKindThatTheLossNeeds() {
    #expect(Labels(classes: [3, 0], as: .classes) == .classes([3, 0]))
    #expect(Labels(classes: [3, 0], as: .values) == .values([3, 0]))
    #expect(Labels.classes([]).classCount == 0)
  }

  /// 1.0 as float32 is 0x3f800000, so the bytes are 00 00 80 3f, little-endian; 4 as int32 is 04 00 00 00.
  @Test func checksumsAreTakenOverLittleEndianBytes() throws {
    let one: [UInt8] = [0, 0, 0x80, 0x3f]
    let sums = try dataset().checksums()
    #expect(sums.count == 4)
    #expect(sums[.trainX] == SHA256.digest(of: Array(repeating: one, count: 6).flatMap { $0 }))
    #expect(sums[.trainY] == SHA256.digest(of: [0, 0, 0, 0, 1, 0, 0, 0]))
    #expect(sums[.testX] == SHA256.digest(of: one + one + one))
    #expect(sums[.testY] == SHA256.digest(of: [4, 0, 0, 0]))
    #expect(Labels.values([1]).checksum() == SHA256.digest(of: one))
  }
}
