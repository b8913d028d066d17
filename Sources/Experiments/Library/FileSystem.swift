import System

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

  public typealias Entry = Folder.Entry

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
      read: { (path: String, limit: Int) throws(Failure) -> [UInt8] in
        do throws(FileError) { return try File.contents(of: path, limit: limit) } catch {
          throw Failure(error)
        }
      },
      list: { (path: String) throws(Failure) -> [Entry] in
        do throws(FileError) { return try Folder.entries(of: path) } catch { throw Failure(error) }
      })
  }
}

extension FileSystem.Failure {
  fileprivate init(_ error: FileError) {
    let reason: Reason =
      error.isMissingInput ? .notFound : error.isFolder ? .isFolder : .refused(error.reason.description)
    self.init(path: error.path, reason: reason)
  }
}
