import Text

// Messages for what is wrong with a file. The file's name is printed before them.

extension DatasetError {
  /// The description without the file's path, for messages that name the file themselves.
  var withoutPath: String {
    switch self {
    case .badGzip(_, let problem): problem.description
    case .tooLong(_, let limit): "the content has more than \(limit) bytes"
    case .badIDX(_, let problem): problem.description
    case .badNPY(_, let problem): problem.description
    case .file, .badCSV, .noSamples, .countMismatch, .shapeMismatch,
      .badLabel, .notFinite, .uniformPixels, .badOption, .tooLarge, .notEnoughMemory, .filesNotFound,
      .otherContent, .fetchFailed, .noFetchFolder, .interrupted, .emptySplit:
      description
    }
  }
}

extension GzipProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .corrupt(let detail): "damaged gzip data (\(detail))"
    case .truncated: "the gzip data ends too early"
    case .trailingBytes: "the gzip data is followed by something else"
    case .outOfMemory: "there is not enough memory to inflate it"
    }
  }
}

extension IDXProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notIDX(let bytes):
      bytes.isEmpty
        ? "empty, not an IDX file"
        : "not an IDX file: it begins with \(bytes) instead of two zeros, the type and the number of dimensions"
    case .unknownType(let code):
      "the IDX type code \(code) is unknown; only 8 (unsigned bytes) is supported"
    case .unsupportedType(let name):
      "IDX elements of type \(name) are not supported, only unsigned bytes; save other data as .npy"
    case .unsupportedDimensions(let count):
      "IDX files of \(count) dimensions are not supported, only 1 (labels) and 3 (images: samples, height, width)"
    case .truncatedHeader: "the IDX file ends inside its header"
    case .notImages: "images were expected (3 dimensions), but the file holds labels (1 dimension)"
    case .notLabels: "labels were expected (1 dimension), but the file holds images (3 dimensions)"
    case .truncated(let expected, let present):
      "truncated: the header announces \(expected) bytes, but \(present) follow"
    case .trailingBytes(let count):
      "\(count) bytes more than the header announces"
    }
  }
}

extension NPYProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notNPY: "not a NumPy file: it does not begin with \\x93NUMPY"
    case .archive: "a zip archive (.npz?), not a .npy file; save each array with numpy.save"
    case .unknownVersion(let version):
      "NumPy format version \(version) is not supported, only 1.0, 2.0 and 3.0"
    case .truncatedHeader: "the NumPy file ends inside its header"
    case .headerTooLong(let length): "the NumPy header has \(length) bytes, which is more than bnlab reads"
    case .badHeader(let detail): "damaged NumPy header: \(shown(detail))"
    case .structuredType: "structured NumPy types are not supported; save one plain array"
    case .unsupportedType(let name):
      "the NumPy type '\(shown(name))' is not supported; supported: bool, int8-int64, uint8-uint64, float16-float64"
        + (name.contains("U") || name.contains("S")
          ? " (texts as classes: numpy.unique(y, return_inverse=True)[1])" : "")
    case .notSamples(let shape):
      "samples need the shape (samples, ...) with two axes or more, but the shape is \(Self.python(shape))"
    case .notLabels(let shape):
      "labels need the shape (samples,), or (samples, columns) for one-hot rows, several labels or several numbers,"
        + " but the shape is \(Self.python(shape))"
    case .truncated(let expected, let present):
      "truncated: the header announces \(expected) bytes, but \(present) follow"
    case .trailingBytes(let count):
      "\(count) bytes more than the header announces"
    case .notImages(let shape, let order):
      "\(order.rawValue) is for images of the shape \(order.axesText), or (samples, height, width) if they are grey,"
        + " but the shape is \(Self.python(shape))"
    case .swapped(let samples, let labels):
      "the samples have the shape \(Self.python(samples)) and the labels \(Self.python(labels)): X and Y swapped?"
        + " The samples come first: --npy X Y"
    }
  }

  /// A shape as NumPy writes it: `(2, 3)`, `(5,)`.
  private static func python(_ shape: [Int]) -> String {
    "(" + shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
  }
}

