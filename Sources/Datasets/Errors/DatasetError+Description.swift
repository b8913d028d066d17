import Text

/// The message for every error.
extension DatasetError: CustomStringConvertible {
  public var description: String { lines.map(\.singleLine).joined(separator: "\n") }

  /// Names of files may contain line ends; only those between these lines are meant.
  private var lines: [String] {
    switch self {
    case .file(let error):
      [error.description]
    case .badGzip(let path, let problem):
      ["\(path): \(problem)"]
    case .tooLong(let path, let limit):
      ["\(path): the content has more than \(limit) bytes"]
    case .badIDX(let path, let problem):
      ["\(path): \(problem)"]
    case .badNPY(let path, let problem):
      ["\(path): \(problem)"]
    case .badCSV(let path, let line, let column, let problem):
      ["\(path):\(line):\(column): \(problem)"]
    case .noSamples(let name):
      ["\(name) has no samples"]
    case .countMismatch(let name, let count, let labels, let labelCount):
      ["\(name) has \(count) samples, but \(labels) has \(labelCount) labels"]
    case .shapeMismatch(let train, let trainShape, let test, let testShape):
      ["a sample of \(train) has the shape \(trainShape), but a sample of \(test) has \(testShape)"]
    case .badLabel(let name, let problem):
      ["\(name): \(problem)"]
    case .notFinite(let name, let index, let value):
      ["\(name): the value at \(index) is \(value) as float32; data must be finite numbers"]
    case .uniformPixels(let scaling):
      ["all pixels of the training images are equal, so \(scaling) would divide by 0"]
    case .badOption(let name, let value, let allowed):
      ["\(name) cannot be \(value); allowed: \(allowed)"]
    case .tooLarge(let what, let shape):
      ["\(what) of shape \(shape) is larger than any machine's memory"]
    case .notEnoughMemory(let what, let needed, let available):
      ["\(what) needs \(byteCountText(needed)) of memory, but only \(byteCountText(available)) are free"]
    case .filesNotFound(_, _, let report), .otherContent(let report):
      report
    case .fetchFailed(let family, let failures):
      ["\(family.title) cannot be fetched; \(DatasetError.offlineHint)"] + failures.map { "  \($0)" }
    case .noFetchFolder:
      ["there is no folder to fetch into: give --data-dir DIR, or set XDG_CACHE_HOME or HOME"]
    case .interrupted:
      ["interrupted; the next fetch goes on from what has been downloaded"]
    case .emptySplit(let name, let samples, let testSamples):
      [
        samples == 1
          ? "\(name) has only 1 sample, but a training set and a test set need one each"
          : "of the \(samples) samples of \(name), \(testSamples) would be the test set, so that none is left for"
            + " training; choose a smaller share"
      ]
    }
  }

  /// Tells users without a network what they can do.
  static let offlineHint =
    #"without a network, use digits drawn by bnlab instead: --set 'dataset={"glyphs":{}}'"#
}
