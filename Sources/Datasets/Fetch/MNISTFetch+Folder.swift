import System

extension MNISTFetch {
  /// Copies a file from another folder of this machine, as it is there: compressed or not. Copies with wrong content
  /// are passed over.
  func copy(
    _ file: MNISTFile, from folder: String, into target: String
  ) throws(DatasetError) -> Outcome {
    var reason = FetchFailure.Reason.absent
    for source in family.candidates(for: file, inSource: folder) where File.byteCount(source) != nil {
      switch file.state(at: source) {
      case .right:
        let name = file.name + (source.hasSuffix(".gz") ? ".gz" : "")
        let path = DataPlaces.join(target, name)
        onEvent(.started(file: file, source: .folder(source), alreadyHere: 0))
        try copyBytes(from: source, to: path)
        return .success(path: path)
      case .wrong(let digest, _): reason = .wrongContent(digest)
      case .faulty(let error): reason = .faulty(error)
      case .unchecked: break
      }
    }
    return .failure(reason)
  }

  /// - Throws: `file`, or `interrupted` if the user stops it; nothing is left at `path` then.
  private func copyBytes(from source: String, to path: String) throws(DatasetError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    do throws(FileError) {
      let input = try InputFile(path: source)
      let output = try FileWriter(replacing: path)
      while !isCancelled() {
        let count = try input.read(into: buffer)
        if count == 0 { return try output.finish() }
        try output.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    } catch {
      throw .file(error)
    }
    throw .interrupted
  }
}
