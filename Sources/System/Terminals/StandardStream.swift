#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The three files that are open when a process starts.
public enum StandardStream: Int32, CaseIterable, Sendable {
  case input = 0
  case output = 1
  case error = 2

  public var descriptor: Int32 { rawValue }

  /// Must be called once, before any file is opened or any thread is started.
  ///
  /// After that, writing to a pipe without a reader is an error of that write, instead of a signal that ends the
  /// program. A standard stream that the caller closed (`>&-`) is replaced by the null device. Otherwise the next file
  /// to be opened would get its number, and messages would be written into that file. The null device is opened for the
  /// opposite direction, so that using the stream still fails.
  public static func prepareAll() {
    signal(SIGPIPE, SIG_IGN)
    // So is exceeding the shell's limit for the size of files.
    signal(SIGXFSZ, SIG_IGN)
    for stream in allCases {
      guard fcntl(stream.descriptor, F_GETFD) == -1, errno == EBADF else { continue }
      // The system takes the lowest free number. It is this one, because those below it are open.
      _ = open("/dev/null", stream == .input ? O_WRONLY : O_RDONLY)
    }
  }
}
