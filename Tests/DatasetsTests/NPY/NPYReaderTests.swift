import TestSupport
import Testing

@testable import Datasets

struct NPYReaderTests {
  private func array(_ header: String, _ data: [UInt8], in folder: TemporaryFolder) throws -> NPYReader {
    let head = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
    return try NPYReader(path: folder.write(head + data, to: "x.npy"), name: "x")
  }

  private func float32(_ shape: String, _ values: [Float], in folder: TemporaryFolder) throws -> NPYReader {
    try array(
      "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}", values.withUnsafeBytes { Array($0) },
      in: folder)
  }

  @Test(arguments: [
    "i1", "u1", "le-i2", "be-i2", "le-i4", "be-i4", "le-i8", "be-i8", "le-u2", "be-u2", "le-u4", "be-u4",
    "le-u8",
    "be-u8", "le-f2", "be-f2", "le-f4", "be-f4", "le-f8", "be-f8", "version-2", "version-3",
  ])
  func readsEveryType(_ name: String) throws {
    let array = try fixtureArray("npy/\(name).npy")
    #expect(array.shape == [2, 3])
    #expect(array.values == [0, 1, 2, 3, 100, 127])
  }

  @Test func readsBooleans() throws {
    #expect(try fixtureArray("npy/bool.npy").values == [0, 1, 1, 1, 1, 1])
  }

  @Test func readsFortranOrderAsRowMajor() throws {
    let array = try fixtureArray("npy/fortran.npy")
    #expect(array.shape == [2, 3, 4])
    #expect(array.values == (0..<24).map(Float.init))
  }

  /// The array is read in more than one piece of 64 KiB. In Fortran order, element (i, j) of a 3 × 10,000 array is at
  /// 3j + i.
  @Test func readsLargeArraysInFortranOrder() throws {
    let folder = try TemporaryFolder()
    let values = (0..<30_000).map { (index: Int) -> Float in Float(index % 3 * 10_000 + index / 3) }
    let reader = try array(
      "{'descr': '<f4', 'fortran_order': True, 'shape': (3, 10000)}", values.withUnsafeBytes { Array($0) },
      in: folder)
    #expect(try reader.samples().values == (0..<30_000).map(Float.init))
  }

