import TestSupport
import Testing

@testable import Datasets

struct NPYWriterTests {
  /// The file has the same bytes as the one that NumPy 2 writes for this array.
  @Test func writesNumPysBytes() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/x.npy"
    try DataArray([2, 3], [0, 1, 2, 3, 100, 127]).writeNPY(to: path)
    #expect(try bytes(ofFile: path) == bytes(ofFile: fixture("npy/le-f4.npy")))
  }

  @Test func elementsBeginAtAMultipleOf64Bytes() {
    for axes in 1..<12 {
      let header = NPYWriter.header(descr: "<f4", shape: Array(repeating: 1_234_567, count: axes))
      #expect(header.count % 64 == 0)
      #expect(header.last == 0x0a)
      #expect(Int(header[8]) + Int(header[9]) << 8 == header.count - 10)
    }
  }

  @Test func exportsTheValuesThatTheNetworkGets() throws {
    let folder = try TemporaryFolder()
    let data = try Circles(samples: 6).load(.classes)
    let paths = try data.export(to: "\(folder.path)/deep/er")
    #expect(try folder.names(in: "deep/er") == ["test_x.npy", "test_y.npy", "train_x.npy", "train_y.npy"])
    let again = try NPYFiles(
      files: FileSet(trainX: paths[0], trainY: paths[1], testX: paths[2], testY: paths[3])
    ).load(.classes)
    #expect(again.checksums() == data.checksums())
    #expect(try NPYHeader.read(path: paths[1]).dataType == NPYDataType(.int64))
    try Labels.values([0.5]).writeNPY(to: paths[1])
    #expect(try NPYHeader.read(path: paths[1]).dataType == NPYDataType(.float32))
    #expect(try NPYHeader.read(path: paths[1]).shape == [1])
    try Labels.values([1, 2, 3, 4, 5, 6], columns: 3).writeNPY(to: paths[1])
    #expect(try NPYHeader.read(path: paths[1]).shape == [2, 3])
    #expect(throws: DatasetError.self) { try data.export(to: "\(paths[0])/x") }
  }
}
