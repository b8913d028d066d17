import Schema

/// A value that replaces one of a spec, given by `--set KEY=VALUE` or `--epochs N`.
public struct Override: Sendable {
  public let path: SpecPath
  let value: LocatedJSON

  /// The value without its location.
  public var json: JSON { value.json }

  /// - Parameters:
  ///   - path: the path of the value to replace.
  ///   - value: the new value.
  ///   - option: the option for messages: `--set training.epochs=20`.
  ///   - currentDirectory: the absolute path of the folder that paths in the value are relative to.
  public init(_ path: SpecPath, _ value: JSON, option: String, currentDirectory: String) {
    let source = SpecSource(name: option, directory: currentDirectory, hasLines: false)
    self.path = path
    self.value = LocatedJSON(value, location: SpecLocation(source: source, line: 1, column: 1))
  }

  /// Reads the value of `--set`.
  ///
  /// The part after `=` is JSON. If it is not valid JSON, it is a string without quotes: `pixels=0-255`,
  /// `optimizer=adam`. But a text that starts like a list, an object or a quoted string must be complete JSON:
  /// otherwise a forgotten bracket would make it a string.
  /// - Throws: `SpecError`. It is of kind `usage` if there is no `=` or the key is not a path, and of kind
  ///   `invalid` if the value is incomplete JSON.
  public init(parsing text: String, currentDirectory: String) throws(SpecError) {
    let source = SpecSource(name: "--set \(text)", directory: currentDirectory, hasLines: false)
    try self.init(parsing: text, at: SpecLocation(source: source, line: 1, column: 1))
  }

  /// Reads an override as `--set` accepts it, from another source such as a study.
  /// - Parameter place: the location for messages.
  init(parsing text: String, at place: SpecLocation) throws(SpecError) {
    guard let equals = text.firstIndex(of: "=") else {
      throw SpecError(SpecProblem(at: place, .override(.noValue)))
    }
    guard let path = SpecPath(String(text[..<equals])) else {
      throw SpecError(SpecProblem(at: place, .override(.noKey)))
    }
    self.path = path
    value = try Self.value(String(text[text.index(after: equals)...]), place: place)
  }

  /// The override of `--epochs N`, which is short for `--set training.epochs=N`.
  public static func epochs(_ count: Int, currentDirectory: String) -> Override {
    Override(
      SpecPath([.key("training"), .key("epochs")]), .integer(count), option: "--epochs \(count)",
      currentDirectory: currentDirectory)
  }

  /// Whether the override sets the seed. Commands that get the seeds from elsewhere do not allow that in a variant.
  public var setsSeed: Bool {
    switch path.dotted {
    case "training.seed": true
    case "training": json["seed"] != nil
    default: false
    }
  }

  private static func value(_ text: String, place: SpecLocation) throws(SpecError) -> LocatedJSON {
    do {
      return try JSONParser.parse(
        Array(text.utf8), source: place.source, options: JSONParser.Options(allowsComments: false)
      ).moved(to: place)
    } catch {
      if let first = text.first(where: { !$0.isWhitespace }), "{[\"".contains(first) { throw error }
      // A JSON number that is too large for a double is not meant as a word.
      if case .syntax(.numberTooLarge) = error.problems.first?.reason { throw error }
      return LocatedJSON(value: .string(text), location: place)
    }
  }
}

extension LocatedJSON {
  fileprivate func moved(to location: SpecLocation) -> LocatedJSON { LocatedJSON(json, location: location) }
}