extension ChannelOrder {
  /// The axes in a file.
  fileprivate var axesText: String {
    switch self {
    case .channelsFirst: "(samples, channels, height, width)"
    case .channelsLast: "(samples, height, width, channels)"
    }
  }
}

extension CSVProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unterminatedQuote: "the quoted field that begins here has no closing quote"
    case .textAfterQuote:
      "a closing quote must be followed by a comma or the end of the line; a quote inside a field is written twice"
    case .utf16:
      "the file is UTF-16; save it as UTF-8"
        + " (in pandas: pd.read_csv(FILE, encoding=\"utf-16\", sep=None).to_csv(FILE, index=False))"
    case .strayQuote: "a quote inside a field that is not quoted"
    case .fieldCount(let count, let expected):
      "\(count) fields instead of \(expected)"
        + (count > expected ? "; a comma inside a number or text separates fields, too" : "")
    case .oneColumn(nil, _):
      "only one column; a label and at least one feature are needed, separated by commas"
    case .oneColumn(let separator?, let decimalComma):
      "only one column; " + separatorText(separator, decimalComma)
    case .missingValue(let text, let column):
      (text.isEmpty ? "an empty field" : "a missing value, '\(shown(text))',")
        + " in the column \(shown(column));"
        + " fill it in or leave its row out (in pandas: df.fillna(df.median(numeric_only=True)), df.dropna()),"
        + " or leave the column out with \"drop\""
    case .notANumber(let text, let column):
      "'\(shown(text))' in the column \(shown(column)) is not a number; encode the texts of a column as numbers"
        + " (in pandas: pd.get_dummies(df, columns=[...], dtype=int)) or leave it out with \"drop\""
    case .notFinite(let text): "'\(shown(text))' is not a finite float32; data must be finite numbers"
    case .badLabel(let text):
      "'\(shown(text))' is not a class; the labels of a classification are whole numbers from 0, or texts"
        + " (numbers to predict need the loss mean_squared_error)"
    case .noHeader(let label): "the first row has numbers only, so there is no column named '\(label)'"
    case .unknownColumn(let name, let columns): unknownColumnText(name, columns)
    case .columnRange(let index, let columns):
      "there is no column \(index): the columns are 0 to \(columns - 1), or -\(columns) to -1 from the end"
    case .repeatedLabel(let index): "two labels name the same column, \(index) counted from 0"
    case .noFeatures(let labels, 0): "all \(labels) columns are labels; at least one must be a feature"
    case .noFeatures: "all columns are labels or left out; at least one must be a feature"
    case .otherColumn(let name, let expected, let file):
      "this column is '\(shown(name))', but in \(file) it is '\(shown(expected))'"
    case .droppedLabel(let column): "the column \(shown(column)) is a label, so \"drop\" cannot leave it out"
    case .decimalComma(let text, let column):
      "'\(shown(text))' in the column \(shown(column)) has a decimal comma; numbers need a point"
        + " (in pandas: read_csv(..., decimal=\",\"))"
    case .otherSeparator(let text, let separator, let decimalComma):
      "'\(shown(text))' is not a number; " + separatorText(separator, decimalComma)
    case .mixedLabels(let text, let isText, let other, let place):
      "the label '\(shown(text))' is \(isText ? "a text" : "a number"), but '\(shown(other))' \(place) is"
        + " \(isText ? "a number" : "a text"); the labels of a column must be all numbers or all texts"
    case .tooManyTexts(let limit, let column):
      "the column \(shown(column)) has more than \(limit) different texts, too many for classes; is it the label?"
    case .textTarget(let text, let column):
      "'\(shown(text))' in the label column \(shown(column)) is not a number, which a regression needs;"
        + " for classes use the loss categorical_crossentropy"
    case .labelRow(let problem): problem.text(of: "the row")
    case .notUTF8(let byte):
      "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8; save the file as UTF-8"
        + " (in pandas: pd.read_csv(FILE, encoding=\"latin-1\").to_csv(FILE, index=False))"
    case .zeroByte: "a byte 0, so the file is not a text; a CSV file is a table as text"
    case .otherFile(let kind): kind.description
    case .commentLine:
      "the first line is a comment, not a row; remove it"
        + " (in pandas: pd.read_csv(FILE, comment=\"#\").to_csv(FILE, index=False))"
    case .separatorLine:
      "the first line tells Excel the separator and is not a row; remove it"
        + " (in pandas: pd.read_csv(FILE, skiprows=1).to_csv(FILE, index=False))"
    case .mixedBooleans(let text, let column):
      "'\(shown(text))' in the column \(shown(column)), which has both numbers and True or False; write them all as"
        + " one of these"
    case .oddText(let text, let column, let numbers, let count):
      "\(numbers) of \(count) values of the column \(shown(column)) are numbers; '\(shown(text))' is not: correct it"
        + " or leave its row out"
    case .repeatedName(let name, let columns):
      "\(columns.count == 2 ? "two" : "\(columns.count)") columns are named '\(shown(name))'"
        + " (\(columns.dropLast().map(String.init).joined(separator: ", ")) and \(columns.last ?? 0), counted from 0);"
        + " use a number"
    case .oneValue(let value, let column):
      "the column \(shown(column)) has the one value '\(shown(value))': nothing to learn"
    }
  }
}

