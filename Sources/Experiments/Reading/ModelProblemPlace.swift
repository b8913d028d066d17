import Schema

/// The entry of a study that defines an experiment, for messages.
struct StudyEntry: Sendable {
  let location: SpecLocation
  let path: SpecPath
}

/// Where a message about the model points. If overrides or edits made the model, its cause is probably there and not
/// where the layer is written, and the layer's number counts after the edits.
struct ModelProblemPlace: Sendable {
  /// The experiment's name without overrides.
  let name: String
  /// The overrides that have an effect.
  let overrides: [Override]
  /// The edits of the nearest of the spec's files that has any.
  let edits: [ModelEdit]
  /// Nil if the experiment does not come from a study.
  let entry: StudyEntry?

  /// - Parameters:
  ///   - path: the path of the value in the edited model.
  ///   - location: where that value is written.
  func problem(at path: SpecPath, _ location: SpecLocation, _ message: String) -> SpecProblem {
    let isOfOption = !location.source.hasLines
    let editCount = overrides.count { $0.edit != nil }
    // An option that sets the value itself is named by the location, and counts layers as the path does.
    let isPlain = overrides.isEmpty ? edits.isEmpty : isOfOption && editCount == 0
    guard path.steps.first == .key("model"), !isPlain else {
      return SpecProblem(at: location, path: path, .other(message))
    }
    if overrides.isEmpty, let edit = edits.first {
      let place = edits.count == 1 ? edit.path : SpecPath([.key("edit_model")])
      return SpecProblem(at: edit.location, path: place, .other("\(after(edits.count)) \(path): \(message)"))
    }
    let changed = "\(name) with \(overrides.map(\.text).joined(separator: ", "))"
    let layer =
      if editCount > 0 {
        "\(after(editCount)) \(path)"
      } else if let edit = edits.first {
        "after the edits of \(edit.location.source.name) \(path)"
      } else {
        "\(location): \(path)"
      }
    return SpecProblem(
      at: entry?.location, path: entry?.path ?? SpecPath(), .other("\(changed): \(layer): \(message)"))
  }

  private func after(_ editCount: Int) -> String { editCount == 1 ? "after this edit" : "after these edits" }
}
