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
  case fashionMNIST(FashionMNIST)
  case moons(Moons)
  case blobs(Blobs)

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
    case .fashionMNIST(let fashion): (.fashionMNIST, fashion)
    case .moons(let moons): (.moons, moons)
    case .blobs(let blobs): (.blobs, blobs)
    }
  }

  /// The name of a part for messages, with its file if the spec names one.
  public func name(of part: DatasetPart) -> String {
    switch self {
    case .idx(let idx): part.name(in: idx.files)
    case .npy(let npy):
      npy.isDivided ? "\(part.rawValue) (a share of \(npy.files[part]))" : part.name(in: npy.files)
    case .csv(let csv):
      if let test = csv.test {
        part == .trainX || part == .trainY ? csv.train : test
      } else {
        "\(part.rawValue) (a share of \(csv.train))"
      }
    case .circles, .moons, .blobs, .mnist, .fashionMNIST, .glyphs, .shapes: part.rawValue
    }
  }

  /// The published data set whose files are downloaded if they are missing; nil for others.
  public var published: MNISTFamily? {
    switch self {
    case .mnist: .mnist
    case .fashionMNIST: .fashionMNIST
    case .circles, .moons, .blobs, .glyphs, .shapes, .idx, .npy, .csv: nil
    }
  }

  /// Whether the samples come from arrays or tables of one's own.
  public var isOwnTable: Bool {
    switch self {
    case .npy, .csv: true
    case .circles, .moons, .blobs, .mnist, .fashionMNIST, .glyphs, .shapes, .idx: false
    }
  }

  /// What is probably wrong with the classes of the test set, if the files are one's own.
  public func testWarnings(_ data: Dataset) -> [DatasetWarning] {
    // Whether the test set is the last samples of the training file.
    let isLast: Bool
    switch self {
    case .npy(let npy): isLast = npy.isDivided && npy.preparation.splitSeed == nil
    case .csv(let csv): isLast = csv.test == nil && csv.preparation.splitSeed == nil
    case .idx: isLast = false
    case .circles, .moons, .blobs, .mnist, .fashionMNIST, .glyphs, .shapes: return []
    }
    let name = name(of: .testY)
    let shortage = ClassShortage(of: data.testY, after: data.trainY, areOneFile: isLast)
    return [
      isOwnTable ? data.unseenClasses(name: name) : nil,
      shortage.map { .fewTestClasses($0, name: name, isLast: isLast) },
    ].compactMap(\.self)
  }

  /// How images of bytes are prepared. Nil for other samples; setting it then has no effect.
  public var images: ImagePreparation? {
    get {
      switch self {
      case .mnist(let mnist): mnist.images
      case .fashionMNIST(let fashion): fashion.images
      case .glyphs(let glyphs): glyphs.images
      case .idx(let files): files.images
      case .circles, .moons, .blobs, .shapes, .npy, .csv: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .mnist(var mnist):
        mnist.images = newValue
        self = .mnist(mnist)
      case .fashionMNIST(var fashion):
        fashion.images = newValue
        self = .fashionMNIST(fashion)
      case .glyphs(var glyphs):
        glyphs.images = newValue
        self = .glyphs(glyphs)
      case .idx(var files):
        files.images = newValue
        self = .idx(files)
      case .circles, .moons, .blobs, .shapes, .npy, .csv: break
      }
    }
  }
}

extension DataSource: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case circles, mnist, glyphs, shapes, idx, npy, csv
    case fashionMNIST = "fashion_mnist"
    case moons, blobs
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
    case .fashionMNIST: Alternative(FashionMNIST.keys, DataSource.fashionMNIST)
    case .moons: Alternative(Moons.keys, DataSource.moons)
    case .blobs: Alternative(Blobs.keys, DataSource.blobs)
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) { (named.name, named.configuration.json) }
}
