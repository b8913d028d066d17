#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file operation that the system refused.
public struct FileError: Error, Equatable, Sendable {
  public let operation: String
  public let path: String
  public let reason: String
  /// Whether something that was to be read is not there.
  public let isMissingInput: Bool

  /// - Parameters:
  ///   - operation: a verb, such as `write`.
  public init(_ operation: String, _ path: String, reason: String, isMissingInput: Bool = false) {
    self.operation = operation
    self.isMissingInput = isMissingInput
    self.path = path
    self.reason = reason
  }

  /// Of the system call that failed last.
  public static func lastSystemError(_ operation: String, _ path: String) -> FileError {
    FileError(operation, path, reason: String(cString: strerror(errno)))
  }

  /// Runs `body` and turns what Foundation throws into this error.
  public static func catching<Value>(_ operation: String, _ path: String, _ body: () throws -> Value)
    throws(FileError)
    -> Value
  {
    do {
      return try body()
    } catch {
      let code = systemCode(of: error)
      throw FileError(
        operation, path, reason: code.map { String(cString: strerror($0)) } ?? "\(error)",
        isMissingInput: operation == "read" && code == ENOENT)
    }
  }

  /// The system's number of an error that Foundation wraps; nil where it has none.
  private static func systemCode(of error: any Error) -> Int32? {
    guard let error = error as? CocoaError else { return nil }
    if let posix = error.underlying as? POSIXError { return posix.code.rawValue }
    return switch error.code {
    case .fileReadNoPermission, .fileWriteNoPermission: EACCES
    case .fileReadNoSuchFile, .fileNoSuchFile: ENOENT
    case .fileWriteOutOfSpace: ENOSPC
    case .fileWriteFileExists: EEXIST
    default: nil
    }
  }
}

extension FileError: CustomStringConvertible {
  public var description: String { "cannot \(operation) \(path): \(reason)" }
}
