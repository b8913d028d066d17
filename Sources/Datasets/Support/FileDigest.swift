/// By what the right content of a file is recognised.
public enum FileDigest: Hashable, Sendable, CustomStringConvertible {
  /// The SHA-256 of the content; how the file is compressed does not matter.
  case content(SHA256.Digest)
  /// The MD5 of the gzip file itself, where nothing else was published. It says nothing about uncompressed copies.
  case gzipFile(MD5.Digest)

  public enum Kind: Sendable {
    case content, gzipFile
  }

  public var kind: Kind {
    switch self {
    case .content: .content
    case .gzipFile: .gzipFile
    }
  }

  /// The name of the hash function, and the digits.
  public var description: String {
    switch self {
    case .content(let digest): "SHA-256 \(digest)"
    case .gzipFile(let digest): "MD5 \(digest)"
    }
  }
}

/// Computes a digest of one kind while a file is read.
struct FileHash {
  private var content: SHA256?
  private var gzipFile: MD5?

  init(_ kind: FileDigest.Kind) {
    switch kind {
    case .content: content = SHA256()
    case .gzipFile: gzipFile = MD5()
    }
  }

  /// Adds bytes of the content.
  mutating func read(content bytes: UnsafeRawBufferPointer) { content?.update(bytes) }

  /// Adds bytes of the file as it is stored.
  mutating func read(stored bytes: UnsafeRawBufferPointer) { gzipFile?.update(bytes) }

  /// The digest of the bytes so far.
  var digest: FileDigest? {
    content.map { .content($0.digest()) } ?? gzipFile.map { .gzipFile($0.digest()) }
  }
}
