import Testing

@testable import Datasets

struct FetchEventTests {
  private let file = MNISTManifest.official.trainImages

  @Test func areDescribedInOneLine() {
    // 9,912,422 + 28,881 + 1,648,877 + 4,542 bytes
    #expect(
      FetchEvent.announced(files: MNISTManifest.official.files, folder: "d/mnist").description
        == "fetching 4 files of MNIST, 11.6 MB, into d/mnist")
    let source = FetchSource.web("http://x.test")
    #expect(
      FetchEvent.started(file: file, source: source, alreadyHere: 5_000_000).description
        == "train-images-idx3-ubyte: 9.9 MB from http://x.test, 5.0 MB already here")
    #expect(
      FetchEvent.progress(file: file, byteCount: 1_260_000, total: 9_912_422).description
        == "train-images-idx3-ubyte: 1.3 MB of 9.9 MB")
    let silent = FetchFailure(
      file: file, source: source, reason: .client(name: "wget", status: 4, message: ""))
    #expect(
      FetchEvent.failed(silent).description
        == "train-images-idx3-ubyte from http://x.test: wget ended with status 4")
  }
}
