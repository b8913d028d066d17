#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Replaces a file as a whole: the path leads to the old file until the new one is complete.
///
/// The bytes go to a temporary file in the same folder, which `finish` renames. A writer that is destroyed without
/// `finish` removes it. A killed process cannot do so. Therefore each path has a single temporary name, and the next
/// writer of the same path removes what it finds there. (Linux's O_TMPFILE would leave no such file, but its files
/// cannot replace an existing one.)
///
/// A writer locks its temporary file, and the lock ends with the process. So a second writer of the same path waits for
/// the first one and never mistakes its file for a leftover. A thread must not have two writers of the same path at the
/// same time, because the second one would wait for ever.
public struct FileWriter: ~Copyable {
  /// The file to replace.
  public let path: String
  /// The path of the temporary file.
  private let temporary: String
  private let descriptor: Int32
  private let call: WriteCall
  private var isFinished = false

  /// - Throws: `FileError` if no file can be created in the folder.
  public init(replacing path: String) throws(FileError) {
    try self.init(replacing: path, mode: nil)
  }

  /// - Parameters:
  ///   - mode: the file's permissions; nil: those of any new file.
  ///   - call: writes bytes; tests replace it.
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

  /// Writes bytes after those written before.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    do throws(SystemError) {
      try writeAll(bytes, to: descriptor, through: call)
    } catch {
      throw FileError(.write, path, .system(error))
    }
  }

  /// Waits until the bytes are on the disk, then gives the file its name.
  /// - Parameter synchronizesFolder: whether to wait until the name is on the disk, too. Otherwise, after a power
  ///   failure there may be the old or the new file, but always a whole one.
  public consuming func finish(synchronizesFolder: Bool = true) throws(FileError) {
    guard synchronize(descriptor) else { throw .last(.write, path) }
    // On a file system without locks, another writer of the same path may have removed the file as a leftover.
    guard FileStatus(link: temporary) == FileStatus(descriptor: descriptor) else {
      throw FileError(.write, path, code: ESTALE)
    }
    guard rename(temporary, path) == 0 else { throw .last(.write, path) }
    isFinished = true
    if synchronizesFolder { synchronizeFolder(of: path) }
  }

  /// Replaces a file by these bytes.
  public static func write(
    _ bytes: [UInt8], to path: String, synchronizesFolder: Bool = true
  ) throws(FileError) {
    let writer = try FileWriter(replacing: path)
    try bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try writer.write(UnsafeRawBufferPointer(buffer))
    }
    try writer.finish(synchronizesFolder: synchronizesFolder)
  }

  /// Replaces a file by this text.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  // MARK: The temporary file

  /// Whether a file of this name is a temporary file of a writer.
  public static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(".") && name.hasSuffix(".bnlab-tmp")
  }

  /// The path of the temporary file: `.NAME.bnlab-tmp` in the same folder. A long name is cut, because the system
  /// allows only 255 bytes. If two files then share a temporary name, their writers wait for each other.
  static func temporaryPath(of path: String) -> String {
    let name = Path.fileName(path)
    let kept = String(decoding: name.utf8.prefix(200), as: UTF8.self)
    return Path.folderPrefix(of: path) + ".\(kept).bnlab-tmp"
  }

  /// Removes the temporary file that a killed writer of this path may have left.
  ///
  /// The next writer of the path would do so, too. This is for files that may not be written again.
  public static func removeLeftover(of path: String) throws(FileError) {
    try removeLeftover(temporaryPath(of: path), of: path)
  }

  /// Creates and locks the temporary file, and returns its descriptor.
  private static func create(_ temporary: String, for path: String) throws(FileError) -> Int32 {
    while true {
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        lock(descriptor)
        // Between the two calls another writer may have removed it as a leftover.
        if FileStatus(link: temporary) == FileStatus(descriptor: descriptor) { return descriptor }
        close(descriptor)
      } else if errno == EEXIST {
        try removeLeftover(temporary, of: path)
      } else if errno != EINTR {
        throw .last(.write, path)
      }
    }
  }

  /// Waits until no running writer uses the temporary file, and removes it if it is still there.
  private static func removeLeftover(_ temporary: String, of path: String) throws(FileError) {
    let descriptor = open(temporary, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return }
      // A symbolic link cannot be a temporary file of a writer.
      if errno == ELOOP, unlink(temporary) == 0 { return }
      throw .last(.write, path)
    }
    defer { close(descriptor) }
    lock(descriptor)
    guard FileStatus(link: temporary) == FileStatus(descriptor: descriptor) else { return }
    guard unlink(temporary) == 0 || errno == ENOENT else { throw .last(.write, path) }
  }

  /// Waits for the lock. Errors are ignored, so that files can also be written on a file system without locks.
  private static func lock(_ descriptor: Int32) {
    while flock(descriptor, LOCK_EX) != 0 && errno == EINTR {}
  }
}

/// Waits until the bytes of a file are on the disk.
/// - Returns: false, with `errno` set, if that failed. A file system that cannot do this counts as a success.
func synchronize(_ descriptor: Int32) -> Bool {
  while fsync(descriptor) != 0 {
    if errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP { return true }
    if errno != EINTR { return false }
  }
  return true
}

/// Waits until a file's new name is on the disk. Errors are ignored: the file has been written and has its name
/// already.
private func synchronizeFolder(of path: String) {
  let descriptor = open(Path.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
