import Testing

@testable import Datasets

struct MNISTManifestTests {
  /// An IDX header has 4 bytes, and 4 for each dimension.
  @Test func sizesFollowFromTheCounts() {
    let official = MNISTManifest.official
    let pixels = official.imageSide * official.imageSide
    #expect(official.trainImages.byteCount == 16 + official.trainCount * pixels)
    #expect(official.testImages.byteCount == 16 + official.testCount * pixels)
    #expect(official.trainLabels.byteCount == 8 + official.trainCount)
    #expect(official.testLabels.byteCount == 8 + official.testCount)
    #expect(Set(official.files.map(\.name)).count == 4)
    #expect(Set(official.files.map(\.digest)).count == 4)
    #expect(official.files.allSatisfy { $0.digest.hex.count == 64 && $0.compressedByteCount < $0.byteCount })
  }
}
