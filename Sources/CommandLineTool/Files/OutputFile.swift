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
  public func check() throws(OutputFileError) {
    if isStandardOutput { return }
    switch try target() {
    case .regular, .special:
      guard access(path, W_OK) == 0 else { throw error(errno) }
    case .missing(let path):
      let folder = Self.folder(of: path)
      guard FileStatus(folder)?.isFolder == true else {
        throw OutputFileError(path: self.path, reason: .noFolder(folder))
      }
      guard access(folder, W_OK | X_OK) == 0 else { throw error(errno) }
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
  public func replace(with text: String) throws(OutputFileError) {
    switch try target() {
    case .special: try write(text, O_TRUNC)
    case .missing(let path):
      if let code = try replaceWhole(path, text, mode: nil) { throw error(code) }
    case .regular(let path, let status):
      let standsAlone = status.links == 1 && status.owner == geteuid()
      if !standsAlone { return try write(text, O_TRUNC) }
      if try replaceWhole(path, text, mode: status.permissions) != nil { try write(text, O_TRUNC) }
    }
  }

  /// Puts `text` behind what is there, in one piece, whoever else does so at the same time.
  public func append(_ text: String) throws(OutputFileError) {
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

  private func target() throws(OutputFileError) -> Target {
    guard let status = FileStatus(path) else {
      switch errno {
      case ENOENT: return .missing(path: Self.followed(path))
      case ENOTDIR: throw OutputFileError(path: path, reason: .noFolder(Self.folder(of: path)))
      case let code: throw error(code)
      }
    }
    if status.isFolder { throw OutputFileError(path: path, reason: .isFolder) }
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
      path = link.hasPrefix("/") ? link : (path.contains("/") ? folder(of: path) : "") + link
    }
    return path
  }

  /// The folder with its slash, or `.`
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
  }

  private static func absolute(_ path: String) -> String {
    let folder = folder(of: path)
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return (resolved(folder) ?? folder) + "/" + name
  }

  // MARK: Writing

  /// Writes a file beside `path` and renames it.
  /// - Returns: nil where that was done, or the system's reason where the folder does not allow it.
  private func replaceWhole(_ path: String, _ text: String, mode: mode_t?) throws(OutputFileError) -> Int32? {
    let number = UInt64.random(in: 0...UInt64.max)
    let temporary =
      (path.contains("/") ? Self.folder(of: path) : "") + ".bnlab-\(String(number, radix: 36)).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let code = errno
      // Of a full disk, which would cost the old file, writing in place is no way out.
      if [EACCES, EPERM, EROFS].contains(code) { return code }
      throw error(code)
    }
    if let mode { fchmod(descriptor, mode) }
    do {
      try fill(descriptor, text)
    } catch {
      unlink(temporary)
      throw error
    }
    if rename(temporary, path) == 0 { return nil }
    let code = errno
    unlink(temporary)
    // A file that is mounted by itself, as containers do it, cannot be replaced.
    if [EACCES, EPERM, EBUSY, EXDEV].contains(code) { return code }
    throw error(code)
  }

  private func write(_ text: String, _ flags: Int32) throws(OutputFileError) {
    // By its path, messages and the result would be written over each other.
    if let status = FileStatus(path), status == FileStatus(descriptor: STDERR_FILENO) {
      return try fill(STDERR_FILENO, text, closes: false)
    }
    var descriptor: Int32
    repeat {
      descriptor = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC | flags, 0o666)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw error(errno) }
    try fill(descriptor, text)
  }

  private func fill(_ descriptor: Int32, _ text: String, closes: Bool = true) throws(OutputFileError) {
    let output = TextOutput(fileDescriptor: descriptor, name: path)
    output.write(text)
    do throws(OutputError) {
      try output.finish()
    } catch {
      if closes { close(descriptor) }
      throw self.error(error.code)
    }
    // Some file systems report only now that there was no room.
    if closes, close(descriptor) != 0, errno != EINTR { throw error(errno) }
  }

  private func error(_ code: Int32) -> OutputFileError { OutputFileError(path: path, reason: .system(code)) }
}

/// Why a result cannot be written.
public struct OutputFileError: Error, Equatable, Sendable {
  public enum Reason: Equatable, Sendable {
    case isFolder
    case noFolder(String)
    /// The system's errno.
    case system(Int32)
  }

  public let path: String
  public let reason: Reason
}

extension OutputFileError: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .isFolder: "cannot write \(path): it is a folder"
    case .noFolder(let folder): "cannot write \(path): there is no folder \(folder)"
    case .system(EACCES): "cannot write \(path): permission denied"
    case .system(let code): "cannot write \(path): \(String(cString: strerror(code)))"
    }
  }
}
