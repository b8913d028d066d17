#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that gets its name only when it is whole: it is written beside its place and renamed, so that
/// nobody ever reads half of it.
struct OutputFile: ~Copyable {
  let path: String
  private let partPath: String
  private let descriptor: CInt
  private var isFinished = false

  /// Throws `unwritable`.
  init(path: String) throws(DatasetError) {
    self.path = path
    partPath = "\(path).\(getpid()).part"
    descriptor = open(partPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritable(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(partPath) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(DatasetError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = systemWrite(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } else if errno != EINTR {
        throw .unwritable(path: path, code: errno)
      }
    }
  }

  /// Gives the file its name.
  consuming func finish() throws(DatasetError) {
    guard fsync(descriptor) == 0, rename(partPath, path) == 0 else {
      throw .unwritable(path: path, code: errno)
    }
    isFinished = true
  }
}

/// The system's `write`, which the method of that name hides.
private func systemWrite(_ descriptor: CInt, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, base, count)
}
