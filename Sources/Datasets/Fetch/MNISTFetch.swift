#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Brings MNIST's files to this machine: from web mirrors through the system's curl or wget, or from a folder.
///
/// A download grows in NAME.gz.part, which the next fetch goes on with, and gets its name once its content has the
/// right digest.
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
    environment: [String: String], isCancelled: @escaping () -> Bool = { false },
    onEvent: @escaping (FetchEvent) -> Void = { _ in }
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
  /// Throws `fetchFailed` with each source's failure, `interrupted`, `unwritable`.
  @discardableResult
  public func run(_ files: [MNISTFile]? = nil) throws(DatasetError) -> [String] {
    let target = DataPlaces.join(folder, "mnist")
    try Folder.make(target)
    let lock = try FolderLock(target, isCancelled: isCancelled) { onEvent(.waiting(folder: target)) }
    var paths: [String] = []
    for file in files ?? manifest.files {
      if let path = rightCopy(of: file, in: folder) {
        onEvent(.present(file: file, path: path))
        paths.append(path)
      } else {
        paths.append(try fetch(file, into: target))
      }
    }
    _ = consume lock
    return paths
  }

  private func rightCopy(of file: MNISTFile, in folder: String) -> String? {
    DataPlaces.candidates(for: file, in: folder).first { path in
      Folder.byteCount(ofFile: path) != nil && MNIST.state(of: file, at: path) == .right
    }
  }

  private func fetch(_ file: MNISTFile, into target: String) throws(DatasetError) -> String {
    var failures: [FetchFailure] = []
    for source in sources {
      let outcome: Outcome
      switch source {
      case .web(let address): outcome = try download(file, from: address, into: target)
      case .folder(let path): outcome = try copy(file, from: path, into: target)
      }
      switch outcome {
      case .success(let path):
        onEvent(.finished(file: file, path: path, byteCount: Folder.byteCount(ofFile: path) ?? 0))
        return path
      case .failure(let reason):
        let failure = FetchFailure(file: file, source: source, reason: reason)
        onEvent(.failed(failure))
        failures.append(failure)
      }
    }
    throw .fetchFailed(failures)
  }

  /// How one source did; what no other source would mend is thrown instead.
  enum Outcome {
    case success(path: String)
    case failure(FetchFailure.Reason)
  }

  // MARK: From the web

  private func download(
    _ file: MNISTFile, from address: String, into target: String
  ) throws(DatasetError) -> Outcome {
    let path = DataPlaces.join(target, file.name + ".gz")
    let part = path + ".part"
    // Whole already, where an earlier fetch ended between the last byte and the new name.
    if Folder.byteCount(ofFile: part) != nil, MNIST.state(of: file, at: part) == .right {
      return try finish(part, as: path)
    }
    guard let client = WebClient.find(in: environment) else { return .failure(.noClient) }
    let source = FetchSource.web(address)
    var reason = FetchFailure.Reason.noClient
    // Again only where there is hope: after a part that could not be continued, or one that has grown.
    for _ in 0..<5 {
      let before = Folder.byteCount(ofFile: part) ?? 0
      onEvent(.started(file: file, source: source, alreadyHere: before))
      let arguments = client.arguments(address: DataPlaces.join(address, file.name + ".gz"), into: part)
      var reported = before
      let outcome = try ChildProcess.run(client.path, arguments, environment: environment) {
        let here = Folder.byteCount(ofFile: part) ?? 0
        if here > reported {
          onEvent(.progress(file: file, byteCount: here, total: max(file.compressedByteCount, here)))
          reported = here
        }
        return !isCancelled()
      }
      switch outcome {
      case .cancelled:
        throw .interrupted
      case .killed(let signal):
        if isCancelled() || signal == SIGINT { throw .interrupted }
        reason = .client(name: client.kind.rawValue, status: 128 + signal, message: "")
      case .exited(0, _):
        switch MNIST.state(of: file, at: part) {
        case .right: return try finish(part, as: path)
        case .wrong(let digest): reason = .wrongContent(digest)
        case .faulty(let error): reason = .faulty(error)
        case .unchecked: break
        }
        unlink(part)
        // The beginning may have been another server's.
        if before > 0 { continue }
      case .exited(let status, let text):
        if isCancelled() { throw .interrupted }
        let message = String(text.drop { $0.isWhitespace }.prefix { $0 != "\n" })
        reason = .client(name: client.kind.rawValue, status: status, message: message)
        if before > 0 && client.cannotResume(status: status, message: text) {
          unlink(part)
          continue
        }
        if (Folder.byteCount(ofFile: part) ?? 0) > before { continue }
      }
      break
    }
    return .failure(reason)
  }

  private func finish(_ part: String, as path: String) throws(DatasetError) -> Outcome {
    guard rename(part, path) == 0 else { throw .unwritable(path: path, code: errno) }
    return .success(path: path)
  }

  // MARK: From a folder

  private func copy(
    _ file: MNISTFile, from folder: String, into target: String
  ) throws(DatasetError) -> Outcome {
    var reason = FetchFailure.Reason.absent
    for source in DataPlaces.candidates(for: file, in: folder) where Folder.byteCount(ofFile: source) != nil {
      switch MNIST.state(of: file, at: source) {
      case .right:
        let name = file.name + (source.hasSuffix(".gz") ? ".gz" : "")
        let path = DataPlaces.join(target, name)
        onEvent(.started(file: file, source: .folder(source), alreadyHere: 0))
        try copyBytes(from: source, to: path)
        return .success(path: path)
      case .wrong(let digest): reason = .wrongContent(digest)
      case .faulty(let error): reason = .faulty(error)
      case .unchecked: break
      }
    }
    return .failure(reason)
  }

  private func copyBytes(from source: String, to path: String) throws(DatasetError) {
    let input = try InputFile(path: source)
    let output = try OutputFile(path: path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      if isCancelled() { throw .interrupted }
      let count = try input.read(into: buffer)
      if count == 0 { break }
      try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    try output.finish()
  }
}
