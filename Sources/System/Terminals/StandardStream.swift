#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The three files that a process has from the beginning.
public enum StandardStream: Int32, CaseIterable, Sendable {
  case input = 0
  case output = 1
  case error = 2

  public var descriptor: Int32 { rawValue }

  /// To be called first of all, once, before any file is opened and any thread started.
  ///
  /// A reader that goes away becomes an error of the write that notices it, instead of a signal that ends the program.
  /// A standard stream that the caller closed (`>&-`) is filled with the null device, opened the wrong way round so
  /// that using it still fails: otherwise the next file opened would take its number, and messages would end up in it.
  public static func prepareAll() {
    signal(SIGPIPE, SIG_IGN)
    // A file that outgrows the shell's limit becomes an error of the write, too.
    signal(SIGXFSZ, SIG_IGN)
    for stream in allCases {
      guard fcntl(stream.descriptor, F_GETFD) == -1, errno == EBADF else { continue }
      // The lowest free number is taken, which is this one: those below it are open.
      _ = open("/dev/null", stream == .input ? O_WRONLY : O_RDONLY)
    }
  }
}
