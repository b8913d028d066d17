import Schema

/// A value put in the place of one of a spec's, by `--set KEY=VALUE` or `--epochs N`.
public struct Override: Sendable {
  public let path: SpecPath
  let value: LocatedJSON

  /// The value without its place.
  public var json: JSON { value.json }

  /// - Parameters:
  ///   - option: as messages name it: `--set training.epochs=20`.
  ///   - currentDirectory: the absolute path of the folder that paths inside the value count from.
  public init(_ path: SpecPath, _ value: JSON, option: String, currentDirectory: String) {
    let source = SpecSource(name: option, directory: currentDirectory, hasLines: false)
    self.path = path
    self.value = LocatedJSON(value, location: SpecLocation(source: source, line: 1, column: 1))
  }

  /// Reads what stands behind `--set`.
  ///
  /// The value is JSON; a bare word, which is not, is a string: `pixels=0-255`, `optimizer=adam`. What starts like a
  /// list, an object or a quoted string must be whole JSON, so that a forgotten bracket is no string.
  /// - Throws: `ExperimentError`, of kind `usage`, where there is no `=` or the key is no path; of kind `invalid` where
  ///   the value is half JSON.
  public init(parsing text: String, currentDirectory: String) throws(ExperimentError) {
    let source = SpecSource(name: "--set \(text)", directory: currentDirectory, hasLines: false)
    try self.init(parsing: text, at: SpecLocation(source: source, line: 1, column: 1))
  }

  /// Reads what `--set` takes from another place, such as a study.
  init(parsing text: String, at place: SpecLocation) throws(ExperimentError) {
    guard let equals = text.firstIndex(of: "=") else {
      throw ExperimentError(SpecProblem(at: place, .override(.noValue)))
    }
    guard let path = SpecPath(String(text[..<equals])) else {
      throw ExperimentError(SpecProblem(at: place, .override(.noKey)))
    }
    self.path = path
    value = try Self.value(String(text[text.index(after: equals)...]), place: place)
  }

  /// `--epochs N`, which is short for `--set training.epochs=N`.
  public static func epochs(_ count: Int, currentDirectory: String) -> Override {
    Override(
      SpecPath([.key("training"), .key("epochs")]), .integer(count), option: "--epochs \(count)",
      currentDirectory: currentDirectory)
  }

  /// Whether it states a run's seed, which is no part of a variant where seeds come from elsewhere.
  public var setsSeed: Bool {
    switch path.dotted {
    case "training.seed": true
    case "training": json["seed"] != nil
    default: false
    }
  }

  private static func value(_ text: String, place: SpecLocation) throws(ExperimentError) -> LocatedJSON {
    do {
      return try JSONParser.parse(
        Array(text.utf8), source: place.source, options: JSONParser.Options(allowsComments: false)
      ).moved(to: place)
    } catch {
      if let first = text.first(where: { !$0.isWhitespace }), "{[\"".contains(first) { throw error }
      // A number that JSON knows but no double holds is not meant as a word.
      if case .syntax(.numberTooLarge) = error.problems.first?.reason { throw error }
      return LocatedJSON(value: .string(text), location: place)
    }
  }
}

extension LocatedJSON {
  fileprivate func moved(to location: SpecLocation) -> LocatedJSON { LocatedJSON(json, location: location) }
}
