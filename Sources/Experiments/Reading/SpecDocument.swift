import Schema

/// A spec file as it was read, before it is merged with the one that it extends.
struct SpecDocument: Sendable {
  /// The name of the file without its extension.
  let name: String
  /// An object without `ownKeys`.
  let content: LocatedJSON
  /// The spec that it extends, as written: a name or a path; nil if there is none.
  let extends: LocatedJSON?
  let isBuiltIn: Bool

  var source: SpecSource { content.location.source }

  /// Keys that belong to the file and not to the experiment.
  static let ownKeys = ["$schema", "extends"]

  static let shape = Shape.object(ExperimentSpec.keys.shape)

  /// - Throws: `SpecError` if the bytes are not a JSON object, or one of `ownKeys` is not a string.
  init(name: String, bytes: [UInt8], source: SpecSource, isBuiltIn: Bool) throws(SpecError) {
    let value = try JSONParser.parse(bytes, source: source)
    guard let members = value.members else {
      throw SpecError(
        SpecProblem(at: value.location, .wrongType(found: value.summary, expected: "an object")))
    }
    self.name = name
    self.isBuiltIn = isBuiltIn
    content = LocatedJSON(
      value: .object(members.filter { !Self.ownKeys.contains($0.name) }), location: value.location)
    extends = value["extends"]
    let misfits = Self.ownKeys.compactMap { key in
      value[key].flatMap { value in
        value.string == nil
          ? SpecProblem(
            at: value.location, path: SpecPath([.key(key)]),
            .wrongType(found: value.summary, expected: "a string")) : nil
      }
    }
    if !misfits.isEmpty { throw SpecError(misfits + partialProblems) }
  }

  /// Merges documents; the values of each replace those of the document that it extends.
  /// - Parameter chain: the document, the document that it extends, and so on.
  /// - Returns: nil for an empty chain.
  static func merged(_ chain: [SpecDocument]) -> LocatedJSON? {
    guard let oldest = chain.last else { return nil }
    return chain.dropLast().reversed().reduce(oldest.content) { $1.content.merged(over: $0, shape) }
  }

  /// What is wrong with this file alone, for the case that it cannot be merged with the one that it extends. Missing keys
  /// are not reported, because they might be inherited.
  var partialProblems: [SpecProblem] {
    ShapeCheck.problems(of: content, Self.shape, options: ShapeCheck.Options(requiresKeys: false))
  }
}
