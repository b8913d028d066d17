#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Questions to the file system.
enum Folder {
  /// Makes the folder and those above it. Throws `unwritable`.
  static func make(_ path: String) throws(DatasetError) {
    if isFolder(path) { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try make(String(path[..<slash]))
    }
    guard path.isEmpty || mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw .unwritable(path: path, code: errno)
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The size in bytes; nil where there is no such file.
  static func byteCount(ofFile path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    return Int(status.st_size)
  }
}
