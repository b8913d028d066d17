import Schema
import Text

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
  /// Whether it is the record of a run, and no spec file.
  let isRecord: Bool

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
    isRecord = false
    let isOwn = { (member: LocatedJSON.Member) in Self.ownKeys.contains { $0.name == member.name } }
    content = LocatedJSON(value: .object(members.filter { !isOwn($0) }), location: value.location)
    extends = value["extends"]
    let own = LocatedJSON(value: .object(members.filter(isOwn)), location: value.location)
    var misfits = ShapeCheck.problems(
      of: own, .object(ObjectShape(doc: "", keys: Self.ownKeys) { _ in nil }),
      options: ShapeCheck.Options(requiresKeys: false))
    (edits, misfits) = Self.edits(in: value, misfits)
    // What is missing in this file is in the one that it means to extend.
    let isUnextended = extends == nil && members.contains { Self.isMisspeltExtends($0.name) }
    if isUnextended { misfits.removeAll { $0.reason == .edit(.nothingExtended) } }
    if isUnextended || !misfits.isEmpty { throw SpecError(misfits + partialProblems) }
  }

  /// The spec in the record of a run, with every default written out.
  init(name: String, recorded spec: LocatedJSON) {
    self.name = name
    content = spec
    extends = nil
    edits = []
    isBuiltIn = false
    isRecord = true
  }

  /// Whether an unknown key probably means `extends`.
  private static func isMisspeltExtends(_ name: String) -> Bool {
    let names = allKeys(ExperimentSpec.keys.shape.keys.map(\.name))
    return !names.contains(name) && nearestName(to: name, among: names) == "extends"
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
  /// changes the experiment has only the published figures that it states itself. One of another article, or of none, has
  /// only its own notes, too, and with another title its source is only what it states itself.
  /// - Parameter chain: the document, the document that it extends, and so on.
  /// - Returns: nil for an empty chain; otherwise the content, and what is wrong with the edits.
  static func merged(_ chain: [SpecDocument]) -> (content: LocatedJSON, problems: [SpecProblem])? {
    guard let oldest = chain.last else { return nil }
    var (content, problems) = (oldest.content, [SpecProblem]())
    for document in chain.dropLast().reversed() {
      let extended = content
      let base = TrainingRule.withoutReplacedLength(
        document.withoutOtherSource(extended), by: document.content)
      content = document.content.merged(over: base, shape)
      problems += ModelEdit.apply(document.edits, to: &content)
      if PublishedExperiment(content) != PublishedExperiment(extended) {
        content = content.replacing("published", by: document.content["published"])
      }
      if article(of: content) != article(of: extended) {
        content = content.replacing("notes", by: document.content["notes"])
      }
    }
    return (content, problems)
  }

  /// The spec that this one extends, without the address and the section of its article if this one names the title of
  /// another.
  private func withoutOtherSource(_ extended: LocatedJSON) -> LocatedJSON {
    let title = content["source"]?["tutorial"]?.string
    if title == nil || title == extended["source"]?["tutorial"]?.string { return extended }
    return extended.replacing("source", by: content["source"])
  }

  /// The article that a spec comes from; nil if there is none, or if it cannot be read.
  private static func article(of content: LocatedJSON) -> SourceSpec? {
    content["source"].flatMap(SourceSpec.keys.codec.read)?.article
  }

  /// What is wrong with this file alone, for the case that it cannot be merged with the one that it extends. Missing keys
  /// are not reported, because they might be inherited.
  var partialProblems: [SpecProblem] {
    Self.problems(of: content, requiresKeys: false)
  }

  /// What is wrong with a spec, except its model's edits.
  /// - Parameter requiresKeys: whether keys without a default must be present.
  static func problems(of content: LocatedJSON, requiresKeys: Bool = true) -> [SpecProblem] {
    ShapeCheck.problems(of: content, shape, options: ShapeCheck.Options(requiresKeys: requiresKeys)).map {
      guard $0.path.steps.count == 1, case .unknownKey(let key, let allowed, let elsewhere) = $0.reason
      else { return $0 }
      return SpecProblem(
        at: $0.location, path: $0.path,
        .unknownKey(key, allowed: allKeys(allowed), elsewhere: elsewhere))
    }
  }

  /// The names of all keys of a spec file, given those of the experiment.
  private static func allKeys(_ names: [String]) -> [String] { ownKeys.map(\.name) + names }
}
