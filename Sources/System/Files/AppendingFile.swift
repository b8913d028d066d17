#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
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
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(.write, path) }
    try append(text)
  }

  deinit {
    close(descriptor)
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