  /// A gzip file of these few bytes cannot hold that much, so nothing is allocated for it.
  @Test func refusesSizesThatNoGzipFileCanHold() throws {
    let folder = try TemporaryFolder()
    let head = NPYWriter.header(descr: "|u1", shape: [1 << 31])
    let path = try folder.write(gzip(stored: head + [1, 2, 3]), to: "x.npy.gz")
    #expect(throws: DatasetError.badNPY(path: path, .truncated(expected: 1 << 31, present: 3))) {
      try NPYReader(path: path, name: "x").labels(as: .classes)
    }
  }

  @Test func refusesSizesThatDoNotMatch() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/x.npy"
    #expect(throws: DatasetError.badNPY(path: path, .truncated(expected: 24, present: 20))) {
      try float32("(2, 3)", [1, 2, 3, 4, 5], in: folder).samples()
    }
    #expect(throws: DatasetError.badNPY(path: path, .trailingBytes(4))) {
      try float32("(2, 1)", [1, 2, 3], in: folder).samples()
    }
    #expect(throws: DatasetError.tooLarge(what: "x", shape: [4_294_967_296, 4_294_967_296])) {
      try float32("(4294967296, 4294967296)", [], in: folder).samples()
    }
  }

  @Test func refusesNumbersThatAreNotFinite() throws {
    let folder = try TemporaryFolder()
    #expect(throws: DatasetError.notFinite("x", index: [1, 0], value: .infinity)) {
      try float32("(2, 2)", [1, 2, .infinity, 4], in: folder).samples()
    }
  }

  @Test func refusesAListOfNumbersAsSamples() throws {
    let folder = try TemporaryFolder()
    #expect(throws: DatasetError.badNPY(path: "\(folder.path)/x.npy", .notSamples([2]))) {
      try float32("(2,)", [1, 2], in: folder).samples()
    }
  }

  @Test func labelsAreClassesOrNumbers() throws {
    let folder = try TemporaryFolder()
    let integers = "{'descr': '<i2', 'fortran_order': False, 'shape': (3, 1)}"
    #expect(
      try array(integers, [2, 0, 0, 1, 7, 0], in: folder).labels(as: .classes) == .classes([2, 256, 7]))
    #expect(try array(integers, [2, 0, 0, 1, 7, 0], in: folder).labels(as: .values) == .values([2, 256, 7]))
    #expect(throws: DatasetError.badLabel("x", .negative("-1", sample: 1))) {
      try array(integers, [0, 0, 255, 255, 0, 0], in: folder).labels(as: .classes)
    }
    let wide = "{'descr': '<u4', 'fortran_order': False, 'shape': (1,)}"
    #expect(throws: DatasetError.badLabel("x", .tooLarge("4294967295", sample: 0))) {
      try array(wide, [255, 255, 255, 255], in: folder).labels(as: .classes)
    }
    #expect(try float32("(2,)", [0.5, -1], in: folder).labels(as: .values) == .values([0.5, -1]))
    #expect(
      try float32("(2, 2)", [0, 1, 2, 3], in: folder).labels(as: .values)
        == .values([0, 1, 2, 3], columns: 2))
    #expect(throws: DatasetError.badNPY(path: "\(folder.path)/x.npy", .notLabels([1, 1, 2]))) {
      try float32("(1, 1, 2)", [0, 1], in: folder).labels(as: .values)
    }
  }

  /// As `y.astype("float32")` or `numpy.loadtxt` give them. −0 is 0.
  @Test func wholeFloatsAreClasses() throws {
    let folder = try TemporaryFolder()
    #expect(try float32("(3,)", [2, 0, -0.0], in: folder).labels(as: .classes) == .classes([2, 0, 0]))
    #expect(try float32("(2, 1)", [1, 0], in: folder).labels(as: .binary) == .classes([1, 0]))
    let wide = "{'descr': '>f8', 'fortran_order': False, 'shape': (1,)}"
    #expect(
      try array(wide, [0x40, 0x08, 0, 0, 0, 0, 0, 0], in: folder).labels(as: .classes) == .classes([3]))
    for (value, problem) in [
      (Float(0.5), LabelProblem.notWhole("0.5", sample: 1)), (.nan, .notWhole("nan", sample: 1)),
      (-1, .negative("-1.0", sample: 1)), (3e9, .tooLarge("3000000000.0", sample: 1)),
    ] {
      #expect(throws: DatasetError.badLabel("x", problem)) {
        try float32("(2,)", [1, value], in: folder).labels(as: .classes)
      }
    }
  }

  /// Each row has one 1, in the column of its class, in any type and either order.
  @Test func oneHotRowsAreClasses() throws {
    let folder = try TemporaryFolder()
    let rows: [Float] = [0, 0, 1, 1, 0, 0]
    #expect(try float32("(2, 3)", rows, in: folder).labels(as: .classes) == .classes([2, 0]))
    let bytes = "{'descr': '|b1', 'fortran_order': True, 'shape': (3, 2)}"
    // The columns of [[0, 1], [1, 0], [0, 1]].
    #expect(
      try array(bytes, [0, 1, 0, 1, 0, 1], in: folder).labels(as: .classes) == .classes([1, 0, 1]))
    for (row, problem) in [
      ([0, 1, 1] as [Float], LabelRow.Problem.ones(2)), ([0, 0, 0], .ones(0)),
      ([0, 0.5, 0.5], .notZeroOrOne(0.5, column: 1)), ([0, 2, 0], .notZeroOrOne(2, column: 1)),
    ] {
      #expect(throws: DatasetError.badLabel("x", .row(problem, sample: 1))) {
        try float32("(2, 3)", [0, 1, 0] + row, in: folder).labels(as: .classes)
      }
    }
  }

  @Test func severalLabelsAreZerosAndOnes() throws {
    let folder = try TemporaryFolder()
    let rows: [Float] = [0, 1, 1, 1, 0, 0]
    #expect(try float32("(2, 3)", rows, in: folder).labels(as: .binary) == .values(rows, columns: 3))
    #expect(throws: DatasetError.badLabel("x", .row(.notZeroOrOne(-1, column: 0), sample: 1))) {
      try float32("(2, 2)", [0, 1, -1, 1], in: folder).labels(as: .binary)
    }
  }
}
