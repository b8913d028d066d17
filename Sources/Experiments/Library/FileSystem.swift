import TextLayout

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files that specs are read from. It is passed as a value, so that tests need no disk and the current folder of the
/// process is not used by accident.
public struct FileSystem: Sendable {
  /// The absolute path of the folder that relative paths are relative to.
  public var currentDirectory: String
  /// Reads the file at an absolute path, at most `limit` + 1 bytes: if there are more than `limit`, the file is too long.
  public var read: @Sendable (_ path: String, _ limit: Int) throws(Failure) -> [UInt8]
  /// Lists the entries of the folder at an absolute path, in any order.
  public var list: @Sendable (_ path: String) throws(Failure) -> [Entry]

  public init(
    currentDirectory: String,
    read: @escaping @Sendable (_ path: String, _ limit: Int) throws(Failure) -> [UInt8],
    list: @escaping @Sendable (_ path: String) throws(Failure) -> [Entry]
  ) {
    self.currentDirectory = Path.normalized(currentDirectory)
    self.read = read
    self.list = list
  }

  public struct Entry: Hashable, Sendable {
    public var name: String
    /// Whether the entry is a folder. A symbolic link to a folder does not count as one, so that searching folders cannot
    /// run in circles.
    public var isFolder: Bool

    public init(name: String, isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }
  }

  /// A file or folder that could not be read.
  public struct Failure: Error, Equatable, Sendable {
    public enum Reason: Equatable, Sendable {
      case notFound
      case isFolder
      /// Any other error, in the words of the system.
      case refused(String)
    }

    /// The path as messages show it.
    public var path: String
    public var reason: Reason

    public init(path: String, reason: Reason) {
      self.path = path
      self.reason = reason
    }
  }

  /// A path as messages show it: relative if it is inside the current folder.
  func shown(_ path: String) -> String {
    let prefix = currentDirectory == "/" ? "/" : currentDirectory + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  /// The absolute path of a relative one; an absolute path is not changed.
  func absolute(_ path: String) -> String { Path.join(currentDirectory, path) }
}

extension FileSystem {
  /// The files of this machine.
  /// - Parameter currentDirectory: an absolute path.
  public static func local(currentDirectory: String) -> FileSystem {
    FileSystem(
      currentDirectory: currentDirectory,
      read: { (path: String, limit: Int) throws(Failure) -> [UInt8] in try readFile(path, limit: limit) },
      list: { (path: String) throws(Failure) -> [Entry] in try listFolder(path) })
  }

  private static func readFile(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    // The system would cut off such a path at the zero.
    guard !path.utf8.contains(0) else { throw Failure(path: path, reason: .notFound) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw lastFailure(path) }
    defer { close(descriptor) }
    let chunk = 1 << 16
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      var count = 0
      let wanted = min(chunk, limit + 1 - bytes.count)
      let part = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
        repeat { count = readBytes(descriptor, buffer, wanted) } while count < 0 && errno == EINTR
        initialized = max(0, count)
      }
      if count < 0 { throw lastFailure(path) }
      if count == 0 { break }
      bytes += part
    }
    return bytes
  }

  private static func readBytes(
    _ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, buffer.baseAddress, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, buffer.baseAddress, count)
    #else
      Darwin.read(descriptor, buffer.baseAddress, count)
    #endif
  }

  private static func listFolder(_ path: String) throws(Failure) -> [Entry] {
    guard let folder = opendir(path) else { throw lastFailure(path) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      // Some file systems do not give the type of an entry here, so it is looked up.
      let isFolder =
        entry.pointee.d_type == UInt8(DT_DIR)
        || (entry.pointee.d_type == UInt8(DT_UNKNOWN) && isFolder(path + "/" + name))
      entries.append(Entry(name: name, isFolder: isFolder))
    }
    return entries
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func lastFailure(_ path: String) -> Failure {
    switch errno {
    case ENOENT, ENOTDIR: Failure(path: path, reason: .notFound)
    case EISDIR: Failure(path: path, reason: .isFolder)
    case let code: Failure(path: path, reason: .refused(String(cString: strerror(code))))
    }
  }
}
