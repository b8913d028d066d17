import System

/// Brings MNIST's files to this machine: from web mirrors through the system's curl or wget, or from a
/// folder.
///
/// A download grows in NAME.gz.part, which the next fetch goes on with, and gets its name once its content
/// has the right digest.
public struct MNISTFetch {
  public var manifest: MNISTManifest
  /// The files go to `mnist/` in it.
  public var folder: String
  /// Tried in order, for each file anew.
  public var sources: [FetchSource]
  /// The process's variables: PATH for the client, proxies for the client itself.
  public var environment: [String: String]
  public var onEvent: (FetchEvent) -> Void
  /// Asked some ten times a second; what is there by then stays.
  public var isCancelled: () -> Bool

  /// `sources` nil: the manifest's mirrors. Throws `noFetchFolder`.
  public init(
    into places: DataPlaces, manifest: MNISTManifest = .official, sources: [FetchSource]? = nil,
    environment: [String: String], onEvent: @escaping (FetchEvent) -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws(DatasetError) {
    guard let folder = places.fetchFolder else { throw .noFetchFolder }
    self.folder = folder
    self.manifest = manifest
    self.sources = sources ?? manifest.mirrors.map(FetchSource.web)
    self.environment = environment
    self.onEvent = onEvent
    self.isCancelled = isCancelled
  }

  /// Fetches the files that the folder does not have yet, all by default, and returns where each one is.
  ///
  /// Throws `fetchFailed` with each source's failure, `interrupted`, `file`.
  @discardableResult
  public func run(_ files: [MNISTFile]? = nil) throws(DatasetError) -> [String] {
    let target = DataPlaces.join(folder, "mnist")
    try DatasetError.ofFile { () throws(FileError) in try Folder.make(target) }
    let lock = try lock(target)
    let wanted = files ?? manifest.files
    let present = wanted.map { rightCopy(of: $0, in: folder) }
    let missing = zip(wanted, present).filter { $1 == nil }.map(\.0)
    if !missing.isEmpty { onEvent(.announced(files: missing, folder: target)) }
    var paths: [String] = []
    for (file, path) in zip(wanted, present) {
      if let path {
        onEvent(.present(file: file, path: path))
        paths.append(path)
      } else {
        paths.append(try fetch(file, into: target, lock))
      }
    }
    return paths
  }

  private func lock(_ folder: String) throws(DatasetError) -> FolderLock {
    let lock = try DatasetError.ofFile { () throws(FileError) in
      try FolderLock(folder, isCancelled: isCancelled) { onEvent(.waiting(folder: folder)) }
    }
    guard let lock else { throw .interrupted }
    return lock
  }

  private func rightCopy(of file: MNISTFile, in folder: String) -> String? {
    DataPlaces.candidates(for: file, in: folder).first { path in
      File.byteCount(path) != nil && MNIST.state(of: file, at: path) == .right
    }
  }

  private func fetch(
    _ file: MNISTFile, into target: String, _ lock: borrowing FolderLock
  ) throws(DatasetError) -> String {
    var failures: [FetchFailure] = []
    for source in sources {
      let outcome: Outcome
      switch source {
      case .web(let address): outcome = try download(file, from: address, into: target, lock)
      case .folder(let path): outcome = try copy(file, from: path, into: target)
      }
      switch outcome {
      case .success(let path):
        onEvent(.finished(file: file, path: path, byteCount: File.byteCount(path) ?? 0))
        return path
      case .failure(let reason):
        let failure = FetchFailure(file: file, source: source, reason: reason)
        onEvent(.failed(failure))
        failures.append(failure)
      }
    }
    throw .fetchFailed(failures.map(\.description))
  }

  /// How one source did; what no other source would mend is thrown instead.
  enum Outcome {
    case success(path: String)
    case failure(FetchFailure.Reason)
  }
}
