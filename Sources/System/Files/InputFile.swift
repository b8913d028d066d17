#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that is open for reading from beginning to end.
public struct InputFile: ~Copyable {
  public let path: String
  private let descriptor: Int32

  /// Opens the file.
  /// - Parameter mustBeRegular: whether pipes and devices are refused, which is then known without waiting.
  public init(path: String, mustBeRegular: Bool = false) throws(FileError) {
    // The system would ignore everything after the zero byte.
    guard !path.utf8.contains(0) else { throw FileError(.read, path, .system(.noSuchFile)) }
    // Opening a pipe waits for somebody who writes to it, unless it is opened without waiting.
    let flags = mustBeRegular ? O_NONBLOCK | O_NOCTTY : 0
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
    guard descriptor >= 0 else {
      // Sockets and devices without a driver.
      throw mustBeRegular && errno == ENXIO ? FileError(.read, path, .notRegular) : .last(.read, path)
    }
    if mustBeRegular, let status = FileStatus(descriptor: descriptor), !status.isRegular, !status.isFolder {
      close(descriptor)
      throw FileError(.read, path, .notRegular)
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The size in bytes; nil if it is not a regular file, such as a pipe.
  public var byteCount: Int? {
    guard let status = FileStatus(descriptor: descriptor), status.isRegular else { return nil }
    return status.byteCount
  }

  /// Reads at most `buffer.count` bytes and returns how many were read; 0: the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = systemRead(descriptor, buffer)
      if count >= 0 { return count }
      if errno != EINTR { throw .last(.read, path) }
    }
  }

  /// Reads at most `count` bytes into a new array; an empty array: the end.
  public func read(atMost count: Int) throws(FileError) -> [UInt8] {
    var outcome = Result<Int, FileError>.success(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(FileError) {
        initialized = try read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        outcome = .failure(error)
      }
    }
    _ = try outcome.get()
    return bytes
  }
}

/// Calls the system's `read`, which cannot be called inside `InputFile` because the method hides it.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
