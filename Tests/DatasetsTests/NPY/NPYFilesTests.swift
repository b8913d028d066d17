import System
import TestSupport
import Testing

@testable import Datasets

struct NPYFilesTests {
  private func save(
    _ folder: TemporaryFolder, train: [Int] = [3, 2], trainLabels: [Int32] = [0, 1, 2], test: [Int] = [1, 2],
    testLabels: Labels = .classes([1])
  ) throws -> NPYFiles {
    func array(_ shape: [Int]) throws -> DataArray {
      try DataArray(shape, (0..<shape.reduce(1, *)).map { Float($0) / 2 })
    }
    let files = FileSet(
      trainX: "\(folder.path)/a.npy", trainY: "\(folder.path)/b.npy", testX: "\(folder.path)/c.npy",
      testY: "\(folder.path)/d.npy")
    try array(train).writeNPY(to: files.trainX)
    try Labels.classes(trainLabels).writeNPY(to: files.trainY)
    try array(test).writeNPY(to: files.testX)
    try testLabels.writeNPY(to: files.testY)
    return NPYFiles(files: files)
  }

  @Test func readsFourFiles() throws {
    let folder = try TemporaryFolder()
    let set = try save(folder)
    #expect(try set.outline(.classes) == DatasetOutline(featureShape: [2], trainCount: 3, testCount: 1))
    let data = try set.load(.classes)
    #expect(data.trainX.values == [0, 0.5, 1, 1.5, 2, 2.5])
    #expect(data.trainY == .classes([0, 1, 2]))
    #expect(data.testX.values == [0, 0.5])
    #expect(data.testY == .classes([1]))
  }

  @Test func refusesFilesThatDoNotFit() throws {
    let folder = try TemporaryFolder()
    let fewer = try save(folder, trainLabels: [0, 1])
    #expect(throws: DatasetError.countMismatch(fewer.files.trainX, 3, labels: fewer.files.trainY, 2)) {
      try fewer.outline(.classes)
    }
    let wider = try save(folder, test: [1, 3])
    #expect(
      throws: DatasetError.shapeMismatch(
        train: "train_x (\(wider.files.trainX))", [2], test: "test_x (\(wider.files.testX))", [3])
    ) { try wider.load(.classes) }
    let floats = try save(folder, testLabels: .values([0.5]))
    #expect(
      throws: DatasetError.badLabel("test_y (\(floats.files.testY))", .notWhole("0.5", sample: 0))
    ) {
      try floats.load(.classes)
    }
    #expect(try floats.load(.values).testY == .values([0.5]))
    let empty = try save(folder, test: [0, 2], testLabels: .classes([]))
    #expect(throws: DatasetError.noSamples("test_x (\(empty.files.testX))")) { try empty.load(.classes) }
    let missing = NPYFiles(
      files: FileSet(trainX: "/none.npy", trainY: "/none.npy", testX: "/none.npy", testY: "/none.npy"))
    #expect(throws: DatasetError.file(FileError(.read, "/none.npy", .system(.noSuchFile)))) {
      try missing.outline(.classes)
    }
  }
}
