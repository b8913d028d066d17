#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Hands bytes to the system and returns how many it took, as `write(2)` does.
typealias WriteCall = (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Result<Int, SystemError>

/// Writes all bytes to an open file, pipe or device.
///
/// The system may take fewer bytes than it is given (Linux never takes more than 2 GiB at once) or be interrupted by a
/// signal, so the rest is given to it again. A file that another process made non-blocking is waited for.
/// - Throws: `SystemError.readerIsGone` where nobody reads the pipe any more, and everything else that stops the writing.
public func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
  try writeAll(bytes, to: descriptor, through: systemWrite)
}

func writeAll(
  _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, through write: WriteCall
) throws(SystemError) {
  var rest = bytes
  while !rest.isEmpty {
    switch write(descriptor, rest) {
    case .success(let count):
      // A system that takes nothing and reports no error would keep this loop going for ever.
      guard count > 0 else { throw SystemError(code: EIO) }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    case .failure(let error):
      switch error.code {
      case EINTR: continue
      case EAGAIN: waitUntilWritable(descriptor)
      default: throw error
      }
    }
  }
}

func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Result<Int, SystemError> {
  let count = write(descriptor, bytes.baseAddress, bytes.count)
  return count < 0 ? .failure(.last) : .success(count)
}

private func waitUntilWritable(_ descriptor: Int32) {
  var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  _ = poll(&poller, 1, -1)
}

extension String {
  /// Calls `body` with the text's UTF-8.
  func withBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let bytes = Array(utf8)
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in try body(UnsafeRawBufferPointer(buffer)) }
  }
}
