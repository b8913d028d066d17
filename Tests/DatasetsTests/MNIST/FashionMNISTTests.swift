import TestSupport
import Testing

@testable import Datasets

/// Stand-ins for Zalando's files: the gzip files of the fixtures, known by their MD5.
struct FashionMNISTTests {
  private let folder: TemporaryFolder
  private let manifest: MNISTManifest
  private let images: [UInt8]
  private let labels: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    (images, labels) = try (bytes(ofFile: fixture("idx/images.gz")), bytes(ofFile: fixture("idx/labels.gz")))
    func file(_ name: String, _ stored: [UInt8], _ byteCount: Int) -> MNISTFile {
      MNISTFile(
        family: .fashionMNIST, name: name, byteCount: byteCount, compressedByteCount: stored.count,
        digest: .gzipFile(MD5.digest(of: stored)))
    }
    manifest = MNISTManifest(
      trainImages: file("train-images", images, 28), trainLabels: file("train-labels", labels, 11),
      testImages: file("test-images", images, 28), testLabels: file("test-labels", labels, 11), mirrors: [],
      trainCount: 3, testCount: 3, imageSide: 2)
  }

  private var files: MNISTFiles {
    MNISTFiles(
      .fashionMNIST, places: DataPlaces(dataDir: folder.path, environment: [:], workingDirectory: "/none"),
      manifest: manifest)
  }

  private func write(to subfolder: String) throws {
    for file in manifest.files {
      try folder.write(
        file.name.hasSuffix("images") ? images : labels, to: "\(subfolder)/\(file.name).gz")
    }
  }

  @Test func isReadFromItsSubfolder() throws {
    try write(to: "fashion_mnist")
    let data = try files.load(ImagePreparation(scaling: .zeroTo255), .classes)
    #expect(data.trainX.shape == [3, 1, 2, 2])
    #expect(data.trainX.values == stride(from: 0, to: 240, by: 20).map { Float($0) })
    #expect(data.testY == .classes([2, 0, 1]))
    #expect(files.copies(checkingContent: true).map(\.state) == [.right, .right, .right, .right])
  }

  /// The files have MNIST's names, so that those in other folders are MNIST's.
  @Test func isNotLookedForElsewhere() throws {
    try write(to: ".")
    try write(to: "mnist")
    #expect(files.missing == manifest.files)
    #expect(files.copies(checkingContent: false).isEmpty)
    let error = try #require(throws: DatasetError.self) { try files.load(ImagePreparation(), .classes) }
    #expect(error.kind == .inputMissing)
    for part in [
      "Fashion-MNIST not found", "bnlab data fetch fashion_mnist", "--data-dir", "searched fashion_mnist/",
    ] {
      #expect(error.description.contains(part), "\(error)")
    }
  }

  /// An uncompressed copy has no MD5 to compare with.
  @Test func uncompressedCopiesAreNotUsed() throws {
    for name in manifest.files.map(\.name) { try folder.write([], to: "fashion_mnist/\(name)") }
    #expect(files.missing == manifest.files)
  }

  @Test func otherContentIsNamed() throws {
    try write(to: "fashion_mnist")
    try folder.write(labels + [0], to: "fashion_mnist/train-labels.gz")
    let error = try #require(throws: DatasetError.self) { try files.load(ImagePreparation(), .classes) }
    let wrong = MD5.digest(of: labels + [0])
    #expect(
      error.description.contains("train-labels.gz: the content is not Fashion-MNIST's (MD5 \(wrong))"),
      "\(error)")
  }

  @Test func isTakenFromAFolder() throws {
    try write(to: "source")
    let target = try TemporaryFolder()
    let places = DataPlaces(dataDir: target.path, environment: [:])
    try MNISTFetch(
      .fashionMNIST, into: places, manifest: manifest, sources: [.folder("\(folder.path)/source")],
      environment: [:]
    ).run()
    let fetched = MNISTFiles(.fashionMNIST, places: places, manifest: manifest)
    #expect(try fetched.load(ImagePreparation(), .classes).testY == .classes([2, 0, 1]))
    #expect(try target.names(in: "fashion_mnist").count == 4)
  }

  @Test func isKnownWithoutTheFiles() throws {
    let fashion = FashionMNIST(images: ImagePreparation(testLimit: 10))
    #expect(
      try fashion.outline(.classes)
        == DatasetOutline(featureShape: [1, 28, 28], trainCount: 60_000, testCount: 10))
    #expect(fashion.checksums()?.count == 4)
    #expect(fashion.checksums() != MNIST().checksums())
  }
}
