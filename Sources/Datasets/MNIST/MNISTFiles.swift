import System

/// Finds and reads the files of MNIST in the data folders of this machine.
public struct MNISTFiles: Sendable {
  public let places: DataPlaces
  public let manifest: MNISTManifest

  public init(places: DataPlaces, manifest: MNISTManifest = .official) {
    self.places = places
    self.manifest = manifest
  }

  /// The files that are in none of the folders. Only names are checked, not contents, so this is fast.
  public var missing: [MNISTFile] {
    manifest.files.filter { file in
      !paths(of: file).contains { File.byteCount($0) != nil }
    }
  }

  /// All paths at which the file may be.
  private func paths(of file: MNISTFile) -> [String] {
    places.places.flatMap { DataPlaces.candidates(for: file, in: $0.folder) }
  }

  /// Reads the file from the first path at which it has the right content.
  ///
  /// Throws `mnistNotFound` if there is no such path, or `notEnoughMemory`.
  func take<Content: ~Copyable>(
    _ file: MNISTFile, _ read: (IDXReader) throws(DatasetError) -> Content
  ) throws(DatasetError) -> Content {
    for path in paths(of: file) where File.byteCount(path) != nil {
      do throws(DatasetError) {
        let reader = try IDXReader(path: path, hashing: true, limit: file.byteCount)
        let content = try read(reader)
        if reader.digest == file.digest { return content }
      } catch .notEnoughMemory(let what, let needed, let available) {
        throw .notEnoughMemory(what: what, needed: needed, available: available)
      } catch {
        // The next path is tried. If none is good, the report below says what is wrong with this one.
      }
    }
    throw searchReport().error
  }
}

extension DataPlaces {
  /// The paths in a folder at which a file of MNIST may be, in the order in which they are tried.
  static func candidates(for file: MNISTFile, in folder: String) -> [String] {
    [join(folder, "mnist"), folder].flatMap { [join($0, file.name), join($0, file.name + ".gz")] }
  }
}
