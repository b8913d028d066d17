/// What is in a column that holds the class of each sample: numbers, or texts. Missing values count as neither.
struct CSVLabelTexts: Equatable {
  /// A field, with its place in the file.
  struct Place: Equatable {
    var text: String
    var line: Int
    var column: Int
  }

  /// The maximum number of different texts. More are certainly not classes.
  static let limit = 1 << 16

  /// All different texts, without the spaces around them.
  private(set) var names: Set<String> = []
  private(set) var firstNumber: Place?
  private(set) var firstText: Place?

  /// Notes a field.
  /// - Returns: false if there are too many texts.
  mutating func add(_ number: CSVNumber, at place: @autoclosure () -> Place) -> Bool {
    switch number {
    case .empty, .missing: break
    case .text, .boolean:
      let place = place()
      names.insert(place.text)
      if firstText == nil { firstText = place }
    case .number, .integer, .notFinite, .decimalComma:
      if firstNumber == nil { firstNumber = place() }
    }
    return names.count <= Self.limit
  }

  /// The class names of several files together, in the order of their UTF-8 bytes, as Python sorts texts. Nil if the
  /// classes are numbers.
  /// - Parameter files: what the files hold, with their paths.
  /// - Throws: `badCSV` at the first field of another kind than the first file's first one.
  static func classNames(_ files: [(path: String, texts: CSVLabelTexts)]) throws(DatasetError) -> [String]? {
    var (number, text): ((path: String, place: Place)?, (path: String, place: Place)?)
    for (path, texts) in files {
      if number == nil, let place = texts.firstNumber { number = (path, place) }
      if text == nil, let place = texts.firstText { text = (path, place) }
      guard let number, let text else { continue }
      // Of two in one file the one that comes first is the usual kind.
      let isTextOdd = number.path != text.path ? text.path == path : text.place.comes(after: number.place)
      let (odd, usual) = isTextOdd ? (text, number) : (number, text)
      throw .badCSV(
        path: odd.path, line: odd.place.line, column: odd.place.column,
        .mixedLabels(
          odd.place.text, isText: isTextOdd, other: usual.place.text,
          place: usual.path == odd.path
            ? "on line \(usual.place.line)" : "in \(usual.path):\(usual.place.line)"))
    }
    guard text != nil else { return nil }
    return Set(files.flatMap(\.texts.names)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension CSVLabelTexts.Place {
  fileprivate func comes(after other: Self) -> Bool { (line, column) > (other.line, other.column) }
}
