#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A function that writes bytes and returns how many were written, as `write(2)` does. Tests replace it.
typealias WriteCall = (_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Result<Int, SystemError>

/// Writes all bytes to an open file, pipe or device.
///
/// A system call may write fewer bytes than it is given (Linux never writes more than 2 GiB at once) or be interrupted
/// by a signal; then the rest is written by further calls. If another process made the file non-blocking, this waits.
/// - Throws: `SystemError.readerIsGone` if nobody reads from the pipe any more, or any other error of `write(2)`.
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
      // If a call wrote nothing and reported no error, this loop would never end.
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

/// Calls `write(2)` once.
func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Result<Int, SystemError> {
  let count = write(descriptor, bytes.baseAddress, bytes.count)
  return count < 0 ? .failure(.last) : .success(count)
}

private func waitUntilWritable(_ descriptor: Int32) {
  var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  _ = poll(&poller, 1, -1)
}

extension String {
  /// Calls `body` with the text's UTF-8 bytes.
  func withBytes<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let bytes = Array(utf8)
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in try body(UnsafeRawBufferPointer(buffer)) }
  }
}
