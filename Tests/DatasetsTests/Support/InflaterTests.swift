import TestSupport
import Testing

@testable import Datasets

struct InflaterTests {
  private func readAll(_ content: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(content, to: "x.gz")
    do {
      _ = try ByteReader(path: path).skipToEnd()
    } catch DatasetError.badGzip(path: _, let problem) {
      throw problem
    }
  }

  @Test func refusesTruncatedData() throws {
    let whole = try bytes(ofFile: fixture("idx/images.gz"))
    for length in 2..<whole.count {
      #expect(throws: GzipProblem.truncated, "\(length) bytes") { try readAll(Array(whole[..<length])) }
    }
  }

  @Test func refusesDamagedData() throws {
    let whole = try bytes(ofFile: fixture("idx/images.gz"))
    // The last eight bytes are the checksum and the size.
    var damaged = whole
    damaged[whole.count - 8] ^= 1
    #expect(throws: GzipProblem.corrupt("incorrect data check")) { try readAll(damaged) }
    damaged = whole
    damaged[whole.count - 1] ^= 1
    #expect(throws: GzipProblem.corrupt("incorrect length check")) { try readAll(damaged) }
    damaged = whole
    damaged[2] = 7
    #expect(throws: GzipProblem.corrupt("unknown compression method")) { try readAll(damaged) }
  }

  @Test func refusesBytesAfterTheData() throws {
    let whole = try bytes(ofFile: fixture("idx/images.gz"))
    #expect(throws: GzipProblem.trailingBytes) { try readAll(whole + [1]) }
    #expect(throws: GzipProblem.trailingBytes) { try readAll(whole + [0, 0, 5]) }
    #expect(throws: Never.self) { try readAll(whole + [0, 0, 0]) }
  }
}
