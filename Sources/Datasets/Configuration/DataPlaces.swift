import System

/// The folders in which files of data sets are looked for, in this order, and the folder for downloads.
public struct DataPlaces: Equatable, Sendable {
  /// What names a folder.
  public enum Origin: Equatable, Sendable {
    /// `--data-dir`
    case option
    /// `BNLAB_DATA_DIR`
    case environment
    /// `./data`
    case workingDirectory
    /// `$XDG_CACHE_HOME/bnlab` or `~/.cache/bnlab`
    case cache
  }

  /// One of the folders.
  public struct Place: Equatable, Sendable {
    public var folder: String
    public var origin: Origin
  }

  public let places: [Place]
  /// The folder for downloads: that of `--data-dir` if given, otherwise the cache. Nil if neither is known, because
  /// HOME and XDG_CACHE_HOME are not set.
  public let fetchFolder: String?

  /// - Parameters:
  ///   - dataDir: the value of `--data-dir`, if given.
  ///   - environment: the process's variables.
  ///   - workingDirectory: the folder that contains `./data`.
  public init(dataDir: String?, environment: [String: String], workingDirectory: String = ".") {
    // An empty variable counts as not set. The XDG specification says that relative paths must be ignored.
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let cache: String?
    if let home = variable("XDG_CACHE_HOME"), home.hasPrefix("/") {
      cache = Self.join(home, "bnlab")
    } else {
      cache = variable("HOME").map { Self.join($0, ".cache/bnlab") }
    }
    var places: [Place] = []
    func add(_ folder: String?, _ origin: Origin) {
      guard let folder, !places.contains(where: { $0.folder == folder }) else { return }
      places.append(Place(folder: folder, origin: origin))
    }
    add(dataDir, .option)
    add(variable("BNLAB_DATA_DIR"), .environment)
    add(Self.join(workingDirectory, "data"), .workingDirectory)
    add(cache, .cache)
    self.places = places
    fetchFolder = dataDir ?? cache
  }

  /// The path of a file in a folder.
  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}

extension DataPlaces.Place {
  /// Whether the folder exists.
  public var exists: Bool { Folder.isFolder(folder) }
}