extension LabelProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .negative(let label, let sample):
      "the label of sample \(sample) is \(label); classes are counted from 0"
    case .tooLarge(let label, let sample):
      "the label of sample \(sample) is \(label), which is too large for a class"
    case .notWhole(let label, let sample):
      "the label of sample \(sample) is \(label); a class is a whole number from 0"
        + " (numbers to predict need the loss mean_squared_error)"
    case .row(let problem, let sample): problem.text(of: "the row of sample \(sample)")
    }
  }
}

extension LabelRow.Problem {
  /// - Parameter row: what to call the row.
  fileprivate func text(of row: String) -> String {
    switch self {
    case .notZeroOrOne(let value, let column):
      "\(row) has \(value) in label column \(column), counted from 0; several labels or one-hot rows are 0 or 1"
        + " (numbers to predict need the loss mean_squared_error)"
    case .ones(0): "\(row) has no 1; a one-hot row has one (several labels need the loss binary_crossentropy)"
    case .ones(let count):
      "\(row) has \(count) ones; a one-hot row has one (several labels need the loss binary_crossentropy)"
    }
  }
}

/// What to say of a name that no column has.
private func unknownColumnText(_ name: String, _ columns: [String]) -> String {
  let start = "no column is named '\(shown(name))'; "
  // pandas names a column without a name by its number.
  if name.hasPrefix("Unnamed: "), let number = Int(name.dropFirst(9)), columns.indices.contains(number),
    columns[number].isEmpty
  {
    return start + "the column without a name, which pandas shows so, is \(number): use the number"
  }
  let shownNames = columns.prefix(12).enumerated().map { index, name in
    name.isEmpty ? "(unnamed, \(index))" : shown(name)
  }
  return start
    + (nearestName(to: name, among: columns).map { "did you mean '\(shown($0))'? " } ?? "")
    + "the columns are \(shownNames.joined(separator: ", "))\(columns.count > 12 ? ", ..." : "")"
}

/// What to do about a separator other than the comma.
private func separatorText(_ separator: String, _ decimalComma: Bool) -> String {
  let name = separator == "\t" ? "tabs" : separator == " " ? "spaces" : "'\(separator)'"
  let symbol = separator == "\t" ? "\\t" : separator
  return "fields must be separated by commas, not by \(name)"
    + (decimalComma ? ", and numbers need a decimal point instead of a comma" : "")
    + " (in pandas: pd.read_csv(FILE, sep=\"\(symbol)\"\(decimalComma ? ", decimal=\",\"" : "")).to_csv(FILE, index=False))"
}

/// Makes text from a file safe for a terminal: cuts it after 80 characters and escapes control characters.
func shown(_ text: String) -> String {
  let start = text.unicodeScalars.prefix(80).map { scalar in
    scalar.isControl ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return start.joined() + (text.unicodeScalars.count > 80 ? "..." : "")
}
