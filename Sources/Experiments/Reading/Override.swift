import Schema

/// A change to a spec, given by `--set` or `--epochs N`: `KEY=VALUE` replaces a value, `model.N+=LAYER` inserts a layer
/// and `model.N-` removes one.
public struct Override: Sendable {
  public enum Action: Sendable {
    case replace
    /// Inserts the value as a layer before the entry of the model at the path; inserts nothing if it is null.
    case insert
    /// Removes the entry of the model at the path.
    case remove
  }

  public let action: Action
  public let path: SpecPath
  /// Null for a removal.
  let value: LocatedJSON

  /// The part before the equals sign: `training.epochs`, `model.1+`; for a removal the whole: `model.3-`.
  public var key: String {
    switch action {
    case .replace: path.dotted
    case .insert: path.dotted + "+"
    case .remove: path.dotted + "-"
    }
  }

  /// The value without its location.
  public var json: JSON { value.json }

  /// - Parameters:
  ///   - path: the path of the value to replace.
  ///   - value: the new value.
  ///   - option: the option for messages: `--set training.epochs=20`.
  ///   - currentDirectory: the absolute path of the folder that paths in the value are relative to.
  public init(_ path: SpecPath, _ value: JSON, option: String, currentDirectory: String) {
    let source = SpecSource(name: option, directory: currentDirectory, hasLines: false)
    action = .replace
    self.path = path
    self.value = LocatedJSON(value, location: SpecLocation(source: source, line: 1, column: 1))
  }

  /// Reads the value of `--set`.
  ///
  /// The part after `=` is JSON. If it is not valid JSON, it is a string without quotes: `pixels=0-255`,
  /// `optimizer=adam`. But a text that starts like a list, an object or a quoted string must be complete JSON:
  /// otherwise a forgotten bracket would make it a string.
  /// - Throws: `SpecError`. It is of kind `usage` if there is no `=`, the key is not a path, or an insertion or a removal
  ///   is not one of an entry of the model. It is of kind `invalid` if the value is incomplete JSON.
  public init(parsing text: String, currentDirectory: String) throws(SpecError) {
    let source = SpecSource(name: "--set \(text)", directory: currentDirectory, hasLines: false)
    try self.init(parsing: text, at: SpecLocation(source: source, line: 1, column: 1))
  }

  /// Reads an override as `--set` accepts it, from another source such as a study.
  /// - Parameter place: the location for messages.
  init(parsing text: String, at place: SpecLocation) throws(SpecError) {
    let equals = text.firstIndex(of: "=")
    var key = text[..<(equals ?? text.endIndex)]
    action = key.last == "+" ? .insert : key.last == "-" ? .remove : .replace
    switch action {
    case .replace: break
    case .insert, .remove: key.removeLast()
    }
    if action != .remove, equals == nil { throw SpecError(SpecProblem(at: place, .override(.noValue))) }
    guard let path = SpecPath(String(key)) else {
      throw SpecError(SpecProblem(at: place, .override(.noKey)))
    }
    self.path = path
    guard action == .replace || path.modelEntry != nil else {
      throw SpecError(SpecProblem(at: place, .edit(.notAnEntry(text))))
    }
    if action == .remove, equals != nil, let index = path.modelEntry {
      throw SpecError(SpecProblem(at: place, .edit(.removalWithValue(index))))
    }
    value =
      try equals.map { equals throws(SpecError) in
        try Self.value(String(text[text.index(after: equals)...]), place: place)
      } ?? LocatedJSON(value: .null, location: place)
  }

  /// The edit of the model; nil for the replacement of a value.
  var edit: ModelEdit? {
    guard let index = path.modelEntry else { return nil }
    let path = SpecPath([.key("model"), .key(key.split(separator: ".").last.map(String.init) ?? "")])
    return switch action {
    case .replace: nil
    case .insert: ModelEdit(index: index, action: .insert(value), location: value.location, path: path)
    case .remove: ModelEdit(index: index, action: .remove, location: value.location, path: path)
    }
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

  /// Whether the override inserts, removes or replaces layers, so that the title of the experiment may be wrong.
  var changesLayers: Bool { path.steps == [.key("model")] || path.modelEntry != nil }

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

extension SpecPath {
  /// The number of the entry of the model that the path is that of; nil for any other path.
  fileprivate var modelEntry: Int? {
    guard steps.count == 2, steps[0] == .key("model"), case .index(let index) = steps[1] else { return nil }
    return index
  }
}

extension LocatedJSON {
  fileprivate func moved(to location: SpecLocation) -> LocatedJSON { LocatedJSON(json, location: location) }
}
