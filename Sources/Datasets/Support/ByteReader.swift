import System

/// Reads the bytes of a regular file from beginning to end: data are read more than once, which a pipe does not allow. A gzip file, recognised by its first two bytes, is decompressed.
final class ByteReader {
  let path: String
  private let file: InputFile
  /// The size of the file. Nil for a gzip file, because the size in its trailer is not reliable.
  let plainByteCount: Int?
  /// The largest number of bytes that the content can have; nil if it is not known.
  let largestContent: Int?
  private let inflater: Inflater?
  /// Bytes that were read from the file; those from `inputStart` on have not been delivered or decompressed yet.
  private var input: [UInt8]
  private var inputStart = 0
  private var hash: FileHash?
  private let limit: Int
  private var delivered = 0

  /// - Parameters:
  ///   - hashing: the kind of `digest` that is computed.
  ///   - limit: how many bytes the content may have. Reading stops soon after them, so that a small gzip file cannot claim
  ///     the machine with an endless content.
  /// - Throws: `file`.
  init(path: String, hashing: FileDigest.Kind? = nil, limit: Int = .max) throws(DatasetError) {
    self.path = path
    self.limit = limit
    file = try DatasetError.ofFile { () throws(FileError) in try InputFile(path: path, mustBeRegular: true) }
    var hash = hashing.map(FileHash.init)
    input = try Self.piece(of: file, &hash)
    let isGzip = input.starts(with: [0x1f, 0x8b])
    inflater = isGzip ? Inflater(path: path) : nil
    let byteCount = file.byteCount
    plainByteCount = isGzip ? nil : byteCount
    largestContent = isGzip ? byteCount.map(Inflater.largestContent) : byteCount
    self.hash = hash
  }

  /// The digest of the bytes delivered so far, or of the stored bytes that were read for them. Nil without `hashing`.
  var digest: FileDigest? { hash?.digest }

  /// Fills the buffer and returns the number of bytes, which is smaller than the buffer only at the end of the file.
  /// Throws `file`, `badGzip`, or `tooLong` if the content has more bytes than the limit.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count: Int
      if let inflater {
        count = try inflate(with: inflater, into: rest)
      } else {
        count = try copy(into: rest)
      }
      if count == 0 { break }
      filled += count
      delivered += count
      guard delivered <= limit else { throw .tooLong(path: path, limit: limit) }
    }
    hash?.read(content: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    return filled
  }

  /// Reads the next `count` bytes, or fewer at the end of the file. Throws `file` or `badGzip`.
  func read(_ count: Int) throws(DatasetError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let delivered = try bytes.withUnsafeMutableBufferPointer { buffer throws(DatasetError) in
      try read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    bytes.removeSubrange(delivered...)
    return bytes
  }

  /// Reads to the end of the file and returns how many bytes were left. Throws `file` or `badGzip`.
  func skipToEnd() throws(DatasetError) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let count = try read(into: buffer)
      total += count
      if count < buffer.count { return total }
    }
  }

  /// Delivers bytes of a plain file and returns how many; 0: the end.
  private func copy(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    if inputStart == input.count {
      // Large pieces are read directly into the caller's buffer.
      if buffer.count >= 1 << 16 {
        let count = try DatasetError.ofFile { () throws(FileError) in try file.read(into: buffer) }
        hash?.read(stored: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
      }
      try refill()
    }
    let count = min(buffer.count, input.count - inputStart)
    buffer.copyBytes(from: input[inputStart..<(inputStart + count)])
    inputStart += count
    return count
  }

  /// Delivers decompressed bytes of a gzip file and returns how many; 0: the end.
  private func inflate(
    with inflater: Inflater, into buffer: UnsafeMutableRawBufferPointer
  ) throws(DatasetError) -> Int {
    while true {
      if inputStart == input.count { try refill() }
      let step = try inflater.step(input[inputStart...], into: buffer)
      inputStart += step.consumed
      if step.produced > 0 || step.isFinished { return step.produced }
    }
  }

  private func refill() throws(DatasetError) {
    inputStart = 0
    input = try Self.piece(of: file, &hash)
  }

  /// The next bytes of the file as they are stored.
  private static func piece(
    of file: borrowing InputFile, _ hash: inout FileHash?
  ) throws(DatasetError) -> [UInt8] {
    let bytes = try DatasetError.ofFile { () throws(FileError) in try file.read(atMost: 1 << 16) }
    bytes.withUnsafeBytes { hash?.read(stored: $0) }
    return bytes
  }
}
