import Engine
import Schema

/// A change to the list of layers: `1+=batch_norm` inserts a layer before entry 1, `3-` removes entry 3.
///
/// Edits are made together, and their numbers count in the model as it was before any of them.
struct ModelEdit: Sendable {
  enum Action: Sendable {
    /// Null inserts nothing, so that a grid can vary an insertion.
    case insert(LocatedJSON)
    case remove
  }

  /// The entry that is removed, or before which the layer is inserted. The number of entries appends.
  let index: Int
  let action: Action
  /// The location of the edit, which is also that of the inserted layer.
  let location: SpecLocation
  /// The path of the edit for messages: `edit_model[0]` or `model.1+`.
  let path: SpecPath

  /// Reads an entry of `edit_model`.
  /// - Parameter path: the path of the entry.
  /// - Throws: `SpecError` if it is neither an insertion nor a removal.
  init(parsing text: String, at location: SpecLocation, path: SpecPath) throws(SpecError) {
    let override: Override
    do throws(SpecError) {
      override = try Override(parsing: "model.\(text)", at: location)
    } catch {
      if error.kind == .usage {
        throw SpecError(SpecProblem(at: location, path: path, .edit(.malformed(text))))
      }
      // Their locations count inside the text of the edit.
      throw SpecError(error.problems.map { SpecProblem(at: location, path: path, $0.reason) })
    }
    guard let edit = override.edit else {
      throw SpecError(SpecProblem(at: location, path: path, .edit(.malformed(text))))
    }
    self.init(index: edit.index, action: edit.action, location: location, path: path)
  }

  init(index: Int, action: Action, location: SpecLocation, path: SpecPath) {
    self.index = index
    self.action = action
    self.location = location
    self.path = path
  }

  /// Makes the edits in the model of a spec. Insertions before the same entry keep their order.
  /// - Returns: the problems of the edits. With a problem, or without a list of layers, the spec is unchanged.
  static func apply(_ edits: [ModelEdit], to content: inout LocatedJSON) -> [SpecProblem] {
    guard !edits.isEmpty, var members = content.members,
      let position = members.firstIndex(where: { $0.name == "model" }),
      let layers = members[position].value.elements
    else { return [] }
    let problems = problems(of: edits, in: layers)
    guard problems.isEmpty else { return problems }
    var edited: [LocatedJSON] = []
    for index in 0...layers.count {
      var isRemoved = false
      for edit in edits where edit.index == index {
        switch edit.action {
        case .insert(let layer): if !layer.isNull { edited.append(layer) }
        case .remove: isRemoved = true
        }
      }
      if index < layers.count, !isRemoved { edited.append(layers[index]) }
    }
    if edited.isEmpty, !layers.isEmpty, let last = edits.last {
      return [SpecProblem(at: last.location, path: last.path, .edit(.noLayerLeft))]
    }
    members[position].value.value = .array(edited)
    content.value = .object(members)
    return []
  }

  private static func problems(of edits: [ModelEdit], in layers: [LocatedJSON]) -> [SpecProblem] {
    let names = layers.map { $0.chosen?.name ?? "?" }
    var removed: Set<Int> = []
    return edits.flatMap { edit -> [SpecProblem] in
      func problem(_ problem: ModelEditProblem) -> [SpecProblem] {
        [SpecProblem(at: edit.location, path: edit.path, .edit(problem))]
      }
      switch edit.action {
      case .insert(let layer):
        if edit.index > layers.count { return problem(.noPlace(edit.index, layers: names)) }
        return layer.isNull ? [] : edit.problems(of: layer)
      case .remove:
        if edit.index >= layers.count { return problem(.noSuchLayer(edit.index, layers: names)) }
        let isNew = removed.insert(edit.index).inserted
        return isNew ? [] : problem(.removedTwice(edit.index, layer: names[edit.index]))
      }
    }
  }

  /// What is wrong with an inserted layer by itself.
  private func problems(of layer: LocatedJSON) -> [SpecProblem] {
    ShapeCheck.problems(of: layer, LayerSpec.codec.shape).map {
      SpecProblem(at: $0.location, path: SpecPath(path.steps + $0.path.steps), $0.reason)
    }
  }
}
