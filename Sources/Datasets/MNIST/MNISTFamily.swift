/// The published data sets of small grey images that are downloaded: MNIST, and those in its form with its names of files.
/// The raw values are their names in spec files.
public enum MNISTFamily: String, CaseIterable, Sendable {
  case mnist
  case fashionMNIST = "fashion_mnist"

  /// The name for messages.
  public var title: String {
    switch self {
    case .mnist: "MNIST"
    case .fashionMNIST: "Fashion-MNIST"
    }
  }

  public var manifest: MNISTManifest {
    switch self {
    case .mnist: .official
    case .fashionMNIST: .fashion
    }
  }

  /// The subfolder of a data folder for the files.
  var folder: String { rawValue }

  /// The paths in a data folder at which a file may be, in the order in which they are tried. Only MNIST's files may also
  /// lie beside the subfolder, since the others have the same names.
  func candidates(for file: MNISTFile, inDataFolder folder: String) -> [String] {
    switch self {
    case .mnist: candidates(for: file, inSource: folder)
    case .fashionMNIST: names(of: file).map { DataPlaces.join(DataPlaces.join(folder, self.folder), $0) }
    }
  }

  /// The paths at which a file may be in a folder that somebody names as a source.
  func candidates(for file: MNISTFile, inSource folder: String) -> [String] {
    [DataPlaces.join(folder, self.folder), folder].flatMap { folder in
      names(of: file).map { DataPlaces.join(folder, $0) }
    }
  }

  /// The names with and without `.gz`, as far as the content of such a file can be checked.
  func names(of file: MNISTFile) -> [String] {
    switch file.digest.kind {
    case .content: [file.name, file.name + ".gz"]
    case .gzipFile: [file.name + ".gz"]
    }
  }
}
