#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A lock that keeps two processes from working in the same folder at the same time. It is released with the value. If
/// the process is killed, the lock ends with it and with all programs that it started with the descriptor.
public struct FolderLock: ~Copyable {
  /// The file descriptor that holds the lock.
  public let descriptor: Int32

  /// Locks a folder or a file. Waits as long as another process has the lock.
  /// - Parameters:
  ///   - path: the folder, or the file to lock.
  ///   - createsFile: whether `path` is a file, which is created if it does not exist.
  ///   - isCancelled: called ten times a second while this waits; if it returns true, the result is nil.
  ///   - onWait: called once if this has to wait.
  /// - Throws: `FileError` if the path cannot be opened.
  public init?(
    _ path: String, createsFile: Bool = false, isCancelled: () -> Bool, onWait: () -> Void
  ) throws(FileError) {
    let descriptor =
      createsFile ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(.lock, path) }
    var isWaiting = false
    // A file system without locks must not stop the work: any other error counts as locked.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      if isCancelled() {
        close(descriptor)
        return nil
      }
      if !isWaiting { onWait() }
      isWaiting = true
      usleep(100_000)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Whether another process has the lock now. Creates nothing.
  public static func isTaken(_ path: String) -> Bool {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
