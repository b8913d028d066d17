#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A text file that grows line by line, each handed to the system at once, so that a reader or a crash finds whole lines.
public final class AppendingFile: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Replaces the file's contents by `text`.
  public init(path: String, startingWith text: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .last(.write, path) }
    try append(text)
  }

  deinit {
    close(descriptor)
  }

  public func append(_ text: String) throws(FileError) {
    do throws(SystemError) {
      try text.withBytes { bytes throws(SystemError) in try writeAll(bytes, to: descriptor) }
    } catch {
      throw FileError(.write, path, .system(error))
    }
  }
}
