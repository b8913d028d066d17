#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps two processes from working in one folder at once; it ends with the value, or with the process and
/// the programs that were handed the descriptor.
public struct FolderLock: ~Copyable {
  public let descriptor: Int32

  /// Locks a folder, or a file that is made for the purpose. Waits until nobody else holds it; `onWait` is told once.
  /// Nil where `isCancelled` says so meanwhile.
  public init?(
    _ path: String, createsFile: Bool = false, isCancelled: () -> Bool, onWait: () -> Void
  ) throws(FileError) {
    let descriptor =
      createsFile ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(.lock, path) }
    var isWaiting = false
    // A file system without locks is no reason to do nothing.
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
}
