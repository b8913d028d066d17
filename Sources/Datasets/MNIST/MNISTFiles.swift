import System

/// Finds and reads the files of a data set in the data folders of this machine.
public struct MNISTFiles: Sendable {
  public let family: MNISTFamily
  public let places: DataPlaces
  public let manifest: MNISTManifest

  /// - Parameter manifest: the files; nil: those that were published.
  public init(_ family: MNISTFamily, places: DataPlaces, manifest: MNISTManifest? = nil) {
    self.family = family
    self.places = places
    self.manifest = manifest ?? family.manifest
  }

  /// The files that are in none of the folders. Only names are checked, not contents, so this is fast.
  public var missing: [MNISTFile] {
    manifest.files.filter { file in
      !paths(of: file).contains { File.byteCount($0) != nil }
    }
  }

  /// All paths at which the file may be.
  private func paths(of file: MNISTFile) -> [String] {
    places.places.flatMap { family.candidates(for: file, inDataFolder: $0.folder) }
  }

  /// Reads the file from the first path at which it has the right content.
  ///
  /// Throws `filesNotFound` if there is no such path, or `notEnoughMemory`.
  func take<Content: ~Copyable>(
    _ file: MNISTFile, _ read: (IDXReader) throws(DatasetError) -> Content
  ) throws(DatasetError) -> Content {
    for path in paths(of: file) where File.byteCount(path) != nil {
      do throws(DatasetError) {
        let reader = try IDXReader(path: path, hashing: file.digest.kind, limit: file.byteCount)
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

extension MNISTFiles {
  /// Reads the four files and prepares the samples.
  func load(_ images: ImagePreparation, _ context: DatasetContext) throws(DatasetError) -> Dataset {
    try images.check()
    // All four files are looked for before a large one is read, so that the error names all that are missing.
    guard missing.isEmpty else { throw searchReport().error }
    let trainLabels = try take(manifest.trainLabels) { (reader) throws(DatasetError) in try reader.labels() }
    let testLabels = try take(manifest.testLabels) { (reader) throws(DatasetError) in try reader.labels() }
    let train = try images.trainSamples(
      take(manifest.trainImages) { (reader) throws(DatasetError) in try reader.images() },
      wanted: context.layout, name: DatasetPart.trainX.rawValue)
    let testX = try images.testSamples(
      take(manifest.testImages) { (reader) throws(DatasetError) in try reader.images() },
      table: train.table, wanted: context.layout, name: DatasetPart.testX.rawValue)
    return try Dataset(
      trainX: train.samples, trainY: images.trainLabels(trainLabels, as: context.labels),
      testX: testX, testY: images.testLabels(testLabels, as: context.labels))
  }
}

extension MNISTManifest {
  /// The shape and the counts, without the files. Throws `badOption`.
  func outline(
    _ images: ImagePreparation, _ context: DatasetContext
  ) throws(DatasetError) -> DatasetOutline {
    try images.outline(
      trainCount: trainCount, testCount: testCount, height: imageSide, width: imageSide,
      wanted: context.layout)
  }

  /// What stands for the content of each part: the SHA-256 that its file must have, or that of the text of its MD5.
  func checksums() -> [DatasetPart: SHA256.Digest] {
    [.trainX: trainImages, .trainY: trainLabels, .testX: testImages, .testY: testLabels]
      .mapValues { (file: MNISTFile) in
        switch file.digest {
        case .content(let digest): digest
        case .gzipFile(let digest): SHA256.digest(of: Array("MD5 \(digest)".utf8))
        }
      }
  }
}
