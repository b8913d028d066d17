import TestSupport

@testable import Datasets

/// A data set in MNIST's format with three training and two test images of 2 × 2 pixels.
enum FakeMNIST {
  static let trainImages = idx([3, 2, 2], stride(from: 0, to: 240, by: 20).map { UInt8($0) })
  static let trainLabels = idx([3], [2, 0, 1])
  static let testImages = idx([2, 2, 2], [0, 0, 0, 0, 255, 255, 255, 255])
  static let testLabels = idx([2], [1, 2])

  static let contents = [
    "train-images": trainImages, "train-labels": trainLabels, "test-images": testImages,
    "test-labels": testLabels,
  ]

  static let manifest = MNISTManifest(
    trainImages: file("train-images", trainImages), trainLabels: file("train-labels", trainLabels),
    testImages: file("test-images", testImages), testLabels: file("test-labels", testLabels),
    mirrors: ["http://one.test/", "http://two.test"], trainCount: 3, testCount: 2, imageSide: 2)

  private static func file(_ name: String, _ content: [UInt8]) -> MNISTFile {
    MNISTFile(
      name: name, byteCount: content.count, compressedByteCount: content.count,
      digest: .content(SHA256.digest(of: content)))
  }

  /// Writes the files, uncompressed.
  static func write(to folder: TemporaryFolder, _ subfolder: String = "mnist") throws {
    for (name, content) in contents { try folder.write(content, to: "\(subfolder)/\(name)") }
  }
}
