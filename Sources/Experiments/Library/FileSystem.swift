import System

/// The files that specs are read from. A value, so that nothing here reads the process's own folder unasked and tests
/// can do without a disk.
public struct FileSystem: Sendable {
  /// The absolute path that relative ones count from.
  public var currentDirectory: String
  /// The contents of the file at an absolute path; at most `limit` bytes and one more, which tells that it is longer.
  public var read: @Sendable (_ path: String, _ limit: Int) throws(Failure) -> [UInt8]
  /// The entries of the folder at an absolute path, in any order.
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
      /// In the system's words.
      case refused(String)
    }

    /// As messages name it.
    public var path: String
    public var reason: Reason

    public init(path: String, reason: Reason) {
      self.path = path
      self.reason = reason
    }
  }

  /// A path as messages name it: relative where it is inside the current folder.
  func shown(_ path: String) -> String {
    let prefix = currentDirectory == "/" ? "/" : currentDirectory + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }

  func absolute(_ path: String) -> String { Path.join(currentDirectory, path) }
}

extension FileSystem {
  /// This machine's files.
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
