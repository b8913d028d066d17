#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Creating and listing folders.
public enum Folder {
  /// Creates the folder, and the folders above it, if they do not exist.
  public static func make(_ path: String) throws(FileError) {
    if isFolder(path) { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try make(String(path[..<slash]))
    }
    guard path.isEmpty || mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .last(.createFolder, path) }
  }

  public static func isFolder(_ path: String) -> Bool { FileStatus(path)?.isFolder ?? false }

  /// A file or folder in a folder.
  public struct Entry: Hashable, Sendable {
    public var name: String
    /// Whether this is a folder. Symbolic links to folders do not count, so that walking through all folders ends.
    public var isFolder: Bool

    public init(name: String, isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }
  }

  /// The files and folders in a folder, in any order.
  public static func entries(of path: String) throws(FileError) -> [Entry] {
    guard let folder = opendir(path) else { throw .last(.read, path) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      // Some file systems do not give types in a listing; then each entry's own status tells.
      let isFolder =
        entry.pointee.d_type == UInt8(DT_DIR)
        || (entry.pointee.d_type == UInt8(DT_UNKNOWN)
          && FileStatus(link: path + "/" + name)?.isFolder ?? false)
      entries.append(Entry(name: name, isFolder: isFolder))
    }
    return entries
  }

  /// A file or folder in a folder, with its status. Symbolic links are not followed, and count as neither.
  public struct Member: Sendable {
    public let name: String
    public let isFolder: Bool
    /// Whether it is a regular file.
    public let isFile: Bool
    /// The size of a file.
    public let byteCount: Int
    /// When its content was changed last.
    public let modified: Timestamp
  }

  /// The files and folders in a folder with their status, in any order. What goes meanwhile is left out.
  public static func members(of path: String) throws(FileError) -> [Member] {
    try entries(of: path).compactMap { entry in
      FileStatus(link: path + "/" + entry.name).map { status in
        Member(
          name: entry.name, isFolder: status.isFolder, isFile: status.isRegular, byteCount: status.byteCount,
          modified: status.modified)
      }
    }
  }

  /// Removes an empty folder.
  public static func remove(_ path: String) throws(FileError) {
    guard rmdir(path) == 0 || errno == ENOENT else { throw .last(.remove, path) }
  }

  /// Removes a folder if it is empty.
  /// - Returns: whether it is gone.
  public static func removeIfEmpty(_ path: String) -> Bool { rmdir(path) == 0 || errno == ENOENT }
}
