#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading, moving and removing whole files, and questions about files.
public enum File {
  /// Reads all bytes of a regular file. Pipes and devices are refused at once: specs and what runs leave are no streams, and
  /// reading these could wait or go on for ever.
  /// - Parameter limit: reading stops after `limit` + 1 bytes, so that the caller sees that the file is longer.
  public static func contents(of path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
    let file = try InputFile(path: path, mustBeRegular: true)
    let maximum = limit == .max ? limit : limit + 1
    // Usually one piece is enough. It has a limit, because a file may claim any size.
    var piece = min(max(file.byteCount ?? 0, 1 << 16), 1 << 30)
    var bytes: [UInt8] = []
    while bytes.count < maximum {
      let next = try file.read(atMost: min(piece, maximum - bytes.count))
      if next.isEmpty { break }
      if bytes.isEmpty { bytes = next } else { bytes += next }
      if bytes.count >= file.byteCount ?? 0 { piece = 1 << 16 }
    }
    return bytes
  }

  /// Reads a text file. Bytes that are not UTF-8 become replacement characters.
  public static func text(of path: String) throws(FileError) -> String {
    String(decoding: try contents(of: path), as: UTF8.self)
  }

  /// Whether there is a file, a folder or anything else at the path.
  public static func exists(_ path: String) -> Bool { FileStatus(path) != nil }

  /// The size in bytes; nil if there is no file or if it is a folder.
  public static func byteCount(_ path: String) -> Int? {
    guard let status = FileStatus(path), !status.isFolder else { return nil }
    return status.byteCount
  }

  /// Whether the path names a program that this process may run.
  public static func isExecutable(_ path: String) -> Bool {
    byteCount(path) != nil && access(path, X_OK) == 0
  }

  /// Removes a file if it exists, and the temporary file that a killed `FileWriter` for this path may have left.
  public static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .last(.remove, path) }
    try FileWriter.removeLeftover(of: path)
  }

  /// Moves a file or folder to another path in the same file system. A file that is already there is replaced.
  /// - Parameter operation: what the error names: `.write` names the destination, other operations name `path`.
  public static func move(
    _ path: String, to destination: String, operation: FileError.Operation = .write
  ) throws(FileError) {
    guard rename(path, destination) == 0 else {
      throw .last(operation, operation == .write ? destination : path)
    }
  }
}
