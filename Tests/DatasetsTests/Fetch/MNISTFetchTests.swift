import TestSupport
import Testing

@testable import Datasets

/// In these tests a folder stands for the web, and curl is a script among the fixtures that copies files from it in the
/// way in which curl downloads.
struct MNISTFetchTests {
  private let cache: TemporaryFolder
  private let web: TemporaryFolder

  init() throws {
    cache = try TemporaryFolder()
    web = try TemporaryFolder()
    for (name, content) in FakeMNIST.contents { try web.write(content, to: "two.test/\(name).gz") }
  }

  /// The events that the fetch reported, in their order.
  private final class Log {
    var events: [FetchEvent] = []
    var failures: [FetchFailure.Reason] {
      events.compactMap { event in
        if case .failed(let failure) = event { failure.reason } else { nil }
      }
    }
  }

  private func fetch(
    _ sources: [FetchSource]? = nil, _ log: Log = Log(), isCancelled: @escaping () -> Bool = { false }
  ) throws -> MNISTFetch {
    try MNISTFetch(
      .mnist, into: DataPlaces(dataDir: cache.path, environment: [:]), manifest: FakeMNIST.manifest,
      sources: sources,
      environment: ["PATH": "\(fixture("bin")):/usr/bin:/bin", "WEB": web.path],
      onEvent: { log.events.append($0) },
      isCancelled: isCancelled)
  }

  private func checkEverythingIsThere() throws {
    let files = MNISTFiles(
      .mnist, places: DataPlaces(dataDir: cache.path, environment: [:]), manifest: FakeMNIST.manifest)
    #expect(try files.load(ImagePreparation(), .classes).trainX.shape == [3, 1, 2, 2])
    #expect(try !cache.names(in: "mnist").contains { $0.hasSuffix(".part") })
  }

  private func requests() throws -> [String] {
    try String(decoding: bytes(ofFile: "\(web.path)/log"), as: UTF8.self).split(separator: "\n").map {
      String($0.dropFirst(web.path.count + 1))
    }
  }

