extension DataSurvey {
  /// Names that label columns usually have, in small letters; the first one that a table has counts.
  private static let labelNames = [
    "label", "labels", "class", "target", "y", "species", "category", "outcome", "diagnosis", "survived",
  ]

  /// Looks at a table.
  /// - Parameters:
  ///   - test: the table with the test set; nil if there is none.
  ///   - labels: the label columns that the user names, by name or number; empty: they are guessed.
  /// - Throws: `file`, `badGzip`, `notEnoughMemory`, `noSamples`; `badCSV` for a file of another kind, for labels without a
  ///   value or of mixed kinds, and if no column is left as a feature.
  public init(csv path: String, test: String?, labels chosen: [String]) throws(DatasetError) {
    let table = try CSVSurvey(path: path)
    for (column, seen) in table.columns.enumerated() {
      guard let place = seen.decimalComma else { continue }
      throw .badCSV(
        path: path, line: place.line, column: place.column,
        .decimalComma(place.text, column: "'\(shown(table.name(of: column)))'"))
    }
    let hasIndex = table.index != nil
    let (labels, reason) = try Self.labels(chosen, in: table, path: path, hasIndex: hasIndex)
    var omissions: [(column: Int, omission: Omission)] = []
    for (column, seen) in table.columns.enumerated() where !labels.contains(column) {
      let reason: Omission.Reason? =
        if column == 0, hasIndex {
          .index
        } else if let text = seen.oddText {
          2 * seen.numbers > table.count
            ? .oddText(text.text, line: text.line, numbers: seen.numbers, of: table.count)
            : .texts(text.text, line: text.line)
        } else if let missing = seen.firstMissing {
          .missing(seen.missing, line: missing.line)
        } else {
          nil
        }
      if let reason { omissions.append((column, Omission(column: table.name(of: column), reason: reason))) }
    }
    let references = labels.map(table.reference)
    let dropped = omissions.map { table.reference(to: $0.column) }
    let isText = labels.count == 1 && table.columns[labels[0]].texts + table.columns[labels[0]].booleans > 0
    let file = try CSVFile(
      path: path, labels: references, dropped: dropped, kind: isText ? .classes : .values)
    let names = try CSVLabelTexts.classNames([(path, file.labelTexts)])
    let (_, values) = try file.load(classNames: names, what: path)
    let (found, doubt): (SurveyedLabels, SurveyDoubt?)
    if let value = file.onlyLabel(values, names: names) {
      throw .badCSV(
        path: path, line: 1, column: 1, .oneValue(value, column: "'\(shown(table.name(of: labels[0])))'"))
    }
    switch values {
    case .classes(let classes):
      var counts = [Int](repeating: 0, count: names?.count ?? 0)
      for number in classes { counts[Int(number)] += 1 }
      found = .classes(counts: counts, names: names)
      doubt = SurveyDoubt(column: table.name(of: labels[0]), texts: counts.count, count: classes.count)
    case .values(let numbers, let columns):
      found = SurveyedLabels(numbers, columns: columns)
      doubt = columns == 1 ? SurveyDoubt(numbers: numbers) : nil
    }
    var testCount: Int?
    if let test {
      testCount = try CSVFile(
        path: test, labels: references, dropped: dropped, kind: isText ? .classes : .values
      ).sampleCount
    }
    self.init(
      source: .csv(train: path, test: test, labels: references, dropped: dropped), count: table.count,
      testCount: testCount, sampleShape: [file.columns.featureCount], labels: found)
    self.labelNames = labels.map(table.name)
    self.labelReason = reason
    doubts = [doubt].compactMap(\.self)
    self.omissions = omissions.map(\.omission)
  }

  /// The label columns, and why they are taken for it.
  private static func labels(
    _ chosen: [String], in table: CSVSurvey, path: String, hasIndex: Bool
  ) throws(DatasetError) -> (columns: [Int], reason: String?) {
    let header = table.header ?? []
    guard chosen.isEmpty else {
      let columns = try chosen.map { name throws(DatasetError) in
        func error(_ problem: CSVProblem) -> DatasetError { .badCSV(path: path, line: 1, column: 1, problem) }
        if let number = Int(name), !header.contains(name) {
          let count = table.columns.count
          guard (-count..<count).contains(number) else { throw error(.columnRange(number, columns: count)) }
          return number < 0 ? count + number : number
        }
        if table.header == nil { throw error(.noHeader(label: name)) }
        do throws(CSVScanner.Fault) {
          return try CSVColumns.index(of: name, in: header)
        } catch let fault {
          throw error(fault.problem)
        }
      }
      return (columns, nil)
    }
    let names = header.map { $0.lowercased() }
    for name in labelNames {
      if let column = names.lastIndex(of: name), column > 0 || !hasIndex {
        return ([column], "for its name")
      }
    }
    return ([table.columns.count - 1], "as the last column")
  }
}
