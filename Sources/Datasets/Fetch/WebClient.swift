import System

/// A program of the system that downloads files. It knows the machine's proxies and certificates.
struct WebClient: Equatable {
  enum Kind: String, CaseIterable {
    case curl, wget
  }

  var kind: Kind
  var path: String

  /// Looks for curl, then for wget, in the environment's PATH. Nil if neither is there.
  static func find(in environment: [String: String]) -> WebClient? {
    let folders = environment["PATH", default: "/usr/local/bin:/usr/bin:/bin"].split(separator: ":")
    for kind in Kind.allCases {
      for folder in folders {
        let path = DataPlaces.join(String(folder), kind.rawValue)
        if File.isExecutable(path) {
          return WebClient(kind: kind, path: path)
        }
      }
    }
    return nil
  }

  /// The arguments to download `address` into the file at `path`. If the file exists, its download is continued.
  /// - Parameter limit: in bytes. curl stops where a file is larger, if it can know; wget cannot.
  func arguments(address: String, into path: String, limit: Int) -> [String] {
    switch kind {
    case .curl:
      [
        "--fail", "--location", "--silent", "--show-error", "--connect-timeout", "20",
        // A connection with less than 100 bytes a second for half a minute counts as broken.
        "--speed-limit", "100", "--speed-time", "30",
        "--max-filesize", String(limit), "--continue-at", "-", "--output", path, "--url", address,
      ]
    case .wget:
      ["--no-verbose", "--timeout=30", "--tries=1", "--continue", "--output-document=\(path)", "--", address]
    }
  }

  /// Whether the client stopped because the file is larger than its limit.
  func exceedsLimit(status: Int32) -> Bool {
    switch kind {
    case .curl: status == 63
    case .wget: false
    }
  }

  /// Whether the client failed because the server cannot send only the rest of a file, or because nothing is left.
  func cannotResume(status: Int32, message: String) -> Bool {
    switch kind {
    // 33: no byte ranges, 36: bad resume offset; 416: requested range not satisfiable.
    case .curl: status == 33 || status == 36 || (status == 22 && message.contains("416"))
    case .wget: message.contains("416") || message.contains("Cannot") || message.contains("cannot")
    }
  }
}
