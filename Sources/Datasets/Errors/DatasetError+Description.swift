#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The wording of every error.
extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fileMissing(let path):
      "\(path): there is no such file"
    case .unreadable(let path, let code):
      "\(path): cannot be read: \(Self.reason(code))"
    case .unwritable(let path, let code):
      "\(path): cannot be written: \(Self.reason(code))"
    case .badGzip(let path, let problem):
      "\(path): \(problem)"
    case .badIDX(let path, let problem):
      "\(path): \(problem)"
    case .badNPY(let path, let problem):
      "\(path): \(problem)"
    case .badCSV(let path, let line, let column, let problem):
      "\(path):\(line):\(column): \(problem)"
    case .noSamples(let name):
      "\(name) has no samples"
    case .countMismatch(let name, let count, let labels, let labelCount):
      "\(name) has \(count) samples, but \(labels) has \(labelCount) labels"
    case .shapeMismatch(let train, let trainShape, let test, let testShape):
      "a sample of \(train) has the shape \(trainShape), but one of \(test) has \(testShape)"
    case .badLabel(let name, let problem):
      "\(name): \(problem)"
    case .notFinite(let name, let index, let value):
      "\(name): the value at \(index) is \(value) as float32; data must be finite numbers"
    case .uniformPixels(let scaling):
      "all pixels of the training images are equal, so there is nothing for "
        + "\(scaling == .minMax ? "min_max" : "z_score") to divide by"
    case .badOption(let name, let value, let allowed):
      "\(name) cannot be \(value); allowed: \(allowed)"
    case .tooLarge(let what, let shape):
      "\(what) of shape \(shape) is more than any machine can hold"
    case .notEnoughMemory(let what, let needed, let available):
      "\(what) needs \(ByteSize.text(needed)) of memory, but only \(ByteSize.text(available)) are free"
    case .mnistNotFound(let report):
      report.description
    case .fetchFailed(let failures):
      (["MNIST cannot be fetched:"] + failures.map { "  \($0)" } + ["  \(MNISTSearchReport.offlineHint)"])
        .joined(separator: "\n")
    case .noFetchFolder:
      "there is no folder to fetch into: give --data-dir DIR, or set XDG_CACHE_HOME or HOME"
    case .interrupted:
      "interrupted; what has been fetched stays, and the next fetch goes on from there"
    }
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

extension MNISTSearchReport: CustomStringConvertible {
  static let offlineHint =
    #"without a network, digits drawn by bnlab can stand in: --set 'dataset={"glyphs":{}}'"#

  public var description: String {
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
    lines.append("  \(Self.offlineHint)")
    return lines.joined(separator: "\n")
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
