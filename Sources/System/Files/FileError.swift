#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file operation that failed. `description` is the message for people.
public struct FileError: Error, Equatable, Sendable {
  public enum Operation: Equatable, Sendable {
    case read, write, remove, moveAway, createFolder, lock
    /// Start a program.
    case start
  }

  public enum Reason: Equatable, Sendable {
    /// A system call failed.
    case system(SystemError)
    /// The folder in which the file should be does not exist.
    case noFolder(String)
    /// The path names a pipe, a device or a socket, and only a regular file will do.
    case notRegular
    /// The file could be read, but its content is not usable. The text says why.
    case content(String)
  }

  public let operation: Operation
  public let path: String
  public let reason: Reason

  public init(_ operation: Operation, _ path: String, _ reason: Reason) {
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  /// - Parameter code: the system's errno.
  public init(_ operation: Operation, _ path: String, code: Int32) {
    self.init(operation, path, .system(SystemError(code: code)))
  }

  /// The error of the system call that has just failed on this thread.
  static func last(_ operation: Operation, _ path: String) -> FileError {
    FileError(operation, path, .system(.last))
  }

  /// Whether something that should be read does not exist.
  public var isMissingInput: Bool {
    guard operation == .read, case .system(let error) = reason else { return false }
    return error.code == ENOENT || error.code == ENOTDIR
  }

  /// Whether the operation failed because it needs a file, but the path names a folder.
  public var isFolder: Bool { reason == .system(.isFolder) }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    "cannot \(operation) \(path.singleLine): \(isMissingInput ? "there is no such file" : "\(reason)")"
  }
}

extension FileError.Operation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .read: "read"
    case .write: "write"
    case .remove: "remove"
    case .moveAway: "move away"
    case .createFolder: "create the folder"
    case .lock: "lock"
    case .start: "start"
    }
  }
}

extension FileError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(.isFolder): "it is a folder"
    case .system(.permissionDenied): "permission denied"
    case .system(let error): error.description
    case .noFolder(let folder): "there is no folder \(folder.singleLine)"
    case .notRegular: "it is a pipe or a device, not a regular file"
    case .content(let words): words
    }
  }
}
