#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system knows about a file. Two values are equal if they describe the same file, even by different paths.
struct FileStatus: Equatable {
  private let status: stat

  /// The status of the file to which a path leads; symbolic links are followed. Nil, with `errno` set, if there is no
  /// file or its status cannot be read.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.status = status
  }

  /// The status of the file at the path itself, which may be a symbolic link. Nil as above.
  init?(link path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.status = status
  }

  /// The status of an open file.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.status = status
  }

  var isRegular: Bool { kind == S_IFREG }
  var isFolder: Bool { kind == S_IFDIR }
  var isDevice: Bool { kind == S_IFCHR || kind == S_IFBLK }
  var byteCount: Int { Int(status.st_size) }
  /// When the content was changed last.
  var modified: Timestamp {
    #if canImport(Darwin)
      Timestamp(seconds: Int(status.st_mtimespec.tv_sec))
    #else
      Timestamp(seconds: Int(status.st_mtim.tv_sec))
    #endif
  }
  /// The number of names (hard links) that the file has.
  var links: Int { Int(status.st_nlink) }
  var owner: uid_t { status.st_uid }
  var permissions: mode_t { status.st_mode & 0o7777 }

  private var kind: mode_t { status.st_mode & S_IFMT }

  static func == (one: Self, other: Self) -> Bool {
    one.status.st_dev == other.status.st_dev && one.status.st_ino == other.status.st_ino
  }
}
