import TestSupport
import Testing

@testable import Datasets

struct MNISTTests {
  private func files(_ dataDir: TemporaryFolder, cache: TemporaryFolder? = nil) -> MNISTFiles {
    let environment = cache.map { ["BNLAB_DATA_DIR": $0.path] } ?? [:]
    return MNISTFiles(
      .mnist,
      places: DataPlaces(dataDir: dataDir.path, environment: environment, workingDirectory: dataDir.path),
      manifest: FakeMNIST.manifest)
  }

  @Test(arguments: ["mnist", "."])
  func loadsFromEitherFolder(_ subfolder: String) throws {
    let folder = try TemporaryFolder()
    try FakeMNIST.write(to: folder, subfolder)
    let data = try files(folder).load(ImagePreparation(scaling: .zeroTo255, layout: .flat), .classes)
    #expect(data.trainX.shape == [3, 4])
    #expect(data.trainX.values == stride(from: 0, to: 240, by: 20).map { Float($0) })
    #expect(data.trainY == .classes([2, 0, 1]))
    #expect(data.testY == .classes([1, 2]))
  }

  /// The fixture images.gz has the same content as the fake training images.
  @Test func onlyTheUncompressedContentCounts() throws {
    let folder = try TemporaryFolder()
    try FakeMNIST.write(to: folder)
    try folder.write([], to: "mnist/train-images")
    try folder.write(bytes(ofFile: fixture("idx/images.gz")), to: "train-images.gz")
    #expect(try files(folder).load(ImagePreparation(), .classes).trainX.shape == [3, 1, 2, 2])
  }

  @Test func triesTheNextFolderIfTheContentIsWrong() throws {
    let (first, second) = try (TemporaryFolder(), TemporaryFolder())
    try FakeMNIST.write(to: second)
    // A valid file, but another one.
    try first.write(idx([3], [0, 0, 0]), to: "mnist/train-labels")
    try first.write("<html>", to: "test-images")
    let files = files(first, cache: second)
    #expect(try files.load(ImagePreparation(), .classes).trainY == .classes([2, 0, 1]))
    #expect(files.missing.isEmpty)
  }

  @Test func saysWhereItLookedAndWhatWasWrong() throws {
    let folder = try TemporaryFolder()
    try FakeMNIST.write(to: folder)
    try folder.write(idx([3], [0, 0, 0]), to: "mnist/train-labels")
    try folder.write("<html>", to: "mnist/test-images")
    try folder.write("", to: "mnist/test-images.gz")
    let files = files(folder)
    let error = try #require(throws: DatasetError.self) { try files.load(ImagePreparation(), .classes) }
    guard case .filesNotFound(.mnist, let missing, _) = error else {
      Issue.record(error)
      return
    }
    #expect(missing == ["train-labels", "test-images"])
    let report = files.searchReport()
    #expect(report.missing.map(\.name) == missing)
    #expect(report.rejected.map(\.path.lastPart) == ["train-labels", "test-images", "test-images.gz"])
    #expect(report.places == files.places.places && report.error == error)
    for part in [
      folder.path, "--data-dir", "bnlab data fetch mnist", #"--set 'dataset={"glyphs":{}}'"#,
      "\(SHA256.digest(of: idx([3], [0, 0, 0])))",
      "\(folder.path)/data (the current folder's data): no such folder",
    ] {
      #expect(error.description.contains(part), "\(error)")
    }
  }

  /// Whoever puts four other files there wants them, and not a download.
  @Test func fourOtherFilesAreNamed() throws {
    let folder = try TemporaryFolder()
    for name in FakeMNIST.contents.keys { try folder.write(idx([1], [7]), to: "mnist/\(name)") }
    let error = try #require(throws: DatasetError.self) {
      try files(folder).load(ImagePreparation(), .classes)
    }
    guard case .otherContent = error else {
      Issue.record(error)
      return
    }
    #expect(error.kind == .badContent)
    for part in FakeMNIST.contents.keys.map({ "\(folder.path)/mnist/\($0): the content is not MNIST's" }) + [
      "`idx`", "Fashion-MNIST", "nothing is downloaded",
    ] {
      #expect(error.description.contains(part), "\(error)")
    }
    // One that is missing or cannot be read is a reason to download all the same.
    try folder.write([0x1f, 0x8b], to: "mnist/train-labels")
    let other = try #require(throws: DatasetError.self) {
      try files(folder).load(ImagePreparation(), .classes)
    }
    #expect(other.kind == .inputMissing)
  }

  @Test func namesTheFilesThatAreMissing() throws {
    let folder = try TemporaryFolder()
    #expect(files(folder).missing == FakeMNIST.manifest.files)
    try FakeMNIST.write(to: folder)
    #expect(files(folder).missing == [])
    let empty = try TemporaryFolder()
    #expect {
      try files(empty).load(ImagePreparation(), .classes)
    } throws: { error in
      (error as? DatasetError)?.kind == .inputMissing
    }
  }

  @Test func isKnownWithoutTheFiles() throws {
    let outline = try MNIST(images: ImagePreparation(resize: 32, trainLimit: 6000)).outline(.classes)
    #expect(outline == DatasetOutline(featureShape: [1, 32, 32], trainCount: 6000, testCount: 10_000))
  }

  @Test func listsEveryCopy() throws {
    let folder = try TemporaryFolder()
    try FakeMNIST.write(to: folder)
    try folder.write("x", to: "train-images")
    let listed = files(folder).copies(checkingContent: false)
    #expect(
      listed.map(\.path.lastPart) == [
        "train-images", "train-images", "train-labels", "test-images", "test-labels",
      ])
    #expect(listed.map(\.byteCount) == [28, 1, 11, 24, 10])
    #expect(listed.allSatisfy { $0.state == .unchecked && $0.origin == .option })
    let checked = files(folder).copies(checkingContent: true)
    #expect(checked.map(\.state)[0] == .right)
    #expect(checked.map(\.state)[1] == .wrong(.content(SHA256.digest(of: Array("x".utf8))), .mnist))
    // A damaged gzip file.
    try folder.write([0x1f, 0x8b, 8], to: "test-labels.gz")
    let path = "\(folder.path)/test-labels.gz"
    #expect(
      FakeMNIST.manifest.testLabels.state(at: path) == .faulty(.badGzip(path: path, .truncated)))
  }
}

extension String {
  fileprivate var lastPart: String { split(separator: "/").last.map(String.init) ?? "" }
}
