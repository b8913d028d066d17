import Schema

/// Where the samples come from. Paths are absolute once a spec is resolved.
public enum DatasetSpec: Equatable, Sendable {
  case circles(CirclesSpec)
  case mnist(MNISTSpec)
  /// Digits drawn by the program; the pixels' scale, size and layout as for `mnist`.
  case glyphs(GlyphsSpec)
  /// Four IDX files, plain or gzip.
  case idx(FileSetSpec)
  /// Four NumPy files.
  case npy(FileSetSpec)
  case csv(CSVSpec)
}

extension DatasetSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case circles, mnist, glyphs, idx, npy, csv
  }

  public static let choiceName = "dataset"
  public static let choiceDoc = "Where the samples come from."
  static let codec = Codec.choice(DatasetSpec.self)

  public static func alternative(_ name: Name) -> Alternative<DatasetSpec> {
    switch name {
    case .circles: Alternative(CirclesSpec.keys, DatasetSpec.circles)
    case .mnist: Alternative(MNISTSpec.keys, DatasetSpec.mnist)
    case .glyphs: Alternative(GlyphsSpec.keys, DatasetSpec.glyphs)
    case .idx: Alternative(FileSetSpec.idxKeys, DatasetSpec.idx)
    case .npy: Alternative(FileSetSpec.npyKeys, DatasetSpec.npy)
    case .csv: Alternative(CSVSpec.keys, DatasetSpec.csv)
    }
  }

  public var stated: (name: Name, options: JSON?) {
    switch self {
    case .circles(let circles): (.circles, CirclesSpec.keys.write(circles))
    case .mnist(let mnist): (.mnist, MNISTSpec.keys.write(mnist))
    case .glyphs(let glyphs): (.glyphs, GlyphsSpec.keys.write(glyphs))
    case .idx(let files): (.idx, FileSetSpec.idxKeys.write(files))
    case .npy(let files): (.npy, FileSetSpec.npyKeys.write(files))
    case .csv(let csv): (.csv, CSVSpec.keys.write(csv))
    }
  }
}
