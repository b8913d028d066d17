#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whole files, and questions about them.
public enum File {
  /// All bytes of a file, or the first ones: at most `limit` and one more, which tells that the file is longer.
  public static func contents(of path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = try InputFile(path: path)
    let most = limit == .max ? limit : limit + 1
    // Mostly one piece is enough. A file may claim any size, so what is read at once has a limit.
    var piece = min(max(file.byteCount ?? 0, 1 << 16), 1 << 30)
    var bytes: [UInt8] = []
    while bytes.count < most {
      let next = try file.read(atMost: min(piece, most - bytes.count))
      if next.isEmpty { break }
      if bytes.isEmpty { bytes = next } else { bytes += next }
      if bytes.count >= file.byteCount ?? 0 { piece = 1 << 16 }
    }
    return bytes
  }

  /// A file's text; what is not UTF-8 becomes replacement characters.
  public static func text(of path: String) throws(FileError) -> String {
    String(decoding: try contents(of: path), as: UTF8.self)
  }

  /// Whether the path names something, a folder included.
  public static func exists(_ path: String) -> Bool { FileStatus(path) != nil }

  /// The size in bytes; nil where there is no such file.
  public static func byteCount(_ path: String) -> Int? {
    guard let status = FileStatus(path), !status.isFolder else { return nil }
    return status.byteCount
  }

  /// Whether the path names a program that may be run.
  public static func isExecutable(_ path: String) -> Bool {
    byteCount(path) != nil && access(path, X_OK) == 0
  }

  /// Removes a file, if there is one, and what a killed writer of it has left.
  public static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .last(.remove, path) }
    try FileWriter.removeLeftover(of: path)
  }

  /// Gives a file or a folder another path in the same file system, and replaces a file that is there.
  public static func move(
    _ path: String, to destination: String, operation: FileError.Operation = .write
  ) throws(FileError) {
    guard rename(path, destination) == 0 else {
      throw .last(operation, operation == .write ? destination : path)
    }
  }
}
