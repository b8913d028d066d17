#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file open for reading from front to back.
public struct InputFile: ~Copyable {
  public let path: String
  private let descriptor: Int32

  public init(path: String) throws(FileError) {
    // The system would read such a path up to the zero only.
    guard !path.utf8.contains(0) else { throw FileError(.read, path, .system(.noSuchFile)) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(.read, path) }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The size in bytes, where the file has one (a pipe has not).
  public var byteCount: Int? {
    guard let status = FileStatus(descriptor: descriptor), status.isRegular else { return nil }
    return status.byteCount
  }

  /// Reads at most `buffer.count` bytes and returns how many there were; 0: the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = systemRead(descriptor, buffer)
      if count >= 0 { return count }
      if errno != EINTR { throw .last(.read, path) }
    }
  }

  /// Reads at most so many bytes as a new array; an empty one: the end.
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

/// The system's `read`, which the method of that name hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
