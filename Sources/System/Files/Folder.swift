#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders, and what is in them.
public enum Folder {
  /// Makes the folder and those above it.
  public static func make(_ path: String) throws(FileError) {
    if isFolder(path) { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try make(String(path[..<slash]))
    }
    guard path.isEmpty || mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .last(.createFolder, path) }
  }

  public static func isFolder(_ path: String) -> Bool { FileStatus(path)?.isFolder ?? false }

  public struct Entry: Hashable, Sendable {
    public var name: String
    /// A folder itself; a link to one is neither a folder nor a file, so that no walk goes round in a circle.
    public var isFolder: Bool

    public init(name: String, isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }
  }

  /// What is in a folder, in any order.
  public static func entries(of path: String) throws(FileError) -> [Entry] {
    guard let folder = opendir(path) else { throw .last(.read, path) }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      // A file system that does not tell types in its listing is asked for each entry.
      let isFolder =
        entry.pointee.d_type == UInt8(DT_DIR)
        || (entry.pointee.d_type == UInt8(DT_UNKNOWN)
          && FileStatus(link: path + "/" + name)?.isFolder ?? false)
      entries.append(Entry(name: name, isFolder: isFolder))
    }
    return entries
  }
}
