import System

/// All that can go wrong with data sets. `description` is the sentence for people, `kind` decides the exit
/// status.
public enum DatasetError: Error, Equatable, Sendable {
  /// A file that could not be read or written.
  case file(FileError)

  // Formats
  case badGzip(path: String, GzipProblem)
  case badIDX(path: String, IDXProblem)
  case badNPY(path: String, NPYProblem)
  /// Line and column count from 1.
  case badCSV(path: String, line: Int, column: Int, CSVProblem)

  // Content; the first string names the part of the data set and its file
  case noSamples(String)
  case countMismatch(String, Int, labels: String, Int)
  /// Shapes of one sample.
  case shapeMismatch(train: String, [Int], test: String, [Int])
  case badLabel(String, LabelProblem)
  case notFinite(String, index: [Int], value: Float)
  /// With the scaling's name in specs.
  case uniformPixels(scaling: String)

  // Requests
  case badOption(String, String, allowed: String)
  /// The number of bytes is beyond what an integer holds.
  case tooLarge(what: String, shape: [Int])
  case notEnoughMemory(what: String, needed: Int, available: Int)

  // MNIST
  /// The names of the files that are nowhere, and the lines that tell where they were looked for.
  case mnistNotFound(missing: [String], report: [String])
  /// No source had the file; one line a source.
  case fetchFailed([String])
  /// There is neither a given folder nor a home folder to fetch into.
  case noFetchFolder
  case interrupted

  /// What the caller can do about an error.
  public enum Kind: Sendable {
    /// Data that is not there or cannot be had.
    case inputMissing
    /// The data, or what is asked of it, is wrong.
    case badContent
    case inputOutput
    case interrupted
  }

  public var kind: Kind {
    switch self {
    case .file(let error): error.isMissingInput ? .inputMissing : .inputOutput
    case .mnistNotFound, .fetchFailed, .noFetchFolder: .inputMissing
    case .badGzip, .badIDX, .badNPY, .badCSV, .noSamples, .countMismatch, .shapeMismatch, .badLabel,
      .notFinite, .uniformPixels, .badOption, .tooLarge, .notEnoughMemory:
      .badContent
    case .interrupted: .interrupted
    }
  }

  /// Runs `body` and turns what it throws into this error.
  static func ofFile<Value: ~Copyable>(
    _ body: () throws(FileError) -> Value
  ) throws(DatasetError) -> Value {
    do throws(FileError) {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}

public enum GzipProblem: Error, Equatable, Sendable {
  /// With zlib's words.
  case corrupt(String)
  case truncated
  case trailingBytes
  case outOfMemory
}

public enum IDXProblem: Error, Equatable, Sendable {
  /// With the first four bytes, or as many as there are.
  case notIDX([UInt8])
  case unknownType(UInt8)
  case unsupportedType(String)
  case unsupportedDimensions(Int)
  case truncatedHeader
  case notImages
  case notLabels
  /// Bytes after the header.
  case truncated(expected: Int, present: Int)
  case trailingBytes(Int)
}

public enum NPYProblem: Error, Equatable, Sendable {
  case notNPY
  case archive
  case unknownVersion(String)
  case truncatedHeader
  case headerTooLong(Int)
  case badHeader(String)
  case structuredType
  case unsupportedType(String)
  case notSamples([Int])
  case notLabels([Int])
  case notTargets([Int])
  /// Bytes after the header.
  case truncated(expected: Int, present: Int)
  case trailingBytes(Int)
}

public enum CSVProblem: Error, Equatable, Sendable {
  case unterminatedQuote
  case textAfterQuote
  case strayQuote
  case fieldCount(Int, expected: Int)
  /// The other separator that the text seems to use.
  case oneColumn(separator: String?)
  case emptyField
  case notANumber(String)
  case notFinite(String)
  case badLabel(String)
  case noHeader(label: String)
  case unknownColumn(String, columns: [String])
  case columnRange(Int, columns: Int)
  /// A column that two labels name, counted from 0.
  case repeatedLabel(Int)
  case noFeatures(labels: Int)
  case severalLabels(Int)
  case otherColumn(String, expected: String, of: String)
}

public enum LabelProblem: Error, Equatable, Sendable {
  case negative(String, sample: Int)
  case tooLarge(String, sample: Int)
  /// With the type's name.
  case floatingPoint(String)
}
