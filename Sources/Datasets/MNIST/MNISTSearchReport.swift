/// Which files of MNIST were not found, and the copies that could not be used.
struct MNISTSearchReport {
  var missing: [MNISTFile]
  var rejected: [MNISTCopy]
  var places: [DataPlaces.Place]
  /// Why the missing files could not be fetched, if that was tried: a line for each source.
  var fetchFailures: [String] = []

  var error: DatasetError { .mnistNotFound(missing: missing.map(\.name), report: lines) }

  var lines: [String] {
    var lines = ["MNIST not found: there is no usable " + missing.map(\.name).joined(separator: ", no ")]
    lines.append("  looked in, there and in mnist/ inside, for each with and without .gz:")
    for place in places {
      lines.append("    \(place.folder) (\(place.origin))" + (place.exists ? "" : ": no such folder"))
      for copy in rejected where copy.origin == place.origin {
        lines.append("      \(copy.path): \(copy.state)")
      }
    }
    if !fetchFailures.isEmpty {
      lines.append("  it could not be fetched either:")
      lines += fetchFailures.map { "    \($0)" }
    }
    lines.append("  fetch it with `bnlab data fetch mnist`, or name the files' folder with --data-dir DIR;")
    lines.append("  \(DatasetError.offlineHint)")
    return lines
  }
}

extension MNISTFiles {
  /// The error to throw after a fetch of missing files has failed. It also names the folders that were searched.
  public func notFound(afterFetch error: DatasetError) -> DatasetError {
    var report = searchReport()
    switch error {
    case .fetchFailed(let failures): report.fetchFailures = failures
    case .noFetchFolder: break
    default: return error
    }
    return report.error
  }
}

extension DataPlaces.Origin: CustomStringConvertible {
  public var description: String {
    switch self {
    case .option: "--data-dir"
    case .environment: "BNLAB_DATA_DIR"
    case .workingDirectory: "the current folder's data"
    case .cache: "cache"
    }
  }
}

extension MNISTCopy.State: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unchecked: "not checked"
    case .right: "right content"
    case .wrong(let digest): "other content than MNIST's (SHA-256 \(digest))"
    case .faulty(let error): "\(error.withoutPath)"
    }
  }
}
