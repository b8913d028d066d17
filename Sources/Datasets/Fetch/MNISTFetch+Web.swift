#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension MNISTFetch {
  /// Downloads NAME.gz from a web folder, going on with a part that is there.
  func download(
    _ file: MNISTFile, from address: String, into target: String, _ lock: borrowing FolderLock
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
      // The client keeps the lock: one that outlives a killed process still writes to the part.
      let outcome = try ChildProcess.run(
        client.path, arguments, environment: environment, handedDown: lock.descriptor
      ) {
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
}
