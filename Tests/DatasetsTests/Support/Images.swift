@testable import Datasets

/// The bytes of an IDX file with unsigned bytes of this shape.
func idx(_ shape: [Int], _ data: [UInt8]) -> [UInt8] {
  var file: [UInt8] = [0, 0, 8, UInt8(shape.count)]
  for length in shape {
    withUnsafeBytes(of: UInt32(length).bigEndian) { file.append(contentsOf: $0) }
  }
  return file + data
}

func images(_ count: Int, _ height: Int, _ width: Int, _ pixels: [UInt8]) throws -> ByteImages {
  let images = try ByteImages(count: count, height: height, width: width, what: "test")
  _ = images.pixels.initialize(from: pixels)
  return images
}
