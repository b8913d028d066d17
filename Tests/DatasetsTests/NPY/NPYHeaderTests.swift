import TestSupport
import Testing

@testable import Datasets

struct NPYHeaderTests {
  private func problem(_ bytes: [UInt8]) -> NPYProblem? {
    do {
      let folder = try TemporaryFolder()
      _ = try NPYHeader.read(path: folder.write(bytes, to: "file"))
    } catch DatasetError.badNPY(path: _, let problem) {
      return problem
    } catch {
      Issue.record("\(error)")
    }
    return nil
  }

  @Test(arguments: [("le-f4", NPYDataType.Element.float32), ("version-2", .float32), ("version-3", .float32)])
  func readsAllVersions(_ name: String, _ element: NPYDataType.Element) throws {
    let header = try NPYHeader.read(path: fixture("npy/\(name).npy"))
    #expect(header.dataType == NPYDataType(element))
    #expect(header.shape == [2, 3])
    #expect(header.dataOffset % 64 == 0)
    #expect(!header.isFortranOrder)
  }

  @Test func refusesFilesWithoutAnArrayOfNumbers() throws {
    #expect(problem([]) == .notNPY)
    #expect(problem(Array("1,2,3\n4,5,6\n".utf8)) == .notNPY)
    #expect(problem(try bytes(ofFile: fixture("npy/archive.npz"))) == .archive)
    #expect(problem(try bytes(ofFile: fixture("npy/complex.npy"))) == .unsupportedType("<c8"))
    #expect(problem(try bytes(ofFile: fixture("npy/text.npy"))) == .unsupportedType("<U1"))
    #expect(problem(try bytes(ofFile: fixture("npy/structured.npy"))) == .structuredType)
  }

  @Test func refusesDamagedHeaders() throws {
    let whole = try bytes(ofFile: fixture("npy/le-f4.npy"))
    for length in 8..<128 { #expect(problem(Array(whole[..<length])) == .truncatedHeader, "\(length)") }
    var changed = whole
    changed[6] = 4
    #expect(problem(changed) == .unknownVersion("4.0"))
    // Version 2 with a length of 4 GiB.
    #expect(problem(Array(whole[..<6]) + [2, 0, 255, 255, 255, 255]) == .headerTooLong(4_294_967_295))
  }
}
