import System
import TestSupport
import Testing

@testable import Datasets

struct ByteReaderTests {
  private let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2] + stride(from: 0, to: 240, by: 20).map { UInt8($0) }

  @Test func readsPlainFiles() throws {
    let folder = try TemporaryFolder()
    // The file is larger than the reader's buffer. It is read in pieces smaller and larger than the buffer.
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    let reader = try ByteReader(path: folder.write(content, to: "plain"), hashing: .content)
    #expect(reader.plainByteCount == 200_000)
    var read = try reader.read(1000)
    read += try reader.read(100_000)
    read += try reader.read(100_000)
    #expect(read == content)
    #expect(try reader.read(10) == [])
    #expect(reader.digest == .content(SHA256.digest(of: content)))
  }

  @Test(arguments: ["images.gz", "images-two-members.gz"])
  func recognisesGzipByItsContent(_ name: String) throws {
    let reader = try ByteReader(path: fixture("idx/\(name)"), hashing: .content)
    #expect(reader.plainByteCount == nil)
    #expect(try reader.read(7) == Array(images[..<7]))
    #expect(try reader.read(100) == Array(images[7...]))
    #expect(try reader.skipToEnd() == 0)
    #expect(reader.digest == .content(SHA256.digest(of: images)))
    let stored = try ByteReader(path: fixture("idx/\(name)"), hashing: .gzipFile)
    _ = try stored.skipToEnd()
    #expect(try stored.digest == .gzipFile(MD5.digest(of: bytes(ofFile: fixture("idx/\(name)")))))
  }

  @Test func skipsToTheEnd() throws {
    let reader = try ByteReader(path: fixture("idx/images.gz"))
    _ = try reader.read(16)
    #expect(try reader.skipToEnd() == 12)
  }

  @Test func namesMissingFiles() throws {
    let folder = try TemporaryFolder()
    #expect(throws: DatasetError.file(FileError(.read, "\(folder.path)/none", .system(.noSuchFile)))) {
      try ByteReader(path: "\(folder.path)/none")
    }
    // A file where a folder should be.
    let file = try folder.write("x", to: "file")
    #expect(throws: DatasetError.file(FileError(.read, "\(file)/x", code: 20))) {
      try ByteReader(path: "\(file)/x")
    }
    // A folder where a file should be.
    #expect { try ByteReader(path: folder.path) } throws: { error in
      (error as? DatasetError)?.kind == .inputOutput
    }
  }
}
