import Schema

/// A spec file as it was read, before what it extends is known.
struct SpecDocument: Sendable {
  /// The file's name without its ending.
  let name: String
  /// An object, without the file's own keys.
  let content: LocatedJSON
  /// What it extends: a name or a path, as stated.
  let extends: LocatedJSON?
  let isBuiltIn: Bool

  var source: SpecSource { content.location.source }

  /// Keys that belong to the file, not to the experiment.
  static let ownKeys = ["$schema", "extends"]

  static let shape = Shape.object(ExperimentSpec.keys.shape)

  /// - Throws: `ExperimentError` where the bytes are no JSON object, or a key of the file's own is no string.
  init(name: String, bytes: [UInt8], source: SpecSource, isBuiltIn: Bool) throws(ExperimentError) {
    let value = try JSONParser.parse(bytes, source: source)
    guard let members = value.members else {
      throw ExperimentError(
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
    if !misfits.isEmpty { throw ExperimentError(misfits + partialProblems) }
  }

  /// The values of documents over those that they extend.
  /// - Parameter chain: the document, what it extends, what that extends, and so on.
  static func merged(_ chain: [SpecDocument]) -> LocatedJSON? {
    guard let oldest = chain.last else { return nil }
    return chain.dropLast().reversed().reduce(oldest.content) { $1.content.merged(over: $0, shape) }
  }

  /// What is wrong with the file by itself, where it cannot be merged with what it extends.
  var partialProblems: [SpecProblem] {
    ShapeCheck.problems(of: content, Self.shape, options: ShapeCheck.Options(requiresKeys: false))
  }
}
