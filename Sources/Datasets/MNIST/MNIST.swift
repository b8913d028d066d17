import System

/// The handwritten digits of LeCun, Cortes and Burges: 60,000 training and 10,000 test images of 28×28.
public struct MNIST: Sendable {
  public var places: DataPlaces
  public var manifest: MNISTManifest

  public init(places: DataPlaces, manifest: MNISTManifest = .official) {
    self.places = places
    self.manifest = manifest
  }

  /// Known without the files. Throws `badOption`.
  public func outline(_ preparation: ImagePreparation) throws(DatasetError) -> DatasetOutline {
    try preparation.outline(
      trainCount: manifest.trainCount, testCount: manifest.testCount,
      height: manifest.imageSide, width: manifest.imageSide)
  }

  /// Reads each file from the first place that has it with the right content, and prepares the samples.
  ///
  /// Throws `mnistNotFound` with every place looked at, `badOption`, `uniformPixels` and `notEnoughMemory`.
  public func load(
    _ preparation: ImagePreparation, labels: LabelKind = .classes
  ) throws(DatasetError) -> Dataset {
    try preparation.check()
    // All four are looked for before anything big is read, so that the error names all that is missing.
    guard missingFiles.isEmpty else { throw searchReport().error }
    let trainLabels = try take(manifest.trainLabels) { (reader) throws(DatasetError) in try reader.labels() }
    let testLabels = try take(manifest.testLabels) { (reader) throws(DatasetError) in try reader.labels() }
    let train = try preparation.trainSamples(
      take(manifest.trainImages, { (reader) throws(DatasetError) in try reader.images() }),
      name: DatasetPart.trainX.rawValue)
    let testX = try preparation.testSamples(
      take(manifest.testImages, { (reader) throws(DatasetError) in try reader.images() }), table: train.table,
      name: DatasetPart.testX.rawValue)
    return try Dataset(
      trainX: train.samples, trainY: preparation.trainLabels(trainLabels, as: labels),
      testX: testX, testY: preparation.testLabels(testLabels, as: labels))
  }

  /// The files that lie nowhere, judged by name alone: quick, for a plan or for what a fetch would load.
  public var missingFiles: [MNISTFile] {
    manifest.files.filter { file in
      !paths(of: file).contains { File.byteCount($0) != nil }
    }
  }

  func paths(of file: MNISTFile) -> [String] {
    places.places.flatMap { DataPlaces.candidates(for: file, in: $0.folder) }
  }

  /// Reads the file from the first path where its content is the right one.
  private func take<Content: ~Copyable>(
    _ file: MNISTFile, _ read: (IDXReader) throws(DatasetError) -> Content
  ) throws(DatasetError) -> Content {
    for path in paths(of: file) where File.byteCount(path) != nil {
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
    throw searchReport().error
  }
}
