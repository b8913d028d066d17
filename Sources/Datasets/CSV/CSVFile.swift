/// A CSV file in memory. `init` scans the text once to count rows and columns; `load` then reads the numbers straight
/// into arrays of the right size.
struct CSVFile {
  let path: String
  private let text: [UInt8]
  /// What the labels are.
  let kind: LabelKind
  /// What each column is.
  let columns: CSVColumns
  let sampleCount: Int
  /// What the only label column of a classification holds.
  let labelTexts: CSVLabelTexts
  /// Whether the first column looks like an index; nil if it does not, and if it is left out or a label.
  let index: CSVIndexColumn.Finding?

  /// - Parameters:
  ///   - labels: the label columns, at least one.
  ///   - dropped: the columns that are left out.
  ///   - kind: what the labels are; the only label column of a classification may hold texts.
  /// - Throws: `file`, `badGzip`, `notEnoughMemory`, `badCSV` or `noSamples`.
  init(
    path: String, labels: [CSVColumn], dropped: [CSVColumn] = [], kind: LabelKind = .classes
  ) throws(DatasetError) {
    self.path = path
    self.kind = kind
    text = try Self.read(path)
    try CSVText.check(text, path: path)
    var fields: [CSVScanner.Field] = []
    var columns: CSVColumns?
    var sampleCount = 0
    var labelTexts = CSVLabelTexts()
    var index: CSVIndexColumn?
    try text.withScanner(path: path) { scanner, text throws(CSVScanner.Fault) in
      while try scanner.next(&fields) {
        if columns == nil {
          let found = try CSVColumns(
            fields, in: scanner, text, labels: labels, dropped: dropped, kind: kind)
          columns = found
          if found.roles.first == .feature, found.header != nil || found.featureCount > 1 {
            index = CSVIndexColumn(name: found.header?[0])
          }
          if found.header != nil { continue }
        }
        guard let columns, fields.count == columns.roles.count else {
          throw CSVScanner.Fault(
            line: fields[0].line, column: 1,
            problem: .fieldCount(fields.count, expected: columns?.roles.count ?? 0))
        }
        sampleCount += 1
        index?.add(CSVNumber(text[fields[0].bytes]))
        if let label = columns.classColumn {
          let field = fields[label]
          guard labelTexts.add(CSVNumber(text[field.bytes]), at: scanner.place(of: field)) else {
            throw scanner.fault(
              field, .tooManyTexts(limit: CSVLabelTexts.limit, column: columns.name(of: label)))
          }
        }
      }
    }
    guard sampleCount > 0, let columns else { throw .noSamples(path) }
    self.columns = columns
    self.sampleCount = sampleCount
    self.labelTexts = labelTexts
    self.index = index?.finding
  }

  /// Reads the features as [samples, features], and the labels.
  /// - Parameters:
  ///   - classNames: the texts that are classes, in their order; nil if classes are numbers.
  ///   - what: the name of the array in errors.
  /// - Throws: `badCSV` at a field that is not a finite number or not a class; `tooLarge` or `notEnoughMemory`.
  func load(
    classNames: [String]? = nil, what: String
  ) throws(DatasetError) -> (DataArray, Labels) {
    do throws(DatasetError) {
      return try rows(classNames, what: what)
    } catch {
      throw explained(error)
    }
  }

  private func rows(_ classNames: [String]?, what: String) throws(DatasetError) -> (DataArray, Labels) {
    var reader = CSVRowReader(columns: columns, kind: kind, classNames: classNames, samples: sampleCount)
    let samples = try DataArray(shape: [sampleCount, columns.featureCount], what: what) {
      values throws(DatasetError) in
      var fields: [CSVScanner.Field] = []
      var remaining = values[...]
      try text.withScanner(path: path) { scanner, text throws(CSVScanner.Fault) in
        if columns.header != nil { _ = try scanner.next(&fields) }
        while try scanner.next(&fields) {
          try reader.read(fields, in: scanner, text, into: &remaining)
        }
      }
    }
    return (samples, reader.labels)
  }

  /// The label that all samples have; nil if there are several, or several columns.
  func onlyLabel(_ labels: Labels, names: [String]?) -> String? {
    guard columns.labels.count == 1 else { return nil }
    switch labels {
    case .classes(let classes):
      guard let first = classes.first, classes.allSatisfy({ $0 == first }) else { return nil }
      return names?[Int(first)] ?? "\(first)"
    case .values(let values, _):
      guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
      return Int(exactly: first).map { "\($0)" } ?? "\(first)"
    }
  }

  /// If most other fields of a column are numbers, the one that is not is a slip: says so.
  private func explained(_ error: DatasetError) -> DatasetError {
    guard case .badCSV(let path, let line, let column, let problem) = error else { return error }
    let (odd, name): (String, String)
    if case .notANumber(let text, let column) = problem {
      (odd, name) = (text, column)
    } else if case .textTarget(let text, let column) = problem {
      (odd, name) = (text, column)
    } else {
      return error
    }
    guard let index = columns.roles.indices.first(where: { columns.name(of: $0) == name }) else {
      return error
    }
    var numbers = 0
    try? text.withScanner(path: path) { scanner, text throws(CSVScanner.Fault) in
      var fields: [CSVScanner.Field] = []
      if columns.header != nil { _ = try scanner.next(&fields) }
      while try scanner.next(&fields), fields.indices.contains(index) {
        switch CSVNumber(text[fields[index].bytes]) {
        case .number, .integer: numbers += 1
        case .empty, .notFinite, .text, .missing, .decimalComma, .boolean: break
        }
      }
    }
    guard 2 * numbers > sampleCount else { return error }
    return .badCSV(
      path: path, line: line, column: column,
      .oddText(odd, column: name, numbers: numbers, of: sampleCount))
  }

  /// - Parameter available: as for `MemoryBudget.bytes`.
  static func read(_ path: String, available: Int? = nil) throws(DatasetError) -> [UInt8] {
    let reader = try ByteReader(path: path)
    func check(_ byteCount: Int) throws(DatasetError) {
      _ = try MemoryBudget.bytes(for: [byteCount], elementSize: 1, what: path, available: available)
    }
    try check(reader.plainByteCount ?? 0)
    var text: [UInt8] = []
    text.reserveCapacity(reader.plainByteCount ?? 0)
    while true {
      let piece = try reader.read(1 << 16)
      if piece.isEmpty { return text }
      // A small gzip file may hold more than fits into memory. An array that grows doubles its size.
      if text.count + piece.count > text.capacity { try check(2 * text.capacity) }
      text += piece
    }
  }
}

extension [UInt8] {
  /// Runs a scanner over the text and turns its faults into errors with the file's name.
  func withScanner(
    path: String,
    _ body: (inout CSVScanner, UnsafeBufferPointer<UInt8>) throws(CSVScanner.Fault) -> Void
  ) throws(DatasetError) {
    do throws(CSVScanner.Fault) {
      try withUnsafeBufferPointer { text throws(CSVScanner.Fault) in
        var scanner = CSVScanner(text)
        try body(&scanner, text)
      }
    } catch {
      throw .badCSV(path: path, line: error.line, column: error.column, error.problem)
    }
  }
}
