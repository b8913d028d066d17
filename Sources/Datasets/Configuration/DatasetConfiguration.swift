import Schema

/// The configuration of a data set, as a spec file gives it. It describes the data and loads them.
///
/// `Dataset` holds the loaded data. `DataSource` lists all configurations.
public protocol DatasetConfiguration: Equatable, Sendable {
  /// The keys in a spec file.
  static var keys: KeyTable<Self> { get }

  /// Whether most values of a sample are 0, like the paper around the strokes of a digit. Kernels skip zeros, so a
  /// benchmark's random samples must then have a similar share of zeros.
  var hasStrokesOnPaper: Bool { get }

  /// The shape and the number of the samples, found without reading the samples.
  func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline

  /// Reads or draws the samples.
  func load(_ context: DatasetContext) throws(DatasetError) -> Dataset

  /// SHA-256 of what each part of the data set is made from, such as its file. Nil: there is nothing cheaper than the
  /// checksums of the loaded samples and labels.
  ///
  /// Checksums must be cheap, because they decide before every run whether a finished run is still valid.
  func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]?
}

extension DatasetConfiguration {
  public var hasStrokesOnPaper: Bool { false }

  /// The options as in a spec file, including all that have their default values.
  public var json: JSON { Self.keys.write(self) }
}
