#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The error number of a system call that failed.
public struct SystemError: Error, Equatable, Sendable {
  /// The system's errno.
  public let code: Int32

  public init(code: Int32) {
    self.code = code
  }

  /// The error of the system call that has just failed on this thread.
  static var last: SystemError { SystemError(code: errno) }

  /// Nobody reads from the pipe any more.
  public static let readerIsGone = SystemError(code: EPIPE)
  public static let noSuchFile = SystemError(code: ENOENT)
  public static let isFolder = SystemError(code: EISDIR)
  public static let permissionDenied = SystemError(code: EACCES)
}

extension SystemError: CustomStringConvertible {
  /// The system's message.
  public var description: String { String(cString: strerror(code)) }
}
