/// Turns the rows of a CSV file into features and labels.
struct CSVRowReader {
  let columns: CSVColumns
  let kind: LabelKind
  private let classNumbers: [String: Int32]?
  private var classes: [Int32] = []
  private var values: [Float] = []
  /// The labels of the row that is being read.
  private var row: [Float]
  /// Whether the fields of a column are booleans; nil before the first one.
  private var areBooleans: [Bool?]

  /// - Parameters:
  ///   - classNames: the texts that are classes, in their order; nil if classes are numbers.
  ///   - samples: the number of rows.
  init(columns: CSVColumns, kind: LabelKind, classNames: [String]?, samples: Int) {
    self.columns = columns
    self.kind = kind
    classNumbers = classNames.map { names in
      Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, Int32($0.offset)) })
    }
    row = [Float](repeating: 0, count: columns.labels.count)
    areBooleans = [Bool?](repeating: nil, count: columns.roles.count)
    if columns.classColumn == nil, kind != .classes {
      values.reserveCapacity(samples * columns.labels.count)
    } else {
      classes.reserveCapacity(samples)
    }
  }

  /// The labels of all rows so far.
  var labels: Labels {
    columns.classColumn != nil || kind == .classes
      ? .classes(classes) : .values(values, columns: columns.labels.count)
  }

  /// Reads a row: writes its features to the front of `output`, which then begins after them.
  /// - Precondition: it has as many fields as there are columns, which `CSVFile.init` checks.
  mutating func read(
    _ fields: [CSVScanner.Field], in scanner: CSVScanner, _ text: UnsafeBufferPointer<UInt8>,
    into output: inout Slice<UnsafeMutableBufferPointer<Float>>
  ) throws(CSVScanner.Fault) {
    for (column, field) in fields.enumerated() {
      switch columns.roles[column] {
      case .dropped: break
      case .feature:
        output[output.startIndex] = try number(field, column, in: scanner, text)
        output = output.dropFirst()
      case .label(let position):
        if column == columns.classColumn {
          classes.append(try classNumber(field, column, in: scanner, text))
        } else {
          row[position] = try number(field, column, in: scanner, text)
        }
      }
    }
    if columns.classColumn == nil { try endRow(fields, in: scanner) }
  }

  /// Takes the labels of a row that has several.
  private mutating func endRow(
    _ fields: [CSVScanner.Field], in scanner: CSVScanner
  ) throws(CSVScanner.Fault) {
    do throws(LabelRow.Problem) {
      switch kind {
      case .values: values += row
      case .binary:
        try LabelRow.check(row)
        values += row
      case .classes: classes.append(try LabelRow.oneHotClass(of: row))
      }
    } catch {
      let column =
        switch error {
        case .notZeroOrOne(_, let column): columns.labels[column]
        case .ones: columns.labels[0]
        }
      throw scanner.fault(fields[column], .labelRow(error))
    }
  }

  /// A field's number as float32, rounded to nearest. Throws a fault if it is missing, a text or not finite.
  /// Booleans are 1 and 0, if all of the column are such.
  private mutating func number(
    _ field: CSVScanner.Field, _ column: Int, in scanner: CSVScanner, _ text: UnsafeBufferPointer<UInt8>
  ) throws(CSVScanner.Fault) -> Float {
    let value: Float
    var isBoolean = false
    let number = CSVNumber(text[field.bytes])
    switch number {
    case .boolean(let boolean): (value, isBoolean) = (boolean ? 1 : 0, true)
    case .number(let double): value = Float(double)
    case .integer(let integer): value = Float(Double(integer))
    case .empty, .notFinite, .text, .missing, .decimalComma:
      throw fault(field, column, number, in: scanner)
    }
    if areBooleans[column] == nil { areBooleans[column] = isBoolean }
    guard areBooleans[column] == isBoolean else {
      throw scanner.fault(field, .mixedBooleans(scanner.string(field), column: columns.name(of: column)))
    }
    guard value.isFinite else { throw scanner.fault(field, .notFinite(scanner.string(field))) }
    return value
  }

  /// A field's class: the place of its text, or its number, 0 to 2³¹ − 1. Throws a fault for everything else.
  private func classNumber(
    _ field: CSVScanner.Field, _ column: Int, in scanner: CSVScanner, _ text: UnsafeBufferPointer<UInt8>
  ) throws(CSVScanner.Fault) -> Int32 {
    let number = CSVNumber(text[field.bytes])
    let label: Int32?
    switch number {
    case .integer(let integer): label = Int32(exactly: integer)
    case .number(let double): label = Int32(exactly: double)
    case .text, .boolean: label = classNumbers?[scanner.trimmedString(field)]
    case .empty, .missing, .decimalComma: throw fault(field, column, number, in: scanner)
    case .notFinite: label = nil
    }
    guard let label, label >= 0 else { throw scanner.fault(field, .badLabel(scanner.string(field))) }
    return label
  }

  /// What is wrong with a field that should hold a number.
  private func fault(
    _ field: CSVScanner.Field, _ column: Int, _ number: CSVNumber, in scanner: CSVScanner
  ) -> CSVScanner.Fault {
    let (text, name) = (scanner.string(field), columns.name(of: column))
    let problem: CSVProblem
    switch number {
    case .empty: problem = .missingValue("", column: name)
    case .missing: problem = .missingValue(text, column: name)
    case .decimalComma: problem = .decimalComma(text, column: name)
    case .notFinite, .number, .integer, .boolean: problem = .notFinite(text)
    case .text:
      if let separator = CSVSeparator(between: text) {
        problem = .otherSeparator(
          text, separator: separator.symbol, decimalComma: separator.hasDecimalComma)
      } else if columns.roles[column] != .feature {
        problem = .textTarget(text, column: name)
      } else {
        problem = .notANumber(text, column: name)
      }
    }
    return scanner.fault(field, problem)
  }
}
