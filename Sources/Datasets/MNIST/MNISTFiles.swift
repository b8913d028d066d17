/// The files of MNIST in the places of this machine.
public struct MNISTFiles: Sendable {
  public let places: DataPlaces
  public let manifest: MNISTManifest

  public init(places: DataPlaces, manifest: MNISTManifest = .official) {
    self.places = places
    self.manifest = manifest
  }

  /// The files that lie nowhere, judged by name alone: quick, for a plan or for what a fetch would load.
  public var missing: [MNISTFile] {
    manifest.files.filter { file in
      !paths(of: file).contains { Folder.byteCount(ofFile: $0) != nil }
    }
  }

  private func paths(of file: MNISTFile) -> [String] {
    places.places.flatMap { DataPlaces.candidates(for: file, in: $0.folder) }
  }

  /// Reads the file from the first path where its content is the right one.
  ///
  /// Throws `mnistNotFound` where there is none, and `notEnoughMemory`.
  func take<Content: ~Copyable>(
    _ file: MNISTFile, _ read: (IDXReader) throws(DatasetError) -> Content
  ) throws(DatasetError) -> Content {
    for path in paths(of: file) where Folder.byteCount(ofFile: path) != nil {
      do throws(DatasetError) {
        let reader = try IDXReader(path: path, hashing: true)
        let content = try read(reader)
        if reader.digest == file.digest { return content }
      } catch .notEnoughMemory(let what, let needed, let available) {
        throw .notEnoughMemory(what: what, needed: needed, available: available)
      } catch {
        // The report below says what is wrong with it.
      }
    }
    throw .mnistNotFound(searchReport())
  }
}

extension DataPlaces {
  /// The paths at which a file of the data set `mnist` may lie in a folder, best first.
  static func candidates(for file: MNISTFile, in folder: String) -> [String] {
    [join(folder, "mnist"), folder].flatMap { [join($0, file.name), join($0, file.name + ".gz")] }
  }
}
