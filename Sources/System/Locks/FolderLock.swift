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
    var attempts = 0
    while true {
      attempts += 1
      let descriptor = try Self.opened(path, createsFile: createsFile)
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
      // Whoever had the lock may have removed its file, and others lock the next one. A file system that numbers its files
      // anew each time must not stop the work.
      if !createsFile || attempts == 100 || FileStatus(path) == FileStatus(descriptor: descriptor) {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  private static func opened(_ path: String, createsFile: Bool) throws(FileError) -> Int32 {
    guard createsFile else {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw .last(.lock, path) }
      return descriptor
    }
    var descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0, errno == ENOENT {
      // Its folder may have been removed with it.
      try Folder.make(Path.folder(of: path))
      descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw .last(.lock, path) }
    return descriptor
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
