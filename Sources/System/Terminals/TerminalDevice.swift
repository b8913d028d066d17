#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Questions about the terminal that a file descriptor may belong to.
public struct TerminalDevice: Sendable {
  public let descriptor: Int32

  public init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Whether the descriptor belongs to a terminal.
  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The terminal's present width in columns; nil if it is unknown.
  public var columns: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
