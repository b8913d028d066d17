#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a file as a whole: the path leads to the old file until the new one is complete.
///
/// The bytes go to a temporary file in the same folder, which `finish` renames. A writer that is dropped before removes
/// it. A killed process cannot do so. Therefore each path has one temporary name, and the next writer of the same path
/// removes what it finds there. (Linux's O_TMPFILE would leave nothing behind, but such a file cannot take the name of
/// an existing one.)
///
/// A writer locks its temporary file, and the lock ends with the process. So a second writer of the same path waits for
/// the first one and never takes its file for a leftover. One thread must not have two writers of one path at a time.
public struct FileWriter: ~Copyable {
  public let path: String
  private let temporary: String
  private let descriptor: Int32
  private let call: WriteCall
  private var isFinished = false

  /// - Throws: `FileError` where the folder takes no new file.
  public init(replacing path: String) throws(FileError) {
    try self.init(replacing: path, mode: nil)
  }

  /// - Parameters:
  ///   - mode: the file's permissions; nil: as for every new file.
  ///   - call: what writes; tests give another one.
  init(
    replacing path: String, mode: mode_t?, through call: @escaping WriteCall = systemWrite
  ) throws(FileError) {
    self.path = path
    temporary = Self.temporaryPath(of: path)
    self.call = call
    descriptor = try Self.create(temporary, for: path)
    if let mode { fchmod(descriptor, mode) }
  }

  deinit {
    if !isFinished { unlink(temporary) }
    close(descriptor)
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    do throws(SystemError) {
      try writeAll(bytes, to: descriptor, through: call)
    } catch {
      throw FileError(.write, path, .system(error))
    }
  }

  /// Gives the file its name, once its bytes are on the disk.
  /// - Parameter synchronizesFolder: whether the name is on the disk, too, when this returns. Without it the old or the
  ///   new file is there after a power failure, either of them whole.
  public consuming func finish(synchronizesFolder: Bool = true) throws(FileError) {
    guard synchronize(descriptor) else { throw .last(.write, path) }
    // On a file system without locks, another writer of the path may have taken this one's file for a leftover.
    guard FileStatus(link: temporary) == FileStatus(descriptor: descriptor) else {
      throw FileError(.write, path, code: ESTALE)
    }
    guard rename(temporary, path) == 0 else { throw .last(.write, path) }
    isFinished = true
    if synchronizesFolder { synchronizeFolder(of: path) }
  }

  /// Writes a file as a whole.
  public static func write(
    _ bytes: [UInt8], to path: String, synchronizesFolder: Bool = true
  ) throws(FileError) {
    let writer = try FileWriter(replacing: path)
    try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try writer.write(UnsafeRawBufferPointer(buffer))
    }
    try writer.finish(synchronizesFolder: synchronizesFolder)
  }

  /// Writes a text file as a whole.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  // MARK: The temporary file

  /// `.NAME.bnlab-tmp` beside the file. A long name is cut, as the system takes 255 bytes; two files that then share a
  /// temporary name wait for each other.
  static func temporaryPath(of path: String) -> String {
    let name = Path.fileName(path)
    let kept = String(decoding: name.utf8.prefix(200), as: UTF8.self)
    return Path.folderPrefix(of: path) + ".\(kept).bnlab-tmp"
  }

  /// Removes the temporary file that a killed writer of the path has left.
  ///
  /// A folder whose files are not all written again calls this for each of them.
  public static func removeLeftover(of path: String) throws(FileError) {
    try removeLeftover(temporaryPath(of: path), of: path)
  }

  private static func create(_ temporary: String, for path: String) throws(FileError) -> Int32 {
    while true {
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        lock(descriptor)
        // Between the two calls another writer may have taken it for a leftover and removed it.
        if FileStatus(link: temporary) == FileStatus(descriptor: descriptor) { return descriptor }
        close(descriptor)
      } else if errno == EEXIST {
        try removeLeftover(temporary, of: path)
      } else if errno != EINTR {
        throw .last(.write, path)
      }
    }
  }

  /// Waits until no living writer has the temporary file, and removes it where it is still there.
  private static func removeLeftover(_ temporary: String, of path: String) throws(FileError) {
    let descriptor = open(temporary, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      // A link in this place is nobody's temporary file.
      if errno == ELOOP, unlink(temporary) == 0 { return }
      throw .last(.write, path)
    }
    defer { close(descriptor) }
    lock(descriptor)
    guard FileStatus(link: temporary) == FileStatus(descriptor: descriptor) else { return }
    guard unlink(temporary) == 0 || errno == ENOENT else { throw .last(.write, path) }
  }

  /// A file system without locks is no reason to write nothing.
  private static func lock(_ descriptor: Int32) {
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
  }
}

/// - Returns: false, with `errno`, where the bytes could not be brought to the disk. A file system that cannot be asked
///   for it counts as done.
private func synchronize(_ descriptor: Int32) -> Bool {
  while fsync(descriptor) != 0 {
    if errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP { return true }
    if errno != EINTR { return false }
  }
  return true
}

/// Brings a file's new name to the disk. The file is in its place already, so a failure is no reason to say that it was
/// not written.
private func synchronizeFolder(of path: String) {
  let descriptor = open(Path.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
