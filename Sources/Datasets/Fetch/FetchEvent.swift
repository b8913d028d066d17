import Text

/// What a fetch tells while it works; `description` is the line to print.
public enum FetchEvent: Equatable, Sendable {
  /// Before anything is fetched: what is missing in the folder.
  case announced(files: [MNISTFile], folder: String)
  /// The folder already has the file.
  case present(file: MNISTFile, path: String)
  /// Another process is fetching into the same folder.
  case waiting(folder: String)
  case started(file: MNISTFile, source: FetchSource, alreadyHere: Int)
  /// Bytes of the file that are here, of about so many.
  case progress(file: MNISTFile, byteCount: Int, total: Int)
  case failed(FetchFailure)
  case finished(file: MNISTFile, path: String, byteCount: Int)
}

/// Why one file could not be had from one source.
public struct FetchFailure: Equatable, Sendable {
  public enum Reason: Equatable, Sendable {
    case noClient
    /// The client's exit status and what it said.
    case client(name: String, status: Int32, message: String)
    /// The folder has no such file.
    case absent
    case wrongContent(SHA256.Digest)
    case faulty(DatasetError)
  }

  public var file: MNISTFile
  public var source: FetchSource
  public var reason: Reason
}

extension FetchEvent: CustomStringConvertible {
  public var description: String {
    switch self {
    case .announced(let files, let folder):
      "fetching \(files.count) \(files.count == 1 ? "file" : "files") of MNIST, "
        + "\(byteCountText(files.reduce(0) { $0 + $1.compressedByteCount })), into \(folder)"
    case .present(let file, let path):
      "\(file.name): already at \(path)"
    case .waiting(let folder):
      "waiting for another process that fetches into \(folder)"
    case .started(let file, let source, let alreadyHere):
      "\(file.name): \(byteCountText(file.compressedByteCount)) from \(source)"
        + (alreadyHere > 0 ? ", of which \(byteCountText(alreadyHere)) are here" : "")
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
      case .noClient: "neither curl nor wget is in PATH, and one of them is needed to download"
      case .client(let name, let status, let message):
        message.isEmpty ? "\(name) ended with status \(status)" : message
      case .absent: "the folder has neither \(file.name) nor \(file.name).gz (nor mnist/ with them)"
      case .wrongContent(let digest):
        "other content than MNIST's: SHA-256 \(digest) instead of \(file.digest)"
      case .faulty(let error): error.description
      }
    return "\(file.name) from \(source): \(why)"
  }
}
