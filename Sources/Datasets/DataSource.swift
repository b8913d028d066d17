import Schema

/// Where the samples come from: the list of all data sets. A spec file's relative paths are made absolute when it is
/// read.
public enum DataSource: Equatable, Sendable {
  case circles(Circles)
  case mnist(MNIST)
  case glyphs(Glyphs)
  case shapes(Shapes)
  case idx(IDXFiles)
  case npy(NPYFiles)
  case csv(CSVFiles)

  /// The configuration of the data set, as the protocol that all data sets share.
  public var configuration: any DatasetConfiguration { named.configuration }

  private var named: (name: Name, configuration: any DatasetConfiguration) {
    switch self {
    case .circles(let circles): (.circles, circles)
    case .mnist(let mnist): (.mnist, mnist)
    case .glyphs(let glyphs): (.glyphs, glyphs)
    case .shapes(let shapes): (.shapes, shapes)
    case .idx(let files): (.idx, files)
    case .npy(let files): (.npy, files)
    case .csv(let files): (.csv, files)
    }
  }

  /// The name of a part for messages, with its file if the spec names one.
  public func name(of part: DatasetPart) -> String {
    switch self {
    case .idx(let idx): part.name(in: idx.files)
    case .npy(let npy): part.name(in: npy.files)
    case .csv(let csv): part == .trainX || part == .trainY ? csv.train : csv.test
    case .circles, .mnist, .glyphs, .shapes: part.rawValue
    }
  }

  /// How images of bytes are prepared. Nil for other samples; setting it then has no effect.
  public var images: ImagePreparation? {
    get {
      switch self {
      case .mnist(let mnist): mnist.images
      case .glyphs(let glyphs): glyphs.images
      case .idx(let files): files.images
      case .circles, .shapes, .npy, .csv: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .mnist(var mnist):
        mnist.images = newValue
        self = .mnist(mnist)
      case .glyphs(var glyphs):
        glyphs.images = newValue
        self = .glyphs(glyphs)
      case .idx(var files):
        files.images = newValue
        self = .idx(files)
      case .circles, .shapes, .npy, .csv: break
      }
    }
  }
}

extension DataSource: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case circles, mnist, glyphs, shapes, idx, npy, csv
  }

  public static let choiceName = "dataset"
  public static let choiceDoc = "Where the samples come from."
  public static let codec = Codec.choice(DataSource.self)

  public static func alternative(_ name: Name) -> Alternative<DataSource> {
    switch name {
    case .circles: Alternative(Circles.keys, DataSource.circles)
    case .mnist: Alternative(MNIST.keys, DataSource.mnist)
    case .glyphs: Alternative(Glyphs.keys, DataSource.glyphs)
    case .shapes: Alternative(Shapes.keys, DataSource.shapes)
    case .idx: Alternative(IDXFiles.keys, DataSource.idx)
    case .npy: Alternative(NPYFiles.keys, DataSource.npy)
    case .csv: Alternative(CSVFiles.keys, DataSource.csv)
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) { (named.name, named.configuration.json) }
}
