import System

/// The folders that are searched for data sets, in order.
public struct DataPlaces: Equatable, Sendable {
  /// Where a folder is named.
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

  public struct Place: Equatable, Sendable {
    public var folder: String
    public var origin: Origin
  }

  public let places: [Place]
  /// Where fetched files go: `--data-dir` if given, else the cache; nil without a home folder.
  public let fetchFolder: String?

  /// `environment` holds the process's variables; `workingDirectory` is what `./data` counts from.
  public init(dataDir: String?, environment: [String: String], workingDirectory: String = ".") {
    // An empty variable counts as unset, and the XDG specification has relative paths ignored.
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

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}

extension DataPlaces.Place {
  /// Whether the folder is there.
  public var exists: Bool { Folder.isFolder(folder) }
}
