#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file to which a result is written. Its path may name a file, a symbolic link, a pipe, a device or standard output.
///
/// A regular file is replaced as a whole, so that the old one stays if something fails. Sometimes that is impossible,
/// because no file can be created in its folder, or it would do harm, because the path does not name a regular file or
/// the file has other names. Then the file is written in place, as by a shell's `>`.
public struct OutputFile: Sendable {
  /// The path as it was given; `-` is standard output.
  public let path: String
  /// Whether this is `-`, or names the file to which standard output goes.
  public let isStandardOutput: Bool

  public static let standardOutput = OutputFile("-")

  public init(_ path: String) {
    self.path = path
    isStandardOutput =
      path == "-" || FileStatus(path).map { $0 == FileStatus(descriptor: STDOUT_FILENO) } ?? false
  }

  /// The name in messages.
  public var shown: String { isStandardOutput ? "standard output" : path }

  /// Checks whether the file can be written, as far as that is possible without opening it.
  /// - Throws: `FileError` if it cannot.
  public func check() throws(FileError) {
    if isStandardOutput { return }
    switch try target() {
    case .regular, .special:
      guard access(path, W_OK) == 0 else { throw .last(.write, self.path) }
    case .missing(let path):
      let folder = Path.folder(of: path)
      guard FileStatus(folder)?.isFolder == true else {
        throw error(.noFolder(folder))
      }
      guard access(folder, W_OK | X_OK) == 0 else { throw .last(.write, self.path) }
    }
  }

  /// Whether both are the same file, so that the second result would overwrite the first one. That does not happen with
  /// devices, so they count as different.
  public func isSame(as other: OutputFile) -> Bool {
    if isStandardOutput || other.isStandardOutput { return isStandardOutput && other.isStandardOutput }
    switch (try? target(), try? other.target()) {
    case (.regular(_, let one), .regular(_, let two)): return one == two
    case (.special(let one), .special(let two)): return one == two && !one.isDevice
    case (.missing(let one), .missing(let two)): return Self.absolute(one) == Self.absolute(two)
    default: return false
    }
  }

  /// Replaces the file's content by `text`. To a pipe or a device `text` is written.
  public func replace(with text: String) throws(FileError) {
    switch try target() {
    case .special: try write(text, O_TRUNC)
    case .missing(let path):
      if let reason = try replaceWhole(path, text, mode: nil) { throw error(reason) }
    case .regular(let path, let status):
      // A new file would lose the old one's other names and its owner.
      let isReplaceable = status.links == 1 && status.owner == geteuid()
      if !isReplaceable { return try write(text, O_TRUNC) }
      if try replaceWhole(path, text, mode: status.permissions) != nil { try write(text, O_TRUNC) }
    }
  }

  /// Adds `text` at the end of the file, in one piece even if other processes do the same at the same time.
  public func append(_ text: String) throws(FileError) {
    try write(text, O_APPEND | O_CREAT)
  }

  // MARK: What the path names

  private enum Target {
    /// A regular file, by its path without symbolic links.
    case regular(path: String, FileStatus)
    /// A pipe, a device, or an open file of this process.
    case special(FileStatus)
    /// No file yet. If the path is a symbolic link, this is the path to which it leads.
    case missing(path: String)
  }

  private func target() throws(FileError) -> Target {
    guard let status = FileStatus(path) else {
      switch errno {
      case ENOENT: return .missing(path: Self.followed(path))
      case ENOTDIR: throw error(.noFolder(Path.folder(of: path)))
      case let code: throw error(.system(SystemError(code: code)))
      }
    }
    if status.isFolder { throw error(.system(.isFolder)) }
    // A regular file under /dev or /proc is one that some process has open. That process would keep the old file.
    let isOpenFile = path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
    guard status.isRegular, !isOpenFile, let real = Self.resolved(path), FileStatus(real) == status else {
      return .special(status)
    }
    return .regular(path: real, status)
  }

  /// The absolute path without symbolic links; nil if there is no such file.
  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The path to which a dangling symbolic link leads, where the file will be created. Any other path is returned as it
  /// is.
  private static func followed(_ path: String) -> String {
    var path = path
    // Linux follows at most 40 links, too.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return path }
      let link = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
      path = link.hasPrefix("/") ? link : Path.folderPrefix(of: path) + link
    }
    return path
  }

  /// The absolute path of a file that does not exist yet, with the symbolic links of its folder resolved.
  private static func absolute(_ path: String) -> String {
    let folder = Path.folder(of: path)
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return (resolved(folder) ?? folder) + "/" + name
  }

  // MARK: Writing

  /// Errors after which the file is written in place: no file can be created in the folder, or the file cannot be
  /// replaced. (A single file that is mounted, as in containers, is busy.) A full disk is not among them, because
  /// writing in place would destroy the old file.
  private static let inPlaceReasons = [EACCES, EPERM, EROFS, EBUSY, EXDEV]

  /// Replaces the file as a whole.
  /// - Returns: nil if that worked; otherwise the reason, if the file may perhaps be written in place.
  private func replaceWhole(
    _ path: String, _ text: String, mode: mode_t?
  ) throws(FileError) -> FileError.Reason? {
    do throws(FileError) {
      let writer = try FileWriter(replacing: path, mode: mode)
      try text.withBytes { bytes throws(FileError) in try writer.write(bytes) }
      try writer.finish()
      return nil
    } catch {
      if case .system(let refusal) = error.reason, Self.inPlaceReasons.contains(refusal.code) {
        return error.reason
      }
      throw self.error(error.reason)
    }
  }

  /// Opens the file with these flags and writes to it.
  private func write(_ text: String, _ flags: Int32) throws(FileError) {
    // Opening the file of standard error again would make messages and result overwrite each other.
    if let status = FileStatus(path), status == FileStatus(descriptor: STDERR_FILENO) {
      return try fill(STDERR_FILENO, text)
    }
    var descriptor: Int32
    repeat {
      descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC | flags, 0o666)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw .last(.write, path) }
    do throws(FileError) {
      try fill(descriptor, text)
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems report only now that the disk is full.
    if close(descriptor) != 0, errno != EINTR { throw .last(.write, path) }
  }

  private func fill(_ descriptor: Int32, _ text: String) throws(FileError) {
    do throws(SystemError) {
      try text.withBytes { bytes throws(SystemError) in try writeAll(bytes, to: descriptor) }
    } catch {
      // If the reader has closed the pipe, the rest is not needed and this is not an error.
      if error != .readerIsGone { throw self.error(.system(error)) }
    }
  }

  private func error(_ reason: FileError.Reason) -> FileError { FileError(.write, path, reason) }
}
