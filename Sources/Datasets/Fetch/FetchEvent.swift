import Text

/// What a fetch reports while it works. `description` is the line to print.
public enum FetchEvent: Equatable, Sendable {
  /// The files that are missing in the folder; reported before anything is fetched.
  case announced(files: [MNISTFile], folder: String)
  /// The folder already has the file.
  case present(file: MNISTFile, path: String)
  /// Another process is fetching into the same folder.
  case waiting(folder: String)
  /// The transfer begins. `alreadyHere` is the size in bytes of an earlier, incomplete download.
  case started(file: MNISTFile, source: FetchSource, alreadyHere: Int)
  /// The number of bytes received so far, and the approximate total.
  case progress(file: MNISTFile, byteCount: Int, total: Int)
  /// One source failed; the next one is tried.
  case failed(FetchFailure)
  /// The file is complete and its content has been checked.
  case finished(file: MNISTFile, path: String, byteCount: Int)
}

/// Why a file could not be fetched from a source.
public struct FetchFailure: Equatable, Sendable {
  public enum Reason: Equatable, Sendable {
    /// Neither curl nor wget is installed.
    case noClient
    /// curl or wget failed: its exit status and its message.
    case client(name: String, status: Int32, message: String)
    /// The folder does not have the file.
    case absent
    /// The file has another digest than it should have.
    case wrongContent(FileDigest)
    /// The source sent more bytes than the file can have, and was stopped; the limit.
    case tooLong(limit: Int)
    /// The file cannot be read to its end.
    case faulty(DatasetError)
  }

  public var file: MNISTFile
  public var source: FetchSource
  public var reason: Reason
}

extension FetchEvent: CustomStringConvertible {
  public var description: String { words.singleLine }

  private var words: String {
    switch self {
    case .announced(let files, let folder):
      "fetching \(counted(files.count, "file")) of \(files.map(\.family.title).distinct.joined(separator: ", ")), "
        + "\(byteCountText(files.reduce(0) { $0 + $1.compressedByteCount })), into \(folder)"
    case .present(let file, let path):
      "\(file.name): already at \(path)"
    case .waiting(let folder):
      "waiting for another process that is fetching into \(folder)"
    case .started(let file, let source, let alreadyHere):
      "\(file.name): \(byteCountText(file.compressedByteCount)) from \(source)"
        + (alreadyHere > 0 ? ", \(byteCountText(alreadyHere)) already here" : "")
    case .progress(let file, let byteCount, let total):
      "\(file.name): \(byteCountText(byteCount)) of \(byteCountText(total))"
    case .failed(let failure):
      failure.description
    case .finished(let file, let path, let byteCount):
      "\(file.name): \(byteCountText(byteCount)), content checked, at \(path)"
    }
  }
}

extension FetchFailure: CustomStringConvertible {
  public var description: String {
    let why =
      switch reason {
      case .noClient: "downloading needs curl or wget, but neither is in PATH"
      case .client(let name, let status, let message):
        message.isEmpty ? "\(name) ended with status \(status)" : message
      case .absent:
        "neither the folder nor its subfolder \(file.family.folder) has \(file.family.names(of: file).joined(separator: " or "))"
      case .wrongContent(let digest):
        "the content is not \(file.family.title)'s: it has \(digest), not \(file.digest)"
      case .tooLong(let limit):
        "the download was stopped after \(byteCountText(limit)), more than the file has"
      case .faulty(let error): error.description
      }
    return "\(file.name) from \(source): \(why)".singleLine
  }

}
