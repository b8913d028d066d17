/// A CSV file in memory. `init` scans the text once to count rows and columns; `load` then reads the numbers straight
/// into arrays of the right size.
struct CSVFile {
  let path: String
  private let text: [UInt8]
  /// The names in the first row; nil if the first row is a sample.
  /// A row holds names if any of its fields is text.
  let header: [String]?
  let columnCount: Int
  let sampleCount: Int
  /// The label columns, counted from 0, in the order in which the spec lists them.
  let labelIndices: [Int]

  /// - Parameter labels: the label columns, at least one.
  /// - Throws: `file`, `badGzip`, `notEnoughMemory`, `badCSV` or `noSamples`.
  init(path: String, labels: [CSVLabelColumn]) throws(DatasetError) {
    self.path = path
    text = try Self.read(path)
    guard !Self.isUTF16(text) else { throw .badCSV(path: path, line: 1, column: 1, .utf16) }
    var fields: [CSVScanner.Field] = []
    var header: [String]?
    var labelIndices: [Int] = []
    var columnCount = 0
    var sampleCount = 0
    try text.withScanner(path: path) { scanner, text throws(CSVScanner.Fault) in
      while try scanner.next(&fields) {
        if columnCount == 0 {
          columnCount = fields.count
          // An empty first-row field is a mistake in a sample, not a sign of a row of names.
          if fields.contains(where: { CSVNumber(text[$0.bytes]) == .text }) {
            header = fields.map(scanner.string)
          }
          for label in labels {
            let index = try Self.labelIndex(label, columns: columnCount, header: header, text)
            guard !labelIndices.contains(index) else {
              throw CSVScanner.Fault(line: 1, column: 1, problem: .repeatedLabel(index))
            }
            labelIndices.append(index)
          }
          guard labelIndices.count < columnCount else {
            throw CSVScanner.Fault(line: 1, column: 1, problem: .noFeatures(labels: columnCount))
          }
          if header != nil { continue }
        }
        guard fields.count == columnCount else {
          throw CSVScanner.Fault(
            line: fields[0].line, column: 1, problem: .fieldCount(fields.count, expected: columnCount))
        }
        sampleCount += 1
      }
    }
    guard sampleCount > 0 else { throw .noSamples(path) }
    self.header = header
    self.labelIndices = labelIndices
    self.columnCount = columnCount
    self.sampleCount = sampleCount
  }

  var featureCount: Int { columnCount - labelIndices.count }

  /// Reads the features as [samples, features], and the labels.
  /// - Parameters:
  ///   - kind: whether labels are read as class numbers, from the only label column, or as numbers.
  ///   - what: the name of the array in errors.
  /// - Throws: `badCSV` at a field that is not a finite number or not a class; `tooLarge` or `notEnoughMemory`.
  func load(labels kind: LabelKind, what: String) throws(DatasetError) -> (DataArray, Labels) {
    var classes: [Int32] = []
    let labelCount = labelIndices.count
    var numbers = [Float](repeating: 0, count: kind == .values ? sampleCount * labelCount : 0)
    // For each column its position among the labels; nil for a feature.
    var labelPositions = [Int?](repeating: nil, count: columnCount)
    for (position, column) in labelIndices.enumerated() { labelPositions[column] = position }
    let samples = try DataArray(shape: [sampleCount, featureCount], what: what) {
      values throws(DatasetError) in
      var fields: [CSVScanner.Field] = []
      var (valueIndex, sample) = (0, 0)
      try text.withScanner(path: path) { scanner, text throws(CSVScanner.Fault) in
        if header != nil { _ = try scanner.next(&fields) }
        while try scanner.next(&fields) {
          for (column, field) in fields.enumerated() {
            let number = CSVNumber(text[field.bytes])
            switch (labelPositions[column], kind) {
            case (nil, _):
              values[valueIndex] = try scanner.finite(number, field)
              valueIndex += 1
            case (let label?, .values):
              numbers[sample * labelCount + label] = try scanner.finite(number, field)
            case (_?, .classes): classes.append(try scanner.classNumber(number, field))
            }
          }
          sample += 1
        }
      }
    }
    switch kind {
    case .classes: return (samples, .classes(classes))
    case .values: return (samples, .values(numbers, columns: labelCount))
    }
  }

  /// Whether the text begins with UTF-16's byte order mark, or with an ASCII character of two bytes.
  private static func isUTF16(_ text: [UInt8]) -> Bool {
    text.starts(with: [0xff, 0xfe]) || text.starts(with: [0xfe, 0xff])
      || text.count >= 2 && (text[0] == 0) != (text[1] == 0)
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

  /// The index of a label column, counted from 0. `text` is the whole file, in which another separator is looked for.
  private static func labelIndex(
    _ label: CSVLabelColumn, columns: Int, header: [String]?, _ text: UnsafeBufferPointer<UInt8>
  ) throws(CSVScanner.Fault) -> Int {
    func fault(_ problem: CSVProblem) -> CSVScanner.Fault { .init(line: 1, column: 1, problem: problem) }
    if columns < 2 {
      let other = [";", "\t"].first { text.prefix(4096).contains($0.utf8.first ?? 0) }
      throw fault(.oneColumn(separator: other))
    }
    switch label {
    case .name(let name):
      guard let header else { throw fault(.noHeader(label: name)) }
      guard let index = header.firstIndex(of: name) else {
        throw fault(.unknownColumn(name, columns: header))
      }
      return index
    case .index(let index):
      guard (-columns..<columns).contains(index) else { throw fault(.columnRange(index, columns: columns)) }
      return index < 0 ? columns + index : index
    }
  }
}

extension [UInt8] {
  /// Runs a scanner over the text and turns its faults into errors with the file's name.
  fileprivate func withScanner(
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

extension CSVScanner {
  /// A field's number as float32, rounded to nearest. Throws a fault if it is missing, text or not finite.
  fileprivate func finite(_ number: CSVNumber, _ field: Field) throws(Fault) -> Float {
    let value: Float
    switch number {
    case .number(let double): value = Float(double)
    case .integer(let integer): value = Float(Double(integer))
    case .empty: throw fault(field, .emptyField)
    case .notFinite: throw fault(field, .notFinite(string(field)))
    case .text: throw fault(field, .notANumber(string(field)))
    }
    guard value.isFinite else { throw fault(field, .notFinite(string(field))) }
    return value
  }

  /// A field's number as a class, 0 to 2³¹ − 1. Throws a fault for everything else.
  fileprivate func classNumber(_ number: CSVNumber, _ field: Field) throws(Fault) -> Int32 {
    switch number {
    case .integer(let integer):
      if let label = Int32(exactly: integer), label >= 0 { return label }
      throw fault(field, .badLabel(string(field)))
    case .empty: throw fault(field, .emptyField)
    case .number, .notFinite, .text: throw fault(field, .badLabel(string(field)))
    }
  }

  private func fault(_ field: Field, _ problem: CSVProblem) -> Fault {
    Fault(line: field.line, column: column(of: field), problem: problem)
  }
}
