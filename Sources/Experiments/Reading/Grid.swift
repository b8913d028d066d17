import Schema

/// Several values for one key: `--grid KEY=[v1,v2]`. Each value makes a variant of an experiment.
public struct Grid: Sendable {
  /// One override for each value, in the given order.
  public let overrides: [Override]

  /// The maximum number of variants. More are probably a mistake.
  public static let maximumCells = 1000

  /// Reads the value of `--grid`: a dotted path, `=`, and a list of JSON values and of words without quotes.
  /// - Parameters:
  ///   - text: the value of the option.
  ///   - currentDirectory: the absolute path of the folder that paths in the values are relative to.
  /// - Throws: `SpecError`. It is of kind `usage` if the path or the list is missing, and of kind `invalid` if a value is
  ///   malformed JSON.
  public init(parsing text: String, currentDirectory: String) throws(SpecError) {
    let source = SpecSource(name: "--grid \(text)", directory: currentDirectory, hasLines: false)
    let place = SpecLocation(source: source, line: 1, column: 1)
    guard let equals = text.firstIndex(of: "=") else {
      throw SpecError(SpecProblem(at: place, .override(.noValue)))
    }
    let key = String(text[..<equals])
    guard let values = Self.values(text[text.index(after: equals)...], source: source), !values.isEmpty else {
      let instead = Self.list(key, text[text.index(after: equals)...])
      throw SpecError(SpecProblem(at: place, .override(.gridWithoutList(instead: instead))))
    }
    var overrides: [Override] = []
    for value in values {
      let source = SpecSource(name: "--grid \(key)=\(value)", directory: currentDirectory, hasLines: false)
      overrides.append(
        try Override(parsing: "\(key)=\(value)", at: SpecLocation(source: source, line: 1, column: 1)))
    }
    self.overrides = overrides
  }

  /// What was meant by values without brackets, `lr=0.1,0.01`; nil if there are brackets or no values.
  private static func list(_ key: String, _ values: Substring) -> String? {
    let parts = values.split(separator: ",").map(\.trimmed)
    guard !parts.isEmpty, !values.contains(where: { "[]{}\"'".contains($0) }) else { return nil }
    let path = key.contains(".") ? key : ExperimentSpec.path(ofKey: key) ?? key
    return "\(path)=[\(parts.joined(separator: ","))]"
  }

  /// The values as texts that an override can be read from; nil if the text is not a list. An object or a list of JSON
  /// among them may still be malformed.
  private static func values(_ text: Substring, source: SpecSource) -> [String]? {
    let options = JSONParser.Options(allowsComments: false)
    if let value = try? JSONParser.parse(Array(text.utf8), source: source, options: options) {
      return value.elements?.map(\.json.compact)
    }
    let trimmed = text.trimmed
    guard trimmed.count >= 2, trimmed.first == "[", trimmed.last == "]",
      let values = parts(of: trimmed.dropFirst().dropLast())
    else { return nil }
    let areUsable = values.allSatisfy { value in
      // Brackets and quotes are parts of a JSON value, not of a word.
      guard let first = value.first else { return false }
      return "[{\"".contains(first) || !value.contains { "[]{}\"".contains($0) }
    }
    return areUsable ? values : nil
  }

  /// The parts of a text between the commas that are outside of lists, objects and quoted strings; nil if a bracket or a
  /// quote is not closed.
  private static func parts(of text: Substring) -> [String]? {
    var (parts, part) = ([String](), Substring(""))
    var (depth, isQuoted, isEscaped) = (0, false, false)
    for character in text {
      if isQuoted {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isQuoted = false
        }
      } else {
        switch character {
        case "\"": isQuoted = true
        case "[", "{": depth += 1
        case "]", "}": depth -= 1
        default: break
        }
        guard depth >= 0 else { return nil }
      }
      if character == ",", depth == 0, !isQuoted {
        parts.append(String(part.trimmed))
        part = ""
      } else {
        part.append(character)
      }
    }
    return depth == 0 && !isQuoted ? parts + [String(part.trimmed)] : nil
  }

  /// All combinations of the values of several grids. The value of the first grid changes slowest. Without grids there
  /// is one combination, which has no overrides.
  /// - Throws: `SpecError` of kind `usage` if there are more than `maximumCells` combinations.
  public static func cells(_ grids: [Grid]) throws(SpecError) -> [[Override]] {
    var cells: [[Override]] = [[]]
    for grid in grids {
      guard cells.count * grid.overrides.count <= maximumCells else {
        throw SpecError(SpecProblem(at: nil, .override(.gridTooLarge(limit: maximumCells))))
      }
      cells = cells.flatMap { cell in grid.overrides.map { cell + [$0] } }
    }
    return cells
  }
}
