import Schema

/// How the values of a study's choices change its experiments.
struct ChoiceChanges: Sendable {
  /// An override that a value makes, with its path in the file.
  private struct Entry {
    let override: Override
    let steps: [SpecPath.Step]
    /// The names of the experiments that it is for.
    let experiments: Set<String>
  }

  /// A combination of choices and what it changes.
  struct Variation: Sendable {
    let combination: Combination
    /// By the names of the experiments, in the order of the choices.
    let overrides: [String: [Override]]
  }

  /// By choice and value.
  private let entries: [[[Entry]]]

  /// - Throws: `SpecError` if an override is malformed, if there is no such experiment, or if two choices change the same
  ///   value of an experiment.
  init(_ document: StudyDocument) throws(SpecError) {
    var problems: [SpecProblem] = []
    entries = document.spec.choices.enumerated().map { choice, spec in
      spec.values.enumerated().map { value, spec in
        spec.changes.enumerated().flatMap { index, change -> [Entry] in
          let steps: [SpecPath.Step] = [
            .key("choices"), .index(choice), .key("values"), .index(value), .key("changes"), .index(index),
          ]
          do throws(SpecError) {
            try document.checkSubjects(change.experiments, at: steps)
            let names = Set(change.experiments ?? document.subjectNames)
            let settings = steps + [.key("set")]
            return try document.overrides(change.settings, at: settings).enumerated().map {
              Entry(override: $1, steps: settings + [.index($0)], experiments: names)
            }
          } catch {
            problems += error.problems
            return []
          }
        }
      }
    }
    problems += conflicts(in: document)
    guard problems.isEmpty else { throw SpecError(problems) }
  }

  func variation(_ combination: Combination) -> Variation {
    let chosen = zip(entries, combination.indices).flatMap { values, index in values[index] }
    return Variation(
      combination: combination,
      overrides: chosen.reduce(into: [:]) { overrides, entry in
        for name in entry.experiments { overrides[name, default: []].append(entry.override) }
      })
  }

  /// A problem for each two choices that change the same value of an experiment, at the later one. In a combination of
  /// both, only one would have its effect.
  private func conflicts(in document: StudyDocument) -> [SpecProblem] {
    let names = document.spec.choices.map(\.name)
    return entries.indices.flatMap { later in
      (0..<later).compactMap { earlier -> SpecProblem? in
        for entry in entries[later].joined() {
          for other in entries[earlier].joined() where entry.override.overlaps(other.override) {
            guard let experiment = entry.experiments.intersection(other.experiments).min() else { continue }
            let problem = StudyProblem.changedByTwoChoices(
              entry.override.key, otherKey: other.override.key, choice: names[earlier], experiment: experiment
            )
            return document.problem(at: entry.steps, .study(problem))
          }
        }
        return nil
      }
    }
  }
}

extension Override {
  /// Whether both change the same value, or one of them a value inside that of the other.
  fileprivate func overlaps(_ other: Override) -> Bool {
    let (steps, otherSteps) = (path.steps, other.path.steps)
    guard steps.starts(with: otherSteps) || otherSteps.starts(with: steps) else { return false }
    // A layer that is inserted before an entry leaves the entry as it is.
    return !isInsertion(besides: other) && !other.isInsertion(besides: self)
  }

  private func isInsertion(besides other: Override) -> Bool {
    switch action {
    case .insert: other.path.steps.count >= path.steps.count
    case .replace, .remove: false
    }
  }
}
