import System

/// Everything that can go wrong with data sets. `description` is the message for people; `kind` decides the exit
/// status.
public enum DatasetError: Error, Equatable, Sendable {
  /// A file that could not be read or written.
  case file(FileError)

  // Formats: what is wrong with a file
  case badGzip(path: String, GzipProblem)
  /// The content has more bytes than it should.
  case tooLong(path: String, limit: Int)
  case badIDX(path: String, IDXProblem)
  case badNPY(path: String, NPYProblem)
  /// Line and column count from 1.
  case badCSV(path: String, line: Int, column: Int, CSVProblem)

  // Content: the first string names the part of the data set and its file
  case noSamples(String)
  /// The number of samples and the number of labels differ.
  case countMismatch(String, Int, labels: String, Int)
  /// The shapes of one sample in both sets.
  case shapeMismatch(train: String, [Int], test: String, [Int])
  case badLabel(String, LabelProblem)
  case notFinite(String, index: [Int], value: Float)
  /// A scaling would divide by 0. `scaling` is its name in specs.
  case uniformPixels(scaling: String)

  // Requests: what was asked for is impossible
  /// The option's name, its value, and which values are allowed.
  case badOption(String, String, allowed: String)
  /// An integer cannot hold the number of bytes.
  case tooLarge(what: String, shape: [Int])
  /// Both numbers are bytes.
  case notEnoughMemory(what: String, needed: Int, available: Int)

  // Published data sets
  /// The names of the files that were not found, and the lines of a message that says where they were looked for.
  case filesNotFound(MNISTFamily, missing: [String], report: [String])
  /// All files have the right names, but not the content of the data set; the lines of a message.
  case otherContent(report: [String])
  /// No source could provide the file. The strings give each source's failure.
  case fetchFailed(MNISTFamily, [String])
  /// There is neither a given folder nor a home folder to fetch into.
  case noFetchFolder
  /// The user stopped the download.
  case interrupted

  // Own data
  /// A file of so many samples is divided, but one of the sets gets none.
  case emptySplit(String, samples: Int, testSamples: Int)

  /// What kind of mistake or failure an error is.
  public enum Kind: Sendable {
    /// Data is missing or cannot be fetched.
    case inputMissing
    /// The data are wrong, or something impossible was asked of them.
    case badContent
    /// Reading or writing failed.
    case inputOutput
    /// The user stopped the work.
    case interrupted
  }

  public var kind: Kind {
    switch self {
    case .file(let error): error.isMissingInput ? .inputMissing : .inputOutput
    case .filesNotFound, .fetchFailed, .noFetchFolder: .inputMissing
    case .badGzip, .tooLong, .badIDX, .badNPY, .badCSV, .noSamples, .countMismatch, .shapeMismatch, .badLabel,
      .notFinite, .uniformPixels, .badOption, .tooLarge, .notEnoughMemory, .otherContent, .emptySplit:
      .badContent
    case .interrupted: .interrupted
    }
  }

  /// The option of the data set that has to be changed, if it is a certain one.
  public var option: String? {
    switch self {
    case .emptySplit: "test_fraction"
    case .badNPY(_, .notImages): "layout"
    case .file, .badGzip, .tooLong, .badIDX, .badNPY, .badCSV, .noSamples, .countMismatch, .shapeMismatch,
      .badLabel, .notFinite, .uniformPixels, .badOption, .tooLarge, .notEnoughMemory, .filesNotFound,
      .otherContent, .fetchFailed, .noFetchFolder, .interrupted:
      nil
    }
  }

  /// Runs `body` and turns the `FileError` that it throws into `file`.
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

/// What is wrong with a gzip file.
public enum GzipProblem: Error, Equatable, Sendable {
  /// zlib found damaged data; the text is zlib's message.
  case corrupt(String)
  case truncated
  case trailingBytes
  case outOfMemory
}

/// What is wrong with an IDX file.
public enum IDXProblem: Error, Equatable, Sendable {
  /// The first four bytes, or fewer if the file is shorter.
  case notIDX([UInt8])
  case unknownType(UInt8)
  case unsupportedType(String)
  case unsupportedDimensions(Int)
  case truncatedHeader
  case notImages
  case notLabels
  /// The numbers of bytes that the header announces and that follow it.
  case truncated(expected: Int, present: Int)
  /// The number of bytes after the announced data.
  case trailingBytes(Int)
}

/// What is wrong with a NumPy file.
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
  /// The numbers of bytes that the header announces and that follow it.
  case truncated(expected: Int, present: Int)
  /// The number of bytes after the announced data.
  case trailingBytes(Int)
  /// The spec states a layout, which only images have.
  case notImages([Int], ChannelOrder)
  /// The shapes of samples and labels that are most likely each other's.
  case swapped(samples: [Int], labels: [Int])
}

/// What is wrong with a CSV file.
public enum CSVProblem: Error, Equatable, Sendable {
  /// The text is UTF-16, as Excel's "Unicode text".
  case utf16
  case unterminatedQuote
  case textAfterQuote
  case strayQuote
  case fieldCount(Int, expected: Int)
  /// The separator that the text seems to use instead of the comma, and whether its numbers have a decimal comma; nil if
  /// none was found.
  case oneColumn(separator: String?, decimalComma: Bool)
  /// A field without a number: its text, which may be empty, and the name of its column.
  case missingValue(String, column: String)
  case notANumber(String, column: String)
  case notFinite(String)
  case badLabel(String)
  case noHeader(label: String)
  case unknownColumn(String, columns: [String])
  case columnRange(Int, columns: Int)
  /// A column that two labels name; columns are counted from 0.
  case repeatedLabel(Int)
  /// Numbers of columns that are labels and that are left out; no other is there.
  case noFeatures(labels: Int, dropped: Int)
  case otherColumn(String, expected: String, of: String)
  /// A column that is both a label and left out.
  case droppedLabel(String)
  case decimalComma(String, column: String)
  /// A field whose text is separated by something else than commas.
  case otherSeparator(String, separator: String, decimalComma: Bool)
  /// A text among numbers as labels, or a number among texts; `other` is a label of the other kind, with its place.
  case mixedLabels(String, isText: Bool, other: String, place: String)
  case tooManyTexts(limit: Int, column: String)
  /// A text that a regression cannot predict.
  case textTarget(String, column: String)
  case labelRow(LabelRow.Problem)
  /// A byte that does not belong to a UTF-8 character.
  case notUTF8(UInt8)
  /// A byte 0, which no text has.
  case zeroByte
  case otherFile(OtherFile)
  /// The first line is a comment.
  case commentLine
  /// The first line tells Excel the separator.
  case separatorLine
  /// A boolean among numbers, or a number among booleans.
  case mixedBooleans(String, column: String)
  /// A text in a column in which most fields are numbers; `of` is the number of rows.
  case oddText(String, column: String, numbers: Int, of: Int)
  /// A name that several columns have; columns are counted from 0.
  case repeatedName(String, [Int])
  /// The label that all samples have.
  case oneValue(String, column: String)
}

/// What is wrong with labels. Each string is the label as text; samples are counted from 0.
public enum LabelProblem: Error, Equatable, Sendable {
  /// A class below 0.
  case negative(String, sample: Int)
  /// A class above 2³¹ − 1.
  case tooLarge(String, sample: Int)
  /// A number that is not whole.
  case notWhole(String, sample: Int)
  /// A row of several columns.
  case row(LabelRow.Problem, sample: Int)
}
