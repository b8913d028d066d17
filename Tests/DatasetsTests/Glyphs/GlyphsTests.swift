import Testing

@testable import Datasets

struct GlyphsTests {
  private let raw = ImagePreparation(scaling: .zeroTo255, layout: .flat)

  @Test func everyTenSamplesHaveEachDigitOnce() throws {
    let data = try Glyphs(images: raw, trainSamples: 40, testSamples: 10).load(.classes)
    guard case .classes(let classes) = data.trainY else {
      Issue.record("no classes")
      return
    }
    let tens = stride(from: 0, to: 40, by: 10).map { Array(classes[$0..<($0 + 10)]) }
    #expect(tens.allSatisfy { $0.sorted() == Array(0..<10) })
    #expect(Set(tens).count == 4)
    #expect(data.trainX.shape == [40, 784])
    #expect(data.testX.shape == [10, 784])
  }

  @Test func aSampleDependsOnlyOnItsNumber() throws {
    let few = try Glyphs(images: raw, trainSamples: 13, testSamples: 3).load(.classes)
    let more = try Glyphs(images: raw, trainSamples: 25, testSamples: 13).load(.classes)
    #expect(few.trainX.values == Array(more.trainX.values[..<(13 * 784)]))
    #expect(few.testX.values == Array(more.testX.values[..<(3 * 784)]))
    // The test set has other samples, and another seed draws other digits.
    #expect(few.trainX.values != more.testX.values)
    let other = try Glyphs(images: raw, trainSamples: 13, testSamples: 3, randomState: 2).load(.classes)
    #expect(other.trainX.values != few.trainX.values)
    // A limit gives the beginning of the set.
    var limited = raw
    limited.trainLimit = 13
    #expect(
      try Glyphs(images: limited, trainSamples: 6000, testSamples: 1).load(.classes).trainX.values
        == few.trainX.values)
  }

  /// The checksums of what this code drew on x86-64. Other machines must draw the same.
  @Test func isTheSameOnEveryMachine() throws {
    let data = try Glyphs(images: raw, trainSamples: 20, testSamples: 10).load(.classes)
    #expect(data.trainX.checksum().hex == "4de5471760ed0becc9394189487432f202df3ecaea80c132794524766fb644b7")
    #expect(data.testX.checksum().hex == "02fa030cc22ee7f9a61eae9989f0d497f72dce9add9b1d3a2b1c0216c39ff2ad")
  }

  @Test(arguments: [Glyphs(trainSamples: 0), Glyphs(testSamples: -1), Glyphs(trainSamples: Int.max)])
  func refusesCountsOutOfRange(_ glyphs: Glyphs) {
    #expect { try glyphs.load(.classes) } throws: { error in
      (error as? DatasetError)?.kind == .badContent
    }
  }
}
