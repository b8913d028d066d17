/// What each column of a CSV file holds, found before anyone says which of them is the label.
struct CSVSurvey {
  struct Column {
    var texts = 0
    var firstText: CSVLabelTexts.Place?
    var missing = 0
    var firstMissing: CSVLabelTexts.Place?
    /// A field with a decimal comma.
    var decimalComma: CSVLabelTexts.Place?
    var numbers = 0
    var booleans = 0
    var firstBoolean: CSVLabelTexts.Place?

    /// A field that is not a number although others are; booleans count as numbers only among themselves.
    var oddText: CSVLabelTexts.Place? { firstText ?? (numbers > 0 ? firstBoolean : nil) }
  }

  /// The names in the first row; nil if the first row is a sample.
  private(set) var header: [String]?
  private(set) var columns: [Column] = []
  private(set) var count = 0
  private(set) var index: CSVIndexColumn.Finding?

  /// - Throws: `file`, `badGzip`, `notEnoughMemory`, `badCSV` or `noSamples`.
  init(path: String) throws(DatasetError) {
    let text = try CSVFile.read(path)
    try CSVText.check(text, path: path)
    var survey = (header: [String]?.none, columns: [Column](), count: 0)
    var index: CSVIndexColumn?
    try text.withScanner(path: path) { scanner, text throws(CSVScanner.Fault) in
      var fields: [CSVScanner.Field] = []
      while try scanner.next(&fields) {
        if survey.columns.isEmpty {
          try CSVColumns.checkSeparators(fields, in: scanner, text)
          survey.columns = Array(repeating: Column(), count: fields.count)
          survey.header = try Self.header(fields, in: scanner, text)
          index = CSVIndexColumn(name: survey.header?[0])
          if survey.header != nil { continue }
        }
        guard fields.count == survey.columns.count else {
          throw CSVScanner.Fault(
            line: fields[0].line, column: 1,
            problem: .fieldCount(fields.count, expected: survey.columns.count))
        }
        survey.count += 1
        index?.add(CSVNumber(text[fields[0].bytes]))
        for (column, field) in fields.enumerated() {
          survey.columns[column].add(CSVNumber(text[field.bytes]), scanner.place(of: field))
        }
      }
    }
    guard survey.count > 0 else { throw .noSamples(path) }
    (header, columns, count) = (survey.header, survey.columns, survey.count)
    self.index = index?.finding
  }

  /// A column's name, or else its number.
  func name(of column: Int) -> String {
    guard let name = header?[column], !name.isEmpty else { return "\(column)" }
    return name
  }

  /// How a spec names a column: by its name, if no other column has it.
  func reference(to column: Int) -> CSVColumn {
    guard let header, !header[column].isEmpty, header.count(where: { $0 == header[column] }) == 1 else {
      return .index(column)
    }
    return .name(header[column])
  }

  /// The first row's names; nil if it is a sample. It holds names if it has a text above something else, or if all columns
  /// without a text are named 0, 1, 2, ...
  private static func header(
    _ fields: [CSVScanner.Field], in scanner: CSVScanner, _ text: UnsafeBufferPointer<UInt8>
  ) throws(CSVScanner.Fault) -> [String]? {
    let features = fields.indices.filter { CSVNumber(text[fields[$0].bytes]) != .text }
    guard features.count < fields.count else { return nil }
    let holdsNames = try CSVColumns.holdsNames(
      fields, features: features, in: scanner, text, ifAlone: true)
    return holdsNames ? fields.map(scanner.string) : nil
  }
}

extension CSVSurvey.Column {
  fileprivate mutating func add(_ number: CSVNumber, _ place: @autoclosure () -> CSVLabelTexts.Place) {
    switch number {
    case .number, .integer: numbers += 1
    case .empty, .missing, .notFinite:
      missing += 1
      if firstMissing == nil { firstMissing = place() }
    case .text:
      texts += 1
      if firstText == nil { firstText = place() }
    case .decimalComma: if decimalComma == nil { decimalComma = place() }
    case .boolean:
      booleans += 1
      if firstBoolean == nil { firstBoolean = place() }
    }
  }
}
