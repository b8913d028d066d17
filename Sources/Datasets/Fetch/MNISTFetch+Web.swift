import System

extension MNISTFetch {
  /// Downloads NAME.gz from a web folder. An earlier, incomplete download is continued.
  /// - Parameter lock: the lock of the folder `target`, which the client keeps, too.
  func download(
    _ file: MNISTFile, from address: String, into target: String, _ lock: borrowing FolderLock
  ) throws(DatasetError) -> Outcome {
    let path = DataPlaces.join(target, file.name + ".gz")
    let part = path + ".part"
    // The part is complete if an earlier fetch was stopped after the last byte and before the renaming.
    if File.byteCount(part) != nil, file.state(at: part) == .right {
      return try finish(part, as: path)
    }
    guard let client = WebClient.find(in: environment) else { return .failure(.noClient) }
    // Each try goes on where the one before it ended, so several of them can succeed on a bad connection.
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

  /// The result of running the client once.
  private enum Attempt {
    /// The part is complete and its content is right.
    case done
    /// Another attempt makes sense: either more bytes have arrived, or the part was removed and can start afresh.
    case again(FetchFailure.Reason)
    /// Another attempt would fail in the same way.
    case hopeless(FetchFailure.Reason)
  }

  /// Runs the client once.
  private func attempt(
    _ file: MNISTFile, from address: String, with client: WebClient, into part: String,
    _ lock: borrowing FolderLock
  ) throws(DatasetError) -> Attempt {
    let limit = file.downloadLimit
    if let here = File.byteCount(part), here > limit { try remove(part) }
    let before = File.byteCount(part) ?? 0
    onEvent(.started(file: file, source: .web(address), alreadyHere: before))
    let arguments = client.arguments(
      address: DataPlaces.join(address, file.name + ".gz"), into: part, limit: limit)
    var reported = before
    // The client gets the lock, too: if this process is killed, the client still writes to the part.
    let outcome = try runClient(client, arguments, handedDown: lock.descriptor) {
      let here = File.byteCount(part) ?? 0
      if here > reported {
        onEvent(.progress(file: file, byteCount: here, total: max(file.compressedByteCount, here)))
        reported = here
      }
      return here <= limit && !isCancelled()
    }
    // An endless body, for instance.
    if File.byteCount(part) ?? 0 > limit {
      try remove(part)
      return .hopeless(.tooLong(limit: limit))
    }
    switch outcome {
    case .cancelled:
      throw .interrupted
    case .killed(let signal):
      if isCancelled() || signal == ChildProcess.interruptSignal { throw .interrupted }
      return .hopeless(.client(name: client.kind.rawValue, status: 128 + signal, message: ""))
    case .exited(0, _):
      let reason: FetchFailure.Reason
      switch file.state(at: part) {
      case .right, .unchecked: return .done
      case .wrong(let digest, _): reason = .wrongContent(digest)
      case .faulty(let error): reason = .faulty(error)
      }
      try remove(part)
      // The beginning may have come from another server with other content, so it is worth starting afresh.
      return before > 0 ? .again(reason) : .hopeless(reason)
    case .exited(let status, let text):
      if isCancelled() { throw .interrupted }
      if client.exceedsLimit(status: status) {
        try remove(part)
        return .hopeless(.tooLong(limit: limit))
      }
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

  /// Gives a complete part its final name.
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
