extension MNISTFetch {
  /// Copies the file as it lies in a folder, compressed or not.
  func copy(
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
