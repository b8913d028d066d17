/// Which files of a data set were not found, and which copies could not be used. It makes the message for `filesNotFound`.
struct MNISTSearchReport {
  var family: MNISTFamily
  /// The files without a usable copy.
  var missing: [MNISTFile]
  /// Copies of these files with wrong content.
  var rejected: [MNISTCopy]
  /// The folders that were searched.
  var places: [DataPlaces.Place]
  /// If a fetch was tried: why it failed, one line for each source.
  var fetchFailures: [String] = []

  var error: DatasetError {
    isOtherDataSet
      ? .otherContent(report: otherDataSetLines)
      : .filesNotFound(family, missing: missing.map(\.name), report: lines)
  }

  /// Whether all four files are there with other content: then somebody wants to use them, and a download would train on
  /// other data.
  private var isOtherDataSet: Bool {
    missing.count == 4
      && missing.allSatisfy { file in rejected.contains { $0.file == file && $0.state.isOtherContent } }
  }

  /// What else the files may be.
  private var otherDataSetHint: [String] {
    switch family {
    case .mnist:
      [
        "  if they are Fashion-MNIST's, move them to fashion_mnist/ in that folder and use the data set `fashion_mnist`;"
      ]
    case .fashionMNIST: []
    }
  }

  private var otherDataSetLines: [String] {
    ["four files have the names of \(family.title)'s, but other content:"]
      + rejected.filter(\.state.isOtherContent).map { "  \($0.path): \($0.state)" } + [
        "  nothing is downloaded; to train on these files, name them in the data set `idx`, which reads any images and labels"
          + " of this format;"
      ] + otherDataSetHint + [
        "  to train on \(family.title), move them away, or run `bnlab data fetch \(family.rawValue)`"
      ]
  }

  /// The lines of the message: what helps comes first.
  var lines: [String] {
    var lines = [
      fetchFailures.isEmpty
        ? "\(family.title) not found: download it with `bnlab data fetch \(family.rawValue)`, or give the folder with the files as --data-dir DIR;"
        : "\(family.title) not found: give the folder with the files as --data-dir DIR, or fetch a copy by `bnlab data fetch \(family.rawValue) --from URL|DIR`;",
      "  \(DatasetError.offlineHint)",
      "  there is no usable " + missing.map(\.name).joined(separator: ", no "),
    ]
    switch family {
    case .mnist:
      lines.append("  searched these folders and mnist/ in each of them, for the names with and without .gz:")
    case .fashionMNIST:
      lines.append("  searched fashion_mnist/ in each of these folders, for the names with .gz:")
    }
    for place in places {
      lines.append("    \(place.folder) (\(place.origin))" + (place.exists ? "" : ": no such folder"))
      for copy in rejected where copy.origin == place.origin {
        lines.append("      \(copy.path): \(copy.state)")
      }
    }
    if !fetchFailures.isEmpty {
      lines.append("  it cannot be downloaded:")
      lines += fetchFailures.map { "    \($0)" }
    }
    return lines
  }
}

extension MNISTFiles {
  /// The error to throw after a fetch of missing files has failed. It also names the folders that were searched.
  public func notFound(afterFetch error: DatasetError) -> DatasetError {
    var report = searchReport()
    switch error {
    case .fetchFailed(_, let failures): report.fetchFailures = failures
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

extension MNISTCopy.State {
  /// Whether the file is whole, but another one.
  fileprivate var isOtherContent: Bool {
    switch self {
    case .wrong, .faulty(.tooLong): true
    case .unchecked, .right, .faulty: false
    }
  }
}

extension MNISTCopy.State: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unchecked: "not checked"
    case .right: "right content"
    case .wrong(let digest, let family): "the content is not \(family.title)'s (\(digest))"
    case .faulty(let error): "\(error.withoutPath)"
    }
  }
}
