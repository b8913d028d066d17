#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps two processes from training the same run at the same time. The system lifts it when a process ends, however.
final class FolderLock {
  private let descriptor: Int32

  /// - Parameters:
  ///   - path: of the lock's own file, which is created.
  ///   - onWait: called once if another process has the lock.
  init(path: String, onWait: () -> Void) throws(FileError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .lastSystemError("create", path) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
    onWait()
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let error = FileError.lastSystemError("lock", path)
        close(descriptor)
        throw error
      }
    }
  }

  deinit {
    close(descriptor)
  }
}
