#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that a result goes to, whatever its path names: a file, a link to one, a pipe, a device, standard output.
///
/// A regular file is replaced as a whole, so that a failure leaves the old one. Where that cannot be, since its folder
/// takes no new file, or would do harm, since it is no regular file or has other names, it is written as a shell's `>`
/// would do it.
public struct OutputFile: Sendable {
  /// As it was given.
  public let path: String
  /// `-`, or a path of the file that standard output goes to: what is written there would be mixed with it.
  public let isStandardOutput: Bool

  public static let standardOutput = OutputFile("-")

  public init(_ path: String) {
    self.path = path
    isStandardOutput =
      path == "-" || FileStatus(path).map { $0 == FileStatus(descriptor: STDOUT_FILENO) } ?? false
  }

  /// For messages.
  public var shown: String { isStandardOutput ? "standard output" : path }

  /// Finds out beforehand whether it can be written, as far as that is possible without opening it.
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

  /// Whether both are one file, so that what is written last would be all that is left. Devices take everything.
  public func isSame(as other: OutputFile) -> Bool {
    if isStandardOutput || other.isStandardOutput { return isStandardOutput && other.isStandardOutput }
    switch (try? target(), try? other.target()) {
    case (.regular(_, let one), .regular(_, let two)): return one == two
    case (.special(let one), .special(let two)): return one == two && !one.isDevice
    case (.missing(let one), .missing(let two)): return Self.absolute(one) == Self.absolute(two)
    default: return false
    }
  }

  /// Makes `text` all that the file holds; a pipe or a device gets it.
  public func replace(with text: String) throws(FileError) {
    switch try target() {
    case .special: try write(text, O_TRUNC)
    case .missing(let path):
      if let reason = try replaceWhole(path, text, mode: nil) { throw error(reason) }
    case .regular(let path, let status):
      let standsAlone = status.links == 1 && status.owner == geteuid()
      if !standsAlone { return try write(text, O_TRUNC) }
      if try replaceWhole(path, text, mode: status.permissions) != nil { try write(text, O_TRUNC) }
    }
  }

  /// Adds `text` after what is there, in one piece, even if others do so at the same time.
  public func append(_ text: String) throws(FileError) {
    try write(text, O_APPEND | O_CREAT)
  }

  // MARK: What the path names

  private enum Target {
    /// With links resolved.
    case regular(path: String, FileStatus)
    /// A pipe, a device, or an open file of this process.
    case special(FileStatus)
    /// Nothing yet; with the links of its last part resolved.
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
    // Under /dev and /proc, regular files are open ones of some process, which would keep the old file.
    let isOpenFile = path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
    guard status.isRegular, !isOpenFile, let real = Self.resolved(path), FileStatus(real) == status else {
      return .special(status)
    }
    return .regular(path: real, status)
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// Where a link that leads nowhere points, since a file is to be there in the end; any other path as it is.
  private static func followed(_ path: String) -> String {
    var path = path
    // As many as Linux follows.
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return path }
      let link = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
      path = link.hasPrefix("/") ? link : Path.folderPrefix(of: path) + link
    }
    return path
  }

  private static func absolute(_ path: String) -> String {
    let folder = Path.folder(of: path)
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return (resolved(folder) ?? folder) + "/" + name
  }

  // MARK: Writing

  /// Reasons for which a folder takes no new file, or the file cannot be replaced: a file that is mounted by itself, as
  /// containers do it, is busy. On a full disk do not write in place: that would destroy the old file.
  private static let inPlaceReasons = [EACCES, EPERM, EROFS, EBUSY, EXDEV]

  /// - Returns: the reason where the file cannot be replaced as a whole, but perhaps be written in place.
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
    // Some file systems report only now that there was no room.
    if close(descriptor) != 0, errno != EINTR { throw .last(.write, path) }
  }

  private func fill(_ descriptor: Int32, _ text: String) throws(FileError) {
    do throws(SystemError) {
      try text.withBytes { bytes throws(SystemError) in try writeAll(bytes, to: descriptor) }
    } catch {
      // The rest is for nobody.
      if error != .readerIsGone { throw self.error(.system(error)) }
    }
  }

  private func error(_ reason: FileError.Reason) -> FileError { FileError(.write, path, reason) }
}
