import TestSupport
import Testing

@testable import Datasets

struct IDXHeaderTests {
  private func read(_ bytes: [UInt8]) throws -> IDXHeader {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "file")
    do {
      return try IDXHeader.read(path: path)
    } catch DatasetError.badIDX(path: path, let problem) {
      throw problem
    }
  }

  @Test func readsShapes() throws {
    #expect(try read([0, 0, 8, 1, 0, 0, 1, 2]).shape == [258])
    #expect(
      try read([0, 0, 8, 3, 0, 0, 0, 1, 0, 1, 0, 0, 255, 255, 255, 255]).shape == [1, 65536, 4_294_967_295])
    #expect(try IDXHeader.read(path: fixture("idx/images.gz")).shape == [3, 2, 2])
  }

  @Test func refusesOtherThanImagesAndLabels() {
    #expect(throws: IDXProblem.notIDX([])) { try read([]) }
    #expect(throws: IDXProblem.notIDX([0, 0, 8])) { try read([0, 0, 8]) }
    #expect(throws: IDXProblem.notIDX([60, 104, 116, 109])) { try read(Array("<html>".utf8)) }
    #expect(throws: IDXProblem.notIDX([1, 0, 8, 1])) { try read([1, 0, 8, 1, 0, 0, 0, 1, 0]) }
    #expect(throws: IDXProblem.notIDX([0, 1, 8, 1])) { try read([0, 1, 8, 1, 0, 0, 0, 1, 0]) }
    #expect(throws: IDXProblem.unknownType(10)) { try read([0, 0, 10, 1, 0, 0, 0, 1, 0]) }
    #expect(throws: IDXProblem.unsupportedType("float32")) { try read([0, 0, 13, 1, 0, 0, 0, 1, 0]) }
    #expect(throws: IDXProblem.unsupportedDimensions(2)) { try read([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1]) }
    #expect(throws: IDXProblem.truncatedHeader) { try read([0, 0, 8, 3, 0, 0, 0, 1, 0]) }
  }
}
