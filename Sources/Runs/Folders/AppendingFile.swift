import Training

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A text file that grows line by line, each handed to the system at once, so that a reader or a crash finds whole lines.
final class AppendingFile {
  private let path: String
  private let descriptor: Int32

  /// Replaces the file's contents by `text`.
  init(path: String, startingWith text: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .lastSystemError("write", path) }
    try append(text)
  }

  deinit {
    close(descriptor)
  }

  func append(_ text: String) throws(FileError) {
    var text = text
    let written = text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
      return true
    }
    guard written else { throw .lastSystemError("write", path) }
  }
}
