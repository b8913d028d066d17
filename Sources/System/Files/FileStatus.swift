#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system knows about a file. Two values are equal if they describe one file, whatever its paths.
struct FileStatus: Equatable {
  private let status: stat

  /// The status of what a path leads to, links followed; nil, with `errno`, if there is nothing or it cannot be told.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.status = status
  }

  /// The status of what is at the path itself, even if that is a link.
  init?(link path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.status = status
  }

  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.status = status
  }

  var isRegular: Bool { kind == S_IFREG }
  var isFolder: Bool { kind == S_IFDIR }
  var isDevice: Bool { kind == S_IFCHR || kind == S_IFBLK }
  var byteCount: Int { Int(status.st_size) }
  /// How many names it has.
  var links: Int { Int(status.st_nlink) }
  var owner: uid_t { status.st_uid }
  var permissions: mode_t { status.st_mode & 0o7777 }

  private var kind: mode_t { status.st_mode & S_IFMT }

  static func == (one: Self, other: Self) -> Bool {
    one.status.st_dev == other.status.st_dev && one.status.st_ino == other.status.st_ino
  }
}
