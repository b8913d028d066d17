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

/// A file operation that failed.
public struct FileError: Error, Equatable, Sendable {
  /// A verb, such as `write`.
  public let operation: String
  public let path: String
  /// The reason in the words of the system.
  public let reason: String
  /// Whether a file that should be read does not exist.
  public let isMissingInput: Bool

  /// - Parameters:
  ///   - operation: a verb, such as `write`.
  public init(_ operation: String, _ path: String, reason: String, isMissingInput: Bool = false) {
    self.operation = operation
    self.isMissingInput = isMissingInput
    self.path = path
    self.reason = reason
  }

  /// The error of the system call that failed last, from `errno`.
  public static func lastSystemError(_ operation: String, _ path: String) -> FileError {
    FileError(operation, path, reason: String(cString: strerror(errno)))
  }

  /// Runs `body` and converts an error of Foundation to a `FileError`.
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

  /// The `errno` of an error of Foundation; nil if there is none.
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
