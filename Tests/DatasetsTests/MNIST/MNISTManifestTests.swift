import Testing

@testable import Datasets

struct MNISTManifestTests {
  /// An IDX header has 4 bytes, and 4 for each dimension.
  @Test(arguments: MNISTFamily.allCases)
  func sizesFollowFromTheCounts(_ family: MNISTFamily) {
    let official = family.manifest
    let pixels = official.imageSide * official.imageSide
    #expect(official.trainImages.byteCount == 16 + official.trainCount * pixels)
    #expect(official.testImages.byteCount == 16 + official.testCount * pixels)
    #expect(official.trainLabels.byteCount == 8 + official.trainCount)
    #expect(official.testLabels.byteCount == 8 + official.testCount)
    #expect(Set(official.files.map(\.name)).count == 4)
    #expect(Set(official.files.map(\.digest)).count == 4)
    #expect(official.files.allSatisfy { $0.family == family && $0.compressedByteCount < $0.byteCount })
    for file in official.files {
      switch file.digest {
      case .content(let digest): #expect(digest.hex.count == 64)
      case .gzipFile(let digest): #expect(digest.hex.count == 32)
      }
    }
  }
}
