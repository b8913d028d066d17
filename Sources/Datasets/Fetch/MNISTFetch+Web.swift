import System

extension MNISTFetch {
  /// Downloads NAME.gz from a web folder, going on with a part that is there.
  func download(
    _ file: MNISTFile, from address: String, into target: String, _ lock: borrowing FolderLock
  ) throws(DatasetError) -> Outcome {
    let path = DataPlaces.join(target, file.name + ".gz")
    let part = path + ".part"
    // Whole already, where an earlier fetch ended between the last byte and the new name.
    if File.byteCount(part) != nil, MNIST.state(of: file, at: part) == .right {
      return try finish(part, as: path)
    }
    guard let client = WebClient.find(in: environment) else { return .failure(.noClient) }
    // Each try goes on where the one before ended, which is worth a few of them.
    var triesLeft = 5
    while true {
      switch try attempt(file, from: address, with: client, into: part, lock) {
      case .done: return try finish(part, as: path)
      case .hopeless(let reason): return .failure(reason)
      case .again(let reason):
        triesLeft -= 1
        if triesLeft == 0 { return .failure(reason) }
      }
    }
  }

  private enum Attempt {
    case done
    /// The next one starts afresh, or further on.
    case again(FetchFailure.Reason)
    case hopeless(FetchFailure.Reason)
  }

  /// Runs the client once.
  private func attempt(
    _ file: MNISTFile, from address: String, with client: WebClient, into part: String,
    _ lock: borrowing FolderLock
  ) throws(DatasetError) -> Attempt {
    let before = File.byteCount(part) ?? 0
    onEvent(.started(file: file, source: .web(address), alreadyHere: before))
    let arguments = client.arguments(address: DataPlaces.join(address, file.name + ".gz"), into: part)
    var reported = before
    // The client keeps the lock: one that outlives a killed process still writes to the part.
    let outcome = try runClient(client, arguments, handedDown: lock.descriptor) {
      let here = File.byteCount(part) ?? 0
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
      if isCancelled() || signal == ChildProcess.interruptSignal { throw .interrupted }
      return .hopeless(.client(name: client.kind.rawValue, status: 128 + signal, message: ""))
    case .exited(0, _):
      let reason: FetchFailure.Reason
      switch MNIST.state(of: file, at: part) {
      case .right, .unchecked: return .done
      case .wrong(let digest): reason = .wrongContent(digest)
      case .faulty(let error): reason = .faulty(error)
      }
      try remove(part)
      // The beginning may have been another server's.
      return before > 0 ? .again(reason) : .hopeless(reason)
    case .exited(let status, let text):
      if isCancelled() { throw .interrupted }
      let message = String(text.drop { $0.isWhitespace }.prefix { $0 != "\n" })
      let reason = FetchFailure.Reason.client(
        name: client.kind.rawValue, status: status, message: message)
      if before > 0 && client.cannotResume(status: status, message: text) {
        try remove(part)
        return .again(reason)
      }
      let hasGrown = (File.byteCount(part) ?? 0) > before
      return hasGrown ? .again(reason) : .hopeless(reason)
    }
  }

  private func finish(_ part: String, as path: String) throws(DatasetError) -> Outcome {
    try DatasetError.ofFile { () throws(FileError) in try File.move(part, to: path) }
    return .success(path: path)
  }

  private func remove(_ part: String) throws(DatasetError) {
    try DatasetError.ofFile { () throws(FileError) in try File.remove(part) }
  }

  private func runClient(
    _ client: WebClient, _ arguments: [String], handedDown: Int32, shouldGoOn: () -> Bool
  ) throws(DatasetError) -> ChildProcess.Outcome {
    try DatasetError.ofFile { () throws(FileError) in
      try ChildProcess.run(
        client.path, arguments, environment: environment, handedDown: handedDown, shouldGoOn: shouldGoOn)
    }
  }
}
