import Schema

/// The configuration of a data set: a plain value with its keys in a spec file, which describes the data and
/// loads it.
///
/// The other form of a data set is the loaded `Dataset`. `DataSource` lists the configurations.
public protocol DatasetConfiguration: Equatable, Sendable {
  /// The keys in a spec file.
  static var keys: KeyTable<Self> { get }

  /// Whether most values of a sample are 0, as around the strokes of a digit on paper. The random samples of a
  /// benchmark must then have as many zeros, because kernels skip them.
  var hasStrokesOnPaper: Bool { get }

  /// The shape of the samples and how many there are, found without reading the samples.
  func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline

  /// Reads or draws the samples.
  func load(_ context: DatasetContext) throws(DatasetError) -> Dataset

  /// SHA-256 of what each part is made of. Nil: the checksums are those of the loaded samples and their classes.
  ///
  /// Checksums must be cheap: they decide whether a finished run is still valid, before anything is trained.
  func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]?
}

extension DatasetConfiguration {
  public var hasStrokesOnPaper: Bool { false }

  /// The options as a spec file states them, with every default.
  public var json: JSON { Self.keys.write(self) }
}
