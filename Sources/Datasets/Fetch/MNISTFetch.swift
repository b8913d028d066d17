import System

/// Brings a data set's files to this machine: from the web with the system's curl or wget, or from a folder.
///
/// A download is written to NAME.gz.part. If it is broken off, the next fetch continues it. It is renamed to NAME.gz
/// once its content has the right digest.
public struct MNISTFetch {
  public var family: MNISTFamily
  public var manifest: MNISTManifest
  /// The data folder. The files go to its subfolder for the data set.
  public var folder: String
  /// Where to fetch from. For each file the sources are tried in this order.
  public var sources: [FetchSource]
  /// The process's variables: PATH to find the client, and for the client its proxies.
  public var environment: [String: String]
  /// Called with everything that happens.
  public var onEvent: (FetchEvent) -> Void
  /// Called about ten times a second. If it returns true, the fetch stops; what has been downloaded so far stays.
  public var isCancelled: () -> Bool

  /// - Parameters:
  ///   - manifest: the files; nil: those that were published.
  ///   - sources: nil: the manifest's mirrors.
  /// - Throws: `noFetchFolder`.
  public init(
    _ family: MNISTFamily, into places: DataPlaces, manifest: MNISTManifest? = nil,
    sources: [FetchSource]? = nil,
    environment: [String: String], onEvent: @escaping (FetchEvent) -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws(DatasetError) {
    guard let folder = places.fetchFolder else { throw .noFetchFolder }
    self.folder = folder
    self.family = family
    self.manifest = manifest ?? family.manifest
    self.sources = sources ?? self.manifest.mirrors.map(FetchSource.web)
    self.environment = environment
    self.onEvent = onEvent
    self.isCancelled = isCancelled
  }

  /// Fetches those of the files that the folder does not have yet.
  /// - Parameter files: nil: all four.
  /// - Returns: the path of each file.
  /// - Throws: `fetchFailed` with each source's failure, `interrupted` or `file`.
  @discardableResult
  public func run(_ files: [MNISTFile]? = nil) throws(DatasetError) -> [String] {
    let target = DataPlaces.join(folder, family.folder)
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

  /// Locks the folder; waits if another process has locked it. Throws `file`, or `interrupted` if cancelled meanwhile.
  private func lock(_ folder: String) throws(DatasetError) -> FolderLock {
    let lock = try DatasetError.ofFile { () throws(FileError) in
      try FolderLock(folder, isCancelled: isCancelled) { onEvent(.waiting(folder: folder)) }
    }
    guard let lock else { throw .interrupted }
    return lock
  }

  /// The path of a copy of the file with the right content; nil if the folder has none.
  private func rightCopy(of file: MNISTFile, in folder: String) -> String? {
    family.candidates(for: file, inDataFolder: folder).first { path in
      File.byteCount(path) != nil && file.state(at: path) == .right
    }
  }

  /// Fetches one file from the first source that has it, and returns its path.
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
    throw .fetchFailed(family, failures.map(\.description))
  }

  /// The result of trying one source. Problems that concern all sources, such as a full disk, are thrown instead.
  enum Outcome {
    case success(path: String)
    case failure(FetchFailure.Reason)
  }
}
