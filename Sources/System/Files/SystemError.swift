#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The number with which the system refused a call.
public struct SystemError: Error, Equatable, Sendable {
  /// The system's errno.
  public let code: Int32

  public init(code: Int32) {
    self.code = code
  }

  /// The error of the call that failed just now on this thread.
  static var last: SystemError { SystemError(code: errno) }

  /// The last reader of a pipe has closed it.
  public static let readerIsGone = SystemError(code: EPIPE)
  public static let noSuchFile = SystemError(code: ENOENT)
  public static let isFolder = SystemError(code: EISDIR)
  public static let permissionDenied = SystemError(code: EACCES)
}

extension SystemError: CustomStringConvertible {
  /// The system's words.
  public var description: String { String(cString: strerror(code)) }
}
