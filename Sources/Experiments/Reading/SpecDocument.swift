import Schema

/// A spec file as it was read, before it is merged with the one that it extends.
struct SpecDocument: Sendable {
  /// The name of the file without its extension.
  let name: String
  /// An object without `ownKeys`.
  let content: LocatedJSON
  /// The spec that it extends, as written: a name or a path; nil if there is none.
  let extends: LocatedJSON?
  /// The edits of the model that it inherits, in the order of the file.
  let edits: [ModelEdit]
  let isBuiltIn: Bool

  var source: SpecSource { content.location.source }

  /// Keys that belong to the file and not to the experiment.
  static let ownKeys = [
    JSONSchema.schemaKey,
    ObjectShape.Key(
      name: "extends", shape: .text, defaultValue: nil,
      doc:
        "The experiment that this one extends, by name or by a path relative to this file. Objects are merged key by key; lists and plain values replace those of the other experiment."
    ),
    ObjectShape.Key(
      name: "edit_model", shape: .list(of: .text, minimum: 0), defaultValue: nil,
      doc:
        "Edits of the model of the experiment that this one extends: \"N+=LAYER\" inserts a layer before entry N (the number of entries appends), \"N-\" removes entry N. LAYER is JSON or a bare name. All numbers count from 0 in the model before any edit."
    ),
  ]

  static let shape = Shape.object(ExperimentSpec.keys.shape)

  /// - Throws: `SpecError` if the bytes are not a JSON object, or one of `ownKeys` has a wrong value.
  init(name: String, bytes: [UInt8], source: SpecSource, isBuiltIn: Bool) throws(SpecError) {
    let value = try JSONParser.parse(bytes, source: source)
    guard let members = value.members else {
      throw SpecError(
        SpecProblem(at: value.location, .wrongType(found: value.summary, expected: "an object")))
    }
    self.name = name
    self.isBuiltIn = isBuiltIn
    let isOwn = { (member: LocatedJSON.Member) in Self.ownKeys.contains { $0.name == member.name } }
    content = LocatedJSON(value: .object(members.filter { !isOwn($0) }), location: value.location)
    extends = value["extends"]
    let own = LocatedJSON(value: .object(members.filter(isOwn)), location: value.location)
    var misfits = ShapeCheck.problems(
      of: own, .object(ObjectShape(doc: "", keys: Self.ownKeys) { _ in nil }),
      options: ShapeCheck.Options(requiresKeys: false))
    (edits, misfits) = Self.edits(in: value, misfits)
    if !misfits.isEmpty { throw SpecError(misfits + partialProblems) }
  }

  /// Reads `edit_model`.
  /// - Parameter problems: what is wrong with the file's own keys.
  /// - Returns: the edits, and the problems with what is wrong with `edit_model` added.
  private static func edits(
    in value: LocatedJSON, _ problems: [SpecProblem]
  ) -> (edits: [ModelEdit], problems: [SpecProblem]) {
    guard let list = value["edit_model"], problems.isEmpty else { return ([], problems) }
    let path = SpecPath([.key("edit_model")])
    var (edits, problems) = ([ModelEdit](), problems)
    for (index, entry) in (list.elements ?? []).enumerated() {
      do throws(SpecError) {
        edits.append(
          try ModelEdit(parsing: entry.string ?? "", at: entry.location, path: path + index))
      } catch {
        problems += error.problems
      }
    }
    if value["extends"] == nil {
      problems.append(SpecProblem(at: list.location, path: path, .edit(.nothingExtended)))
    } else if value["model"] != nil {
      problems.append(SpecProblem(at: list.location, path: path, .edit(.besideModel)))
    }
    return (edits, problems)
  }

  /// Merges documents: the values of each replace those of the document that it extends, whose model it may edit. One that
  /// changes the experiment has only the published figures that it states itself.
  /// - Parameter chain: the document, the document that it extends, and so on.
  /// - Returns: nil for an empty chain; otherwise the content, and what is wrong with the edits.
  static func merged(_ chain: [SpecDocument]) -> (content: LocatedJSON, problems: [SpecProblem])? {
    guard let oldest = chain.last else { return nil }
    var (content, problems) = (oldest.content, [SpecProblem]())
    for document in chain.dropLast().reversed() {
      let extended = content
      content = document.content.merged(over: extended, shape)
      problems += ModelEdit.apply(document.edits, to: &content)
      if PublishedExperiment(content) != PublishedExperiment(extended) {
        content = content.replacing("published", by: document.content["published"])
      }
    }
    return (content, problems)
  }

  /// What is wrong with this file alone, for the case that it cannot be merged with the one that it extends. Missing keys
  /// are not reported, because they might be inherited.
  var partialProblems: [SpecProblem] {
    ShapeCheck.problems(of: content, Self.shape, options: ShapeCheck.Options(requiresKeys: false))
  }
}
