import TestSupport
import Testing

@testable import Datasets

struct IDXReaderTests {
  private func problem(_ bytes: [UInt8], _ read: (IDXReader) throws -> Void) -> IDXProblem? {
    do {
      let folder = try TemporaryFolder()
      try read(IDXReader(path: folder.write(bytes, to: "file")))
    } catch DatasetError.badIDX(path: _, let problem) {
      return problem
    } catch {
      Issue.record("\(error)")
    }
    return nil
  }

  @Test func readsImagesAndLabelsWithTheirDigest() throws {
    let reader = try IDXReader(path: fixture("idx/images.gz"), hashing: .content)
    let images = try reader.images()
    #expect([images.count, images.height, images.width] == [3, 2, 2])
    #expect(Array(images.pixels) == stride(from: 0, to: 240, by: 20).map { UInt8($0) })
    #expect(reader.digest == .content(SHA256.digest(of: idx([3, 2, 2], Array(images.pixels)))))
    #expect(try IDXReader(path: fixture("idx/labels.gz")).labels() == [2, 0, 1])
    let folder = try TemporaryFolder()
    #expect(try IDXReader(path: folder.write(idx([2], [9, 8]), to: "plain")).labels() == [9, 8])
  }

  @Test func refusesSizesThatDoNotMatch() {
    let short = idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7])
    #expect(problem(short) { _ = try $0.images() } == .truncated(expected: 8, present: 7))
    #expect(problem(idx([2, 2, 2], [])) { _ = try $0.images() } == .truncated(expected: 8, present: 0))
    #expect(problem(idx([1], [1, 2, 3])) { _ = try $0.labels() } == .trailingBytes(2))
  }

  /// The size of a gzip file's content is known only at its end.
  @Test func refusesSizesThatDoNotMatchInsideGzip() throws {
    let folder = try TemporaryFolder()
    let labels = try bytes(ofFile: fixture("idx/labels.gz"))
    // Two gzip members make one content: 11 bytes of labels, then 11 more.
    let path = try folder.write(labels + labels, to: "labels.gz")
    #expect(throws: DatasetError.badIDX(path: path, .trailingBytes(11))) {
      try IDXReader(path: path).labels()
    }
  }

  /// A gzip file of these few bytes cannot hold that much, so nothing is allocated for it.
  @Test func refusesSizesThatNoGzipFileCanHold() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      gzip(stored: [0, 0, 8, 1, 0xff, 0xff, 0xff, 0xff, 7, 9]), to: "labels.gz")
    #expect(throws: DatasetError.badIDX(path: path, .truncated(expected: 4_294_967_295, present: 2))) {
      try IDXReader(path: path).labels()
    }
    // The limit is not below what the format can do.
    let zeros = gzip(runsOfZeros: 1000)
    #expect(Inflater.largestContent(byteCount: zeros.count) > 258_001)
    #expect(try ByteReader(path: folder.write(zeros, to: "zeros.gz")).skipToEnd() == 258_001)
  }

  @Test func refusesLabelsAsImagesAndImagesAsLabels() {
    #expect(problem(idx([1], [0])) { _ = try $0.images() } == .notImages)
    #expect(problem(idx([1, 1, 1], [0])) { _ = try $0.labels() } == .notLabels)
  }

  @Test func refusesAbsurdHeadersBeforeAllocating() {
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect {
      let folder = try TemporaryFolder()
      _ = try IDXReader(path: folder.write(huge, to: "file")).images()
    } throws: { error in
      if case .tooLarge = error as? DatasetError { return true }
      return false
    }
  }
}
