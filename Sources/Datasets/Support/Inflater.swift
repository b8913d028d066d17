import CZlib

/// Decompresses a gzip file with zlib. The file may consist of several members, one after the other.
final class Inflater {
  /// What one call of `step` did.
  struct Step {
    /// The number of input bytes that are used up.
    var consumed: Int
    /// The number of bytes written to the buffer.
    var produced: Int
    /// Whether the file has ended, after a complete member.
    var isFinished: Bool
  }

  /// The largest number of bytes that a file of this size can hold: its format makes at most 1032 bytes of one
  /// (https://zlib.net/zlib_tech.html).
  static func largestContent(byteCount: Int) -> Int {
    let (count, overflow) = byteCount.multipliedReportingOverflow(by: 1032)
    return overflow ? .max : count
  }

  private let path: String
  /// On the heap, because zlib's state keeps a pointer to it.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether a member has ended and no other has begun.
  private var isBetweenMembers = false
  /// Whether zlib could allocate its state.
  private let isUsable: Bool

  init(path: String) {
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window. 16 is added for a gzip header and checksum.
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    isUsable = status == Z_OK
  }

  deinit {
    if isUsable { inflateEnd(stream) }
    stream.deallocate()
  }

  /// Decompresses a part of `input` into `buffer`. An empty `input` means that the file has ended. Throws `badGzip`.
  func step(
    _ input: ArraySlice<UInt8>, into buffer: UnsafeMutableRawBufferPointer
  ) throws(DatasetError) -> Step {
    guard isUsable else { throw .badGzip(path: path, .outOfMemory) }
    if isBetweenMembers {
      if input.isEmpty { return Step(consumed: 0, produced: 0, isFinished: true) }
      // After a member, gzip allows another member, or zeros that fill up a block.
      if input.allSatisfy({ $0 == 0 }) { return Step(consumed: input.count, produced: 0, isFinished: false) }
      guard input.first == 0x1f else { throw .badGzip(path: path, .trailingBytes) }
      inflateReset(stream)
      isBetweenMembers = false
    }
    if input.isEmpty { throw .badGzip(path: path, .truncated) }
    let room = min(buffer.count, Int(UInt32.max))
    let status = input.withUnsafeBytes { bytes in
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(bytes.count)
      stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      return inflate(stream, Z_NO_FLUSH)
    }
    let step = Step(
      consumed: input.count - Int(stream.pointee.avail_in),
      produced: room - Int(stream.pointee.avail_out), isFinished: false)
    switch status {
    case Z_OK: return step
    case Z_STREAM_END:
      isBetweenMembers = true
      return step
    case Z_MEM_ERROR: throw .badGzip(path: path, .outOfMemory)
    // Z_BUF_ERROR: zlib could not go on without more input or room. That is not an error if it did something.
    case Z_BUF_ERROR where step.consumed > 0 || step.produced > 0: return step
    default:
      let detail = stream.pointee.msg.map { String(cString: $0) } ?? "code \(status)"
      throw .badGzip(path: path, .corrupt(detail))
    }
  }
}