  @Test func triesTheNextMirror() throws {
    let log = Log()
    let paths = try fetch(nil, log).run()
    #expect(paths.count == 4)
    #expect(paths.allSatisfy { $0.hasPrefix("\(cache.path)/mnist/") && $0.hasSuffix(".gz") })
    try checkEverythingIsThere()
    #expect(
      try requests().prefix(2) == ["one.test/train-images.gz", "two.test/train-images.gz"])
    let message = "curl: (22) The requested URL returned error: 404"
    #expect(log.failures == Array(repeating: .client(name: "curl", status: 22, message: message), count: 4))
    // The second time there is nothing to do, and no mirror is asked.
    let again = Log()
    #expect(try fetch(nil, again).run() == paths)
    #expect(try requests().count == 8)
    #expect(
      again.events.allSatisfy { event in
        if case .present = event { true } else { false }
      })
  }

  @Test func continuesAPart() throws {
    try cache.write(Array(FakeMNIST.trainImages[..<9]), to: "mnist/train-images.gz.part")
    let log = Log()
    let file = FakeMNIST.manifest.trainImages
    try fetch([.web("http://two.test")], log).run([file])
    #expect(
      log.events.prefix(2) == [
        .announced(files: [file], folder: "\(cache.path)/mnist"),
        .started(file: file, source: .web("http://two.test"), alreadyHere: 9),
      ])
    #expect(try bytes(ofFile: "\(cache.path)/mnist/train-images.gz") == FakeMNIST.trainImages)
    #expect(try requests().count == 1)
  }

  @Test func startsAfreshIfTheServerCannotResume() throws {
    try cache.write([1, 2, 3], to: "mnist/train-images.gz.part")
    try web.write("", to: "no-ranges")
    try fetch([.web("http://two.test")]).run()
    try checkEverythingIsThere()
  }

  @Test func startsAfreshIfThePartIsOfAnotherFile() throws {
    try cache.write([1, 2, 3], to: "mnist/train-images.gz.part")
    try fetch([.web("http://two.test")]).run()
    try checkEverythingIsThere()
    #expect(try requests().filter { $0.contains("train-images") }.count == 2)
  }

  /// The script breaks off after ten bytes, so that 28 bytes take three calls.
  @Test func continuesAfterABrokenTransfer() throws {
    try web.write("", to: "breaks")
    try fetch([.web("http://two.test")]).run([FakeMNIST.manifest.trainImages])
    #expect(try requests().count == 3)
    #expect(try cache.names(in: "mnist") == ["train-images.gz"])
  }

  @Test func takesACompletePartWithoutADownload() throws {
    try cache.write(FakeMNIST.trainImages, to: "mnist/train-images.gz.part")
    try fetch([.web("http://nowhere.test")]).run([FakeMNIST.manifest.trainImages])
    #expect(try cache.names(in: "mnist") == ["train-images.gz"])
  }

  @Test func refusesOtherContent() throws {
    try web.write("<html>log in first</html>", to: "one.test/train-images.gz")
    let log = Log()
    try fetch(nil, log).run([FakeMNIST.manifest.trainImages])
    #expect(
      log.failures == [.wrongContent(.content(SHA256.digest(of: Array("<html>log in first</html>".utf8))))])
    #expect(try cache.names(in: "mnist") == ["train-images.gz"])
  }

  /// A body without an end is stopped a little after the size of the file, and nothing of it stays.
  @Test func stopsAnEndlessBody() throws {
    try web.write("", to: "endless")
    let log = Log()
    let error = try #require(throws: DatasetError.self) {
      try fetch([.web("http://two.test")], log).run([FakeMNIST.manifest.trainImages])
    }
    #expect(error.kind == .inputMissing)
    // 28 bytes, a quarter of them, and 64 KiB.
    #expect(log.failures == [.tooLong(limit: 28 + 7 + 65_536)])
    #expect(try cache.names(in: "mnist") == [])
  }

  /// A small gzip file cannot make bnlab inflate without an end.
  @Test func inflatesNoFurtherThanTheKnownSize() throws {
    let path = try cache.write(bytes(ofFile: fixture("idx/images.gz")), to: "images.gz")
    var file = FakeMNIST.manifest.trainImages
    #expect(file.state(at: path) == .right)
    file.byteCount -= 1
    #expect(file.state(at: path) == .faulty(.tooLong(path: path, limit: 27)))
  }

  @Test func namesEveryFailure() throws {
    let log = Log()
    let fetch = try fetch([.web("http://one.test"), .folder("\(web.path)/empty")], log)
    let error = try #require(throws: DatasetError.self) { try fetch.run() }
    guard case .fetchFailed(.mnist, let failures) = error else {
      Issue.record(error)
      return
    }
    #expect(failures.count == 2)
    #expect(failures.first?.contains(" from http://one.test: ") == true)
    #expect(failures.last?.contains(" from \(web.path)/empty: ") == true)
    #expect(log.failures.last == .absent)
    #expect(error.kind == .inputMissing)
    #expect(error.description.contains("http://one.test: curl: (22)"))
  }

  @Test func needsAClientOnlyForTheWeb() throws {
    let log = Log()
    var fetch = try fetch([.web("http://two.test")], log)
    fetch.environment = ["PATH": cache.path]
    let error = try #require(throws: DatasetError.self) { try fetch.run() }
    guard case .fetchFailed = error else {
      Issue.record(error)
      return
    }
    #expect(log.failures == [.noClient])
    fetch.sources = [.folder("\(web.path)/two.test")]
    try fetch.run()
    try checkEverythingIsThere()
  }

  @Test func copiesFromAFolderAsTheFilesAre() throws {
    try FakeMNIST.write(to: web, "plain/mnist")
    try fetch([.folder("\(web.path)/plain")]).run()
    #expect(
      try cache.names(in: "mnist") == ["test-images", "test-labels", "train-images", "train-labels"])
    try checkEverythingIsThere()
  }

  @Test func stopsWhenCancelled() throws {
    try web.write("", to: "breaks")
    var asked = 0
    let fetch = try fetch([.web("http://two.test")]) {
      asked += 1
      return asked > 1
    }
    #expect(throws: DatasetError.interrupted) { try fetch.run() }
    // The downloaded part stays for the next fetch.
    #expect(try cache.names(in: "mnist") == ["train-images.gz.part"])
    try self.fetch([.web("http://two.test")]).run()
    try checkEverythingIsThere()
  }

  @Test func needsAFolder() {
    #expect(throws: DatasetError.noFetchFolder) {
      try MNISTFetch(.mnist, into: DataPlaces(dataDir: nil, environment: [:]), environment: [:])
    }
  }
}
