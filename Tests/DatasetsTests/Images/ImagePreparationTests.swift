import Testing

@testable import Datasets

struct ImagePreparationTests {
  @Test func shapesFollowTheLayout() throws {
    func shape(_ layout: SampleLayout?, _ resize: Int? = nil, wanted: SampleLayout = .flat) throws -> [Int] {
      try ImagePreparation(resize: resize, layout: layout)
        .outline(trainCount: 9, testCount: 5, height: 2, width: 3, wanted: wanted).featureShape
    }
    #expect(try shape(.image) == [1, 2, 3])
    #expect(try shape(.flat, wanted: .image) == [6])
    #expect(try shape(.rows) == [2, 3])
    #expect(try shape(.image, 4) == [1, 4, 4])
    // Without its own layout the preparation uses `wanted`.
    #expect(try shape(nil) == [6])
    #expect(try shape(nil, 4, wanted: .rows) == [4, 4])
  }

  @Test func limitsAreUpperBounds() throws {
    let outline = try ImagePreparation(trainLimit: 4, testLimit: 100)
      .outline(trainCount: 9, testCount: 5, height: 2, width: 2, wanted: .image)
    #expect(outline.trainCount == 4)
    #expect(outline.testCount == 5)
  }

  /// The statistics are those of the two images that are used: minimum 0, maximum 100. They are used for the test set,
  /// too.
  @Test func statisticsComeFromTheTrainingImagesThatAreUsed() throws {
    let preparation = ImagePreparation(scaling: .minMax, trainLimit: 2, testLimit: 1, layout: .flat)
    let train = try preparation.trainSamples(
      images(3, 1, 2, [0, 50, 100, 25, 200, 200]), wanted: .image, name: "train_x")
    #expect(train.samples.values == [0, 0.5, 1, 0.25])
    let test = try preparation.testSamples(
      images(2, 1, 2, [200, 50, 1, 1]), table: train.table, wanted: .image, name: "test_x")
    #expect(test.values == [2, 0.5])
    #expect(preparation.trainLabels([3, 4, 5], as: .classes) == .classes([3, 4]))
    #expect(preparation.testLabels([3, 4, 5], as: .values) == .values([3]))
  }

  @Test func refusesImagesWithoutPixels() {
    let preparation = ImagePreparation(resize: 8)
    #expect(throws: DatasetError.noSamples("train_x")) {
      _ = try preparation.trainSamples(images(0, 2, 2, []), wanted: .flat, name: "train_x")
    }
    #expect(throws: DatasetError.noSamples("test_x")) {
      _ = try preparation.testSamples(
        images(5, 0, 2, []), table: PixelTable(.zeroToOne, histogram: []), wanted: .flat, name: "test_x")
    }
  }

  @Test(arguments: [
    (ImagePreparation(resize: 0), "resize"), (ImagePreparation(resize: 1025), "resize"),
    (ImagePreparation(resize: Int.min), "resize"), (ImagePreparation(trainLimit: 0), "train_limit"),
    (ImagePreparation(testLimit: -3), "test_limit"),
  ])
  func refusesOptionsOutOfRange(_ preparation: ImagePreparation, _ name: String) {
    #expect { try preparation.check() } throws: { error in
      guard case .badOption(name, _, _) = error as? DatasetError else { return false }
      return true
    }
  }
}
