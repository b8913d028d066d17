import TestSupport
import Testing

@testable import Datasets

struct IDXFilesTests {
  /// Three training images from the compressed fixtures, two plain test images.
  private func files(
    _ folder: TemporaryFolder, testX: [UInt8] = idx([2, 2, 2], [0, 0, 0, 0, 255, 255, 255, 255]),
    testY: [UInt8] = idx([2], [1, 2])
  ) throws -> FileSet {
    try FileSet(
      trainX: fixture("idx/images.gz"), trainY: fixture("idx/labels.gz"),
      testX: folder.write(testX, to: "test-images"), testY: folder.write(testY, to: "test-labels"))
  }

  @Test func loadsImagesAndLabels() throws {
    let folder = try TemporaryFolder()
    let set = IDXFiles(
      files: try files(folder), images: ImagePreparation(scaling: .zeroTo255, trainLimit: 2))
    #expect(
      try set.outline(.classes) == DatasetOutline(featureShape: [1, 2, 2], trainCount: 2, testCount: 2))
    let data = try set.load(.classes)
    #expect(data.trainX.shape == [2, 1, 2, 2])
    #expect(data.trainX.values == [0, 20, 40, 60, 80, 100, 120, 140])
    #expect(data.trainY == .classes([2, 0]))
    #expect(data.testX.values == [0, 0, 0, 0, 255, 255, 255, 255])
    #expect(data.testY == .classes([1, 2]))
  }

  /// (2³² − 1)² pixels overflow a 64-bit integer.
  @Test(arguments: [SampleLayout.flat, .image])
  func refusesAbsurdHeaders(_ layout: SampleLayout) throws {
    let folder = try TemporaryFolder()
    var set = IDXFiles(files: try files(folder))
    set.images.layout = layout
    set.files.trainY = try folder.write(idx([1], [0]), to: "one")
    set.files.trainX = try folder.write(idx([1, 4_294_967_295, 4_294_967_295], []), to: "huge")
    #expect(throws: DatasetError.tooLarge(what: set.files.trainX, shape: [1, 4_294_967_295, 4_294_967_295])) {
      try set.outline(.classes)
    }
    #expect(throws: DatasetError.self) { try set.load(.classes) }
  }

  @Test func refusesFilesThatDoNotFit() throws {
    let folder = try TemporaryFolder()
    let fewer = IDXFiles(files: try files(folder, testY: idx([1], [0])))
    let (images, labels) = (fewer.files.testX, fewer.files.testY)
    #expect(throws: DatasetError.countMismatch(images, 2, labels: labels, 1)) { try fewer.load(.classes) }
    let swapped = IDXFiles(files: try files(folder, testX: idx([2], [0, 0])))
    #expect(throws: DatasetError.badIDX(path: images, .notImages)) { try swapped.load(.classes) }
    let wider = IDXFiles(files: try files(folder, testX: idx([2, 1, 3], [0, 0, 0, 0, 0, 0])))
    #expect(
      throws: DatasetError.shapeMismatch(train: fixture("idx/images.gz"), [2, 2], test: images, [1, 3])
    ) { try wider.load(.classes) }
    // A resize makes both sizes equal.
    var resized = wider
    resized.images.resize = 5
    #expect(try resized.load(.classes).featureShape == [1, 5, 5])
  }
}
