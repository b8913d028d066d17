#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A text file that grows line by line. Each line is handed to the system at once, so that other programs see only
/// whole lines, also after a crash.
public final class AppendingFile: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Opens the file and replaces its content by `text`.
  public init(path: String, startingWith text: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw Self.openError(path) }
    try checkIsRegular()
    try append(text)
  }

  /// A pipe that nobody reads cannot be opened without waiting.
  private static func openError(_ path: String) -> FileError {
    errno == ENXIO ? FileError(.write, path, .notRegular) : .last(.write, path)
  }

  private func checkIsRegular() throws(FileError) {
    guard FileStatus(descriptor: descriptor)?.isRegular ?? true else {
      throw FileError(.write, path, .notRegular)
    }
  }

  /// Opens a file that exists, and cuts it to its first bytes.
  /// - Parameter byteCount: at most the size of the file.
  public init(path: String, keeping byteCount: Int) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.openError(path) }
    try checkIsRegular()
    guard ftruncate(descriptor, off_t(byteCount)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw .last(.write, path)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Waits until the lines are on the disk.
  public func synchronize() throws(FileError) {
    guard System.synchronize(descriptor) else { throw .last(.write, path) }
  }

  /// Adds `text` at the end.
  public func append(_ text: String) throws(FileError) {
    do throws(SystemError) {
      try text.withBytes { bytes throws(SystemError) in try writeAll(bytes, to: descriptor) }
    } catch {
      throw FileError(.write, path, .system(error))
    }
  }
}
