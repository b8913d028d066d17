import Testing

@testable import Datasets

struct ShapesTests {
  @Test func everyTwoSamplesAreOfBothClasses() throws {
    let data = try Shapes(size: 16, trainSamples: 41, testSamples: 10).load(.classes)
    guard case .classes(let classes) = data.trainY else {
      Issue.record("no classes")
      return
    }
    let pairs = stride(from: 0, to: 40, by: 2).map { Array(classes[$0..<($0 + 2)]) }
    #expect(Set(pairs) == [[0, 1], [1, 0]])
    #expect(data.trainX.shape == [41, 3, 16, 16])
    #expect(data.testX.shape == [10, 3, 16, 16])
    #expect(data.trainX.values.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func aSampleDependsOnlyOnItsNumber() throws {
    let few = try Shapes(size: 16, trainSamples: 5, testSamples: 2).load(.classes)
    let more = try Shapes(size: 16, trainSamples: 9, testSamples: 5).load(.classes)
    #expect(few.trainX.values == Array(more.trainX.values[..<(5 * 768)]))
    #expect(few.testX.values == Array(more.testX.values[..<(2 * 768)]))
    // The test set has other samples, and another seed draws other ones.
    #expect(few.trainX.values != more.testX.values)
    let other = try Shapes(size: 16, trainSamples: 5, testSamples: 2, randomState: 2).load(.classes)
    #expect(other.trainX.values != few.trainX.values)
  }

  /// Inside the shape each channel is 0.55 to 1, outside 0 to 0.45. The corner of the image belongs to the background,
  /// the shape's centre to the shape, so without noise both halves occur in each channel.
  @Test func shapesAreBrighterThanTheirBackground() throws {
    let data = try Shapes(size: 16, trainSamples: 8, testSamples: 1, noise: 0).load(.classes)
    let values = data.trainX.values
    for channel in 0..<(8 * 3) {
      let pixels = values[(channel * 256)..<((channel + 1) * 256)]
      #expect(pixels[pixels.startIndex] < 0.46)
      #expect(pixels.max().map { $0 > 0.54 } == true)
    }
  }

  /// The checksums of what this code drew on x86-64. Other machines must draw the same.
  @Test func isTheSameOnEveryMachine() throws {
    let data = try Shapes(size: 20, trainSamples: 10, testSamples: 6).load(.classes)
    #expect(data.trainX.checksum().hex == "f56dff9a50528dfbd5628d522ed221c0cb13fa72b51c88b1b80895d5d46a0a96")
    #expect(data.testX.checksum().hex == "edee95e8e0c423fb276e3b7e5f769eb3322b5bdcdd0aa2d7d4e8d71a72ecf68f")
  }

  @Test(arguments: [
    Shapes(trainSamples: 0), Shapes(testSamples: -1), Shapes(trainSamples: Int.max), Shapes(size: 15),
    Shapes(size: 1025), Shapes(noise: 1.5), Shapes(noise: .nan),
  ])
  func refusesOptionsOutOfRange(_ shapes: Shapes) {
    #expect { try shapes.load(.classes) } throws: { error in
      (error as? DatasetError)?.kind == .badContent
    }
  }

  /// 2·10⁹ images of 12 MiB are 25 petabytes.
  @Test func refusesMoreThanTheMemoryBeforeItDraws() {
    #expect {
      try Shapes(size: 1024, trainSamples: 2_000_000_000).load(.classes)
    } throws: { error in
      guard case .notEnoughMemory? = error as? DatasetError else { return false }
      return true
    }
  }
}
