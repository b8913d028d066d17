import Datasets
import System

/// A text file of an unfinished run that only grows. It knows the digest of what it holds, so that a checkpoint can say how
/// much of the file belongs to it, and does not have to hold it.
final class GrowingFile {
  /// The beginning of a file.
  struct Prefix: Equatable {
    var byteCount: Int
    /// SHA-256, in hexadecimal.
    var digest: String
  }

  private let file: AppendingFile
  private var hash = SHA256()
  /// The latest text, which the hash does not cover yet: many short rows are hashed faster together.
  private var unhashed = ""
  private var byteCount: Int

  private static let longestUnhashed = 1 << 16

  /// Replaces the file by one that holds only its header.
  init(path: String, header: String) throws(FileError) {
    file = try AppendingFile(path: path, startingWith: header)
    byteCount = header.utf8.count
    unhashed = header
  }

  /// Goes on behind the beginning of a file. What follows there is of no checkpoint, and is cut off.
  init(path: String, after beginning: Beginning) throws(FileError) {
    file = try AppendingFile(path: path, keeping: beginning.byteCount)
    byteCount = beginning.byteCount
    hash = beginning.hash
  }

  func append(_ text: String) throws(FileError) {
    try file.append(text)
    byteCount += text.utf8.count
    unhashed += text
    if unhashed.utf8.count > Self.longestUnhashed { updateHash() }
  }

  private func updateHash() {
    Array(unhashed.utf8).withUnsafeBytes { hash.update($0) }
    unhashed = ""
  }

  /// All that the file holds.
  var prefix: Prefix {
    updateHash()
    return Prefix(byteCount: byteCount, digest: hash.digest().hex)
  }

  /// The same, once it is on the disk.
  func synchronized() throws(FileError) -> Prefix {
    try file.synchronize()
    return prefix
  }

  /// The beginning of a file, as it was read.
  struct Beginning {
    let text: String
    fileprivate let hash: SHA256
    fileprivate let byteCount: Int

    /// - Returns: nil if the file is missing, or does not begin so.
    /// - Throws: `FileError` if the file is there and cannot be read.
    init?(of path: String, _ prefix: Prefix) throws(FileError) {
      let bytes: [UInt8]
      do throws(FileError) {
        bytes = try File.contents(of: path)
      } catch {
        if error.isMissingInput { return nil }
        throw error
      }
      guard bytes.count >= prefix.byteCount else { return nil }
      var hash = SHA256()
      bytes.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0.prefix(prefix.byteCount))) }
      guard hash.digest().hex == prefix.digest else { return nil }
      text = String(decoding: bytes.prefix(prefix.byteCount), as: UTF8.self)
      byteCount = prefix.byteCount
      self.hash = hash
    }
  }
}
