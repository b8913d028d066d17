import Schema

/// A data set as a spec file configures it: a plain value with its keys, which describes the data and loads it.
///
/// The other form of a data set is the loaded `Dataset`. `DataSource` lists the configurations.
public protocol DatasetConfiguration: Equatable, Sendable {
  /// The keys in a spec file.
  static var keys: KeyTable<Self> { get }

  /// Whether most values of a sample are 0, as around the strokes of a digit on paper. Benchmarks then draw their
  /// random samples alike, because kernels skip zeros.
  var hasStrokesOnPaper: Bool { get }

  /// The shape of the samples and how many there are, found without reading the samples.
  func outline(_ context: DatasetContext) throws(DatasetError) -> DatasetOutline

  /// Reads or draws the samples.
  func load(_ context: DatasetContext) throws(DatasetError) -> Dataset

  /// SHA-256 of what each part is made of. Nil: the sums are those of the loaded samples, with classes for labels.
  ///
  /// They must be cheap, because they are compared before it is decided whether a run has to be trained.
  func checksums() throws(DatasetError) -> [DatasetPart: SHA256.Digest]?
}

extension DatasetConfiguration {
  public var hasStrokesOnPaper: Bool { false }

  /// The options as a spec file states them, with every default.
  public var json: JSON { Self.keys.write(self) }
}
