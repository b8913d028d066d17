/// What each column of a CSV file is.
struct CSVColumns: Equatable {
  enum Role: Equatable {
    case feature
    /// A label, with its place in the spec's list.
    case label(Int)
    case dropped
  }

  /// The names in the first row; nil if the first row is a sample.
  let header: [String]?
  let roles: [Role]
  /// The label columns, counted from 0, in the order in which the spec lists them.
  let labels: [Int]
  /// The columns that are left out, in the spec's order.
  let dropped: [Int]
  /// The column with the class of each sample, whose fields may be texts; nil for a regression and for several labels.
  let classColumn: Int?

  var featureCount: Int { roles.count { $0 == .feature } }

  /// A column's name for messages.
  func name(of column: Int) -> String {
    header.map { $0[column].isEmpty ? "\(column), which has no name," : "'\(shown($0[column]))'" }
      ?? "\(column) (counted from 0)"
  }

  /// Works the columns out from the first row.
  /// - Parameters:
  ///   - fields: of the first row.
  ///   - scanner: at the end of the first row.
  ///   - text: the whole file.
  init(
    _ fields: [CSVScanner.Field], in scanner: CSVScanner, _ text: UnsafeBufferPointer<UInt8>,
    labels: [CSVColumn], dropped: [CSVColumn], kind: LabelKind
  ) throws(CSVScanner.Fault) {
    func fault(_ problem: CSVProblem) -> CSVScanner.Fault { .init(line: 1, column: 1, problem: problem) }
    try Self.checkSeparators(fields, in: scanner, text)
    let header = try Self.header(fields, in: scanner, text, labels: labels, dropped: dropped, kind: kind)
    func index(_ column: CSVColumn) throws(CSVScanner.Fault) -> Int {
      switch column {
      case .name(let name):
        guard let header else { throw fault(.noHeader(label: name)) }
        return try Self.index(of: name, in: header)
      case .index(let index):
        guard let index = column.index(of: fields.count) else {
          throw fault(.columnRange(index, columns: fields.count))
        }
        return index
      }
    }
    var roles = [Role](repeating: .feature, count: fields.count)
    self.dropped = try dropped.map { column throws(CSVScanner.Fault) in try index(column) }
    for column in self.dropped { roles[column] = .dropped }
    self.labels = try labels.map { column throws(CSVScanner.Fault) in try index(column) }
    for (position, column) in self.labels.enumerated() {
      switch roles[column] {
      case .feature: roles[column] = .label(position)
      case .label: throw fault(.repeatedLabel(column))
      case .dropped: throw fault(.droppedLabel(header?[column] ?? "\(column)"))
      }
    }
    guard roles.contains(.feature) else {
      throw fault(.noFeatures(labels: labels.count, dropped: Set(self.dropped).count))
    }
    self.header = header
    self.roles = roles
    classColumn = kind != .values && self.labels.count == 1 ? self.labels[0] : nil
  }

  /// The column of a name, which no other may have.
  static func index(of name: String, in header: [String]) throws(CSVScanner.Fault) -> Int {
    let places = header.indices.filter { header[$0] == name }
    guard let index = places.first else {
      throw CSVScanner.Fault(line: 1, column: 1, problem: .unknownColumn(name, columns: header))
    }
    guard places.count == 1 else {
      throw CSVScanner.Fault(line: 1, column: 1, problem: .repeatedName(name, places))
    }
    return index
  }

  /// Throws if the fields of the first row are separated by something else than commas.
  static func checkSeparators(
    _ fields: [CSVScanner.Field], in scanner: CSVScanner, _ text: UnsafeBufferPointer<UInt8>
  ) throws(CSVScanner.Fault) {
    if fields.count < 2 {
      let separator = CSVSeparator(found: text)
      throw CSVScanner.Fault(
        line: 1, column: 1,
        problem: .oneColumn(
          separator: separator?.symbol, decimalComma: separator?.hasDecimalComma ?? false))
    }
    for field in fields {
      if let separator = CSVSeparator(between: scanner.string(field)) {
        throw scanner.fault(
          field,
          .otherSeparator(
            scanner.string(field), separator: separator.symbol, decimalComma: separator.hasDecimalComma))
      }
    }
  }

  /// The first row's names; nil if it is a sample. A row holds names if there is a text where a sample has a number. If
  /// texts are only in columns that may hold them, the second row tells, or features that are named 0, 1, 2, ...
  private static func header(
    _ fields: [CSVScanner.Field], in scanner: CSVScanner, _ text: UnsafeBufferPointer<UInt8>,
    labels: [CSVColumn], dropped: [CSVColumn], kind: LabelKind
  ) throws(CSVScanner.Fault) -> [String]? {
    // An empty field of the first row is a mistake in a sample, not a sign of a row of names.
    let texts = fields.indices.filter { CSVNumber(text[fields[$0].bytes]) == .text }
    guard !texts.isEmpty else { return nil }
    let names = fields.map(scanner.string)
    let isNamed = (labels + dropped).contains { column in
      if case .name = column { true } else { false }
    }
    let mayBeTexts = Set(
      (dropped + (kind != .values && labels.count == 1 ? labels : [])).compactMap {
        $0.index(of: fields.count)
      })
    guard !isNamed, mayBeTexts.isSuperset(of: texts) else { return names }
    let features = fields.indices.filter { !mayBeTexts.contains($0) }
    if features.isEmpty { return names }
    let holdsNames = try Self.holdsNames(fields, features: features, in: scanner, text, ifAlone: false)
    return holdsNames ? names : nil
  }

  /// Whether the first row holds names: whether one of its texts stands above something else, or the features are named
  /// 0, 1, 2, ... or 1, 2, 3, ...
  /// - Parameters:
  ///   - features: the columns of the features.
  ///   - scanner: at the end of the first row.
  ///   - ifAlone: the answer where no second row of as many fields tells.
  static func holdsNames(
    _ fields: [CSVScanner.Field], features: [Int], in scanner: CSVScanner,
    _ text: UnsafeBufferPointer<UInt8>, ifAlone: Bool
  ) throws(CSVScanner.Fault) -> Bool {
    let kinds = fields.map { CSVNumber(text[$0.bytes]) }
    let areCounted =
      !features.isEmpty
      && [0, 1].contains { first in
        features.enumerated().allSatisfy { kinds[$0.element] == .integer(Int64($0.offset + first)) }
      }
    if areCounted { return true }
    var (next, second) = (scanner, [CSVScanner.Field]())
    guard try next.next(&second), second.count == fields.count else { return ifAlone }
    return zip(kinds, second).contains { $0 == .text && CSVNumber(text[$1.bytes]) != .text }
  }
}

extension CSVColumn {
  /// The number of the column in a file of so many columns; nil for a name, and if there is no such column.
  fileprivate func index(of count: Int) -> Int? {
    guard case .index(let index) = self, (-count..<count).contains(index) else { return nil }
    return index < 0 ? count + index : index
  }
}
