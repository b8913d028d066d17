import TestSupport
import Testing

@testable import Datasets

struct ChannelOrderTests {
  /// The case of a public report: 20 images of 8×8 pixels with 3 colours. Seven pixels of width 3 are taken as they are,
  /// as are images with the channels first. Two equal axes are height and width.
  @Test func recognisesChannelsLast() {
    for shape in [[8, 8, 3], [28, 28, 1], [32, 16, 4], [5, 2, 1], [8, 8, 2], [7, 7, 64], [2, 2, 3]] {
      #expect(ChannelOrder.looksLast(shape), "\(shape)")
    }
    for shape in [
      [3, 8, 8], [1, 28, 28], [3, 3, 3], [1, 8, 1], [4, 8, 3], [64, 7, 7], [2, 1, 1], [8, 8, 8], [8, 3, 3],
      [8, 3], [3],
      [],
      [2, 8, 3],
    ] {
      #expect(!ChannelOrder.looksLast(shape), "\(shape)")
    }
  }

  private func file(_ shape: String, order: String = "False", in folder: TemporaryFolder) throws -> NPYReader
  {
    let count = 24
    let head = Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) })
    let text = Array("{'descr': '|u1', 'fortran_order': \(order), 'shape': \(shape)}".utf8)
    let bytes = head + [1, 0, UInt8(text.count), 0] + text + (0..<UInt8(count))
    return try NPYReader(path: folder.write(bytes, to: "x.npy"), name: "x")
  }

  /// Two images of 2×3 pixels with 2 channels. In the file, value ((image · 2 + y) · 3 + x) · 2 + channel belongs to the
  /// pixel (x, y); in memory it is at ((image · 2 + channel) · 2 + y) · 3 + x.
  @Test func channelsComeFirst() throws {
    let folder = try TemporaryFolder()
    let array = try file("(2, 2, 3, 2)", in: folder).samples(.channelsLast)
    #expect(array.shape == [2, 2, 2, 3])
    #expect(
      array.values == [
        0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11, 12, 14, 16, 18, 20, 22, 13, 15, 17, 19, 21, 23,
      ])
    #expect(try file("(2, 2, 3, 2)", in: folder).samples(.channelsFirst).values == (0..<24).map(Float.init))
    #expect(try file("(2, 2, 3, 2)", in: folder).samples().shape == [2, 2, 3, 2])
  }

  /// In Fortran order, value image + 2 · (y + 2 · (x + 3 · channel)) belongs to the pixel (x, y).
  @Test func readsChannelsLastInFortranOrder() throws {
    let array = try file("(2, 2, 3, 2)", order: "True", in: TemporaryFolder()).samples(.channelsLast)
    var expected: [Float] = []
    for image in 0..<2 {
      for channel in 0..<2 {
        for y in 0..<2 {
          for x in 0..<3 { expected.append(Float(image + 2 * (y + 2 * (x + 3 * channel)))) }
        }
      }
    }
    #expect(array.values == expected)
  }

  /// Grey images need no axis for their only channel, whatever the order.
  @Test func greyImagesGetAChannel() throws {
    let folder = try TemporaryFolder()
    for order in ChannelOrder.allCases {
      let array = try file("(4, 2, 3)", in: folder).samples(order)
      #expect(array.shape == [4, 1, 2, 3])
      #expect(array.values == (0..<24).map(Float.init))
    }
    #expect(try file("(4, 2, 3, 1)", in: folder).samples(.channelsLast).values == (0..<24).map(Float.init))
  }

  @Test func refusesOtherArraysThanImages() throws {
    let folder = try TemporaryFolder()
    for (shape, lengths) in [("(4, 6)", [4, 6]), ("(2, 1, 2, 3, 2)", [2, 1, 2, 3, 2])] {
      let reader = try file(shape, in: folder)
      #expect(
        throws: DatasetError.badNPY(path: "\(folder.path)/x.npy", .notImages(lengths, .channelsLast))
      ) { try reader.samples(.channelsLast) }
    }
    #expect(
      NPYProblem.notImages([4, 6], .channelsLast).description
        == "channels_last is for images of the shape (samples, height, width, channels), or (samples, height, width) if they are grey, but the shape is (4, 6)"
    )
  }

  /// The index is that in the file: image 1, y 0, x 2, channel 1.
  @Test func locatesValuesInTheFile() throws {
    let folder = try TemporaryFolder()
    let head = Array("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) })
    let text = Array("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2, 3, 2)}".utf8)
    var values = (0..<24).map(Float.init)
    values[((1 * 2 + 0) * 3 + 2) * 2 + 1] = .infinity
    let bytes = head + [1, 0, UInt8(text.count), 0] + text + values.withUnsafeBytes { Array($0) }
    let reader = try NPYReader(path: folder.write(bytes, to: "x.npy"), name: "x")
    #expect(throws: DatasetError.notFinite("x", index: [1, 0, 2, 1], value: .infinity)) {
      try reader.samples(.channelsLast)
    }
  }
}
