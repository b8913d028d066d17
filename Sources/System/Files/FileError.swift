#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file operation that did not succeed. `description` is the sentence for people.
public struct FileError: Error, Equatable, Sendable {
  public enum Operation: Equatable, Sendable {
    case read, write, remove, moveAway, createFolder, lock
    /// Running a program.
    case start
  }

  public enum Reason: Equatable, Sendable {
    /// The system refused.
    case system(SystemError)
    /// The folder that the file is to be in is not there.
    case noFolder(String)
    /// The file could be read, but what it holds is unusable, for the reason in these words.
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

  /// The error of the system call that failed just now on this thread.
  static func last(_ operation: Operation, _ path: String) -> FileError {
    FileError(operation, path, .system(.last))
  }

  /// Whether something that was to be read is not there.
  public var isMissingInput: Bool {
    guard operation == .read, case .system(let error) = reason else { return false }
    return error.code == ENOENT || error.code == ENOTDIR
  }

  /// Whether a file was to be read or written, but the path names a folder.
  public var isFolder: Bool { reason == .system(.isFolder) }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    "cannot \(operation) \(path): \(isMissingInput ? "there is no such file" : "\(reason)")"
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
    case .noFolder(let folder): "there is no folder \(folder)"
    case .content(let words): words
    }
  }
}
