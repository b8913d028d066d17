/// Reads an IDX file of images or labels, plain or gzip, from beginning to end.
struct IDXReader {
  private let reader: ByteReader
  let header: IDXHeader

  /// - Parameters:
  ///   - hashing: the kind of `digest` that is computed.
  ///   - limit: how many bytes the uncompressed content may have.
  /// - Throws: `file`, `badGzip` or `badIDX`.
  init(path: String, hashing: FileDigest.Kind? = nil, limit: Int = .max) throws(DatasetError) {
    reader = try ByteReader(path: path, hashing: hashing, limit: limit)
    header = try IDXHeader.read(from: reader)
  }

  /// The digest of the file after it has been read. Nil without `hashing`.
  var digest: FileDigest? { reader.digest }

  /// Reads the images. Throws `badIDX` if the file does not hold images, `file`, `badGzip`, `tooLarge` or
  /// `notEnoughMemory`.
  func images() throws(DatasetError) -> ByteImages {
    let shape = header.shape
    guard shape.count == 3 else { throw .badIDX(path: reader.path, .notImages) }
    let byteCount = try MemoryBudget.bytes(for: shape, elementSize: 1, what: reader.path)
    try header.checkSize(of: reader, dataBytes: byteCount)
    let images = try ByteImages(count: shape[0], height: shape[1], width: shape[2], what: reader.path)
    try read(into: UnsafeMutableRawBufferPointer(images.pixels))
    return images
  }

  /// Reads the labels, one byte for each sample. Throws as `images`.
  func labels() throws(DatasetError) -> [UInt8] {
    let shape = header.shape
    guard shape.count == 1 else { throw .badIDX(path: reader.path, .notLabels) }
    let byteCount = try MemoryBudget.bytes(for: shape, elementSize: 1, what: reader.path)
    try header.checkSize(of: reader, dataBytes: byteCount)
    var bytes = [UInt8](repeating: 0, count: byteCount)
    try bytes.withUnsafeMutableBufferPointer { buffer throws(DatasetError) in
      try read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    return bytes
  }

  /// Fills the buffer. Throws `badIDX` if the file ends too early or has more bytes.
  private func read(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) {
    let count = try reader.read(into: buffer)
    guard count == buffer.count else {
      throw .badIDX(path: reader.path, .truncated(expected: buffer.count, present: count))
    }
    let trailing = try reader.skipToEnd()
    guard trailing == 0 else { throw .badIDX(path: reader.path, .trailingBytes(trailing)) }
  }
}
