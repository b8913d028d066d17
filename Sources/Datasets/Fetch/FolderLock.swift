#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps two processes from fetching into one folder at once; it ends with the value, or with the process and
/// the programs that were handed the descriptor.
struct FolderLock: ~Copyable {
  let descriptor: CInt

  /// Waits until nobody else holds it; `onWait` is told once. Throws `unwritable`, and `interrupted` where
  /// `isCancelled` says so meanwhile.
  init(
    _ folder: String, isCancelled: () -> Bool, onWait: () -> Void
  ) throws(DatasetError) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unwritable(path: folder, code: errno) }
    var isWaiting = false
    // A file system without locks is no reason to fetch nothing.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK {
      if isCancelled() {
        close(descriptor)
        throw .interrupted
      }
      if !isWaiting { onWait() }
      isWaiting = true
      usleep(100_000)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
