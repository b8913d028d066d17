import CZlib

/// zlib's inflate over one gzip file, which may have several members.
final class Inflater {
  struct Step {
    var consumed: Int
    var produced: Int
    /// The file ended where a member ended.
    var isFinished: Bool
  }

  private let path: String
  /// On the heap because zlib keeps a pointer back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  init(path: String) {
    self.path = path
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15: the largest window; 16 more: a gzip header and checksum.
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    isUsable = status == Z_OK
  }

  private let isUsable: Bool

  deinit {
    if isUsable { inflateEnd(stream) }
    stream.deallocate()
  }

  /// Inflates some of `input` into `buffer`; empty input: the file has ended.
  func step(
    _ input: ArraySlice<UInt8>, into buffer: UnsafeMutableRawBufferPointer
  ) throws(DatasetError) -> Step {
    guard isUsable else { throw .badGzip(path: path, .outOfMemory) }
    if isBetweenMembers {
      if input.isEmpty { return Step(consumed: 0, produced: 0, isFinished: true) }
      // gzip allows another member, or zeros up to a block's end, after the last.
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
    // Z_BUF_ERROR: no progress was possible, which is no fault of the data.
    case Z_BUF_ERROR where step.consumed > 0 || step.produced > 0: return step
    default:
      let detail = stream.pointee.msg.map { String(cString: $0) } ?? "code \(status)"
      throw .badGzip(path: path, .corrupt(detail))
    }
  }
}
