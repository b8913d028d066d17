import Schema

/// Values for one key, each of which makes a variant: `--grid KEY=[v1,v2]`.
public struct Grid: Sendable {
  /// One for each value, in the order given.
  public let overrides: [Override]

  /// More variants than this are taken for a mistake.
  public static let mostCells = 1000

  /// Reads what stands behind `--grid`: a dotted path and a list, of JSON or of words without quotes.
  /// - Throws: `ExperimentError`, of kind `usage` where there is no path or no list.
  public init(parsing text: String, currentDirectory: String) throws(ExperimentError) {
    let source = SpecSource(name: "--grid \(text)", directory: currentDirectory, hasLines: false)
    let place = SpecLocation(source: source, line: 1, column: 1)
    guard let equals = text.firstIndex(of: "=") else {
      throw ExperimentError(SpecProblem(at: place, .override(.noValue)))
    }
    let key = String(text[..<equals])
    guard let values = Self.values(text[text.index(after: equals)...], source: source), !values.isEmpty else {
      throw ExperimentError(SpecProblem(at: place, .override(.gridWithoutList)))
    }
    var overrides: [Override] = []
    for value in values {
      let source = SpecSource(name: "--grid \(key)=\(value)", directory: currentDirectory, hasLines: false)
      overrides.append(
        try Override(parsing: "\(key)=\(value)", at: SpecLocation(source: source, line: 1, column: 1)))
    }
    self.overrides = overrides
  }

  /// The values as texts that an override can be read from; nil where there is no list.
  private static func values(_ text: Substring, source: SpecSource) -> [String]? {
    let options = JSONParser.Options(allowsComments: false)
    if let value = try? JSONParser.parse(Array(text.utf8), source: source, options: options) {
      return value.elements?.map(\.json.compact)
    }
    let trimmed = text.drop(while: \.isWhitespace)
    guard trimmed.first == "[", trimmed.last == "]" else { return nil }
    let words = trimmed.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
      .map { String($0.drop(while: \.isWhitespace)) }
    // Half a list or object is no word.
    let isPlain = words.allSatisfy { word in !word.isEmpty && !word.contains { "[]{}\"".contains($0) } }
    return isPlain ? words : nil
  }

  /// Every combination of the grids' values, the first grid's changing slowest; one without overrides where there is no
  /// grid.
  /// - Throws: `ExperimentError`, of kind `usage`, where there are too many.
  public static func cells(_ grids: [Grid]) throws(ExperimentError) -> [[Override]] {
    var cells: [[Override]] = [[]]
    for grid in grids {
      guard cells.count * grid.overrides.count <= mostCells else {
        throw ExperimentError(SpecProblem(at: nil, .override(.gridTooLarge(limit: mostCells))))
      }
      cells = cells.flatMap { cell in grid.overrides.map { cell + [$0] } }
    }
    return cells
  }
}
