import Schema
import Text

/// The overrides that a study writes down.
extension StudyDocument {
  /// The absolute path of the folder that paths in the study are relative to.
  var directory: String { location(of: []).source.directory }

  /// The overrides of a quick study.
  /// - Throws: `SpecError` if one is malformed, or if there is no such experiment as it shortens.
  func overrides(of quick: QuickForm) throws(SpecError) -> [Override] {
    guard let shortening = quick.spec else { return [] }
    try checkSubjects(shortening.experiments, at: [.key(quick.key)])
    return try overrides(shortening.settings, at: [.key(quick.key), .key("set")])
  }

  /// The names that claims can use, each once.
  var subjectNames: [String] {
    (spec.experiments.map(\.name) + mentions.map(\.name)).distinct
  }

  /// Checks that the study has experiments of these names.
  /// - Parameter steps: the path of the object whose `experiments` they are.
  func checkSubjects(_ names: [String]?, at steps: [SpecPath.Step]) throws(SpecError) {
    let known = subjectNames
    for (index, name) in (names ?? []).enumerated() where !known.contains(name) {
      throw SpecError(
        problem(
          at: steps + [.key("experiments"), .index(index)], .study(.unknownSubject(name, known: known))))
    }
  }

  /// Reads the overrides of a `set`. A malformed one is a fault of the file, not of the command line.
  func overrides(_ settings: [String], at steps: [SpecPath.Step]) throws(SpecError) -> [Override] {
    var problems: [SpecProblem] = []
    var overrides: [Override] = []
    for (index, setting) in settings.enumerated() {
      let path = steps + [.index(index)]
      do throws(SpecError) {
        let override = try Override(parsing: setting, at: location(of: path))
        if override.setsSeed { problems.append(problem(at: path, .study(.seedInSet))) }
        overrides.append(override)
      } catch {
        problems += error.problems.map { problem(at: path, .other($0.message)) }
      }
    }
    guard problems.isEmpty else { throw SpecError(problems) }
    return overrides
  }
}

/// How `--quick` shortens a study, and the key that says so.
struct QuickForm {
  let spec: QuickSpec?
  let key: String

  /// - Parameter isVaried: whether choices are varied, for which a study may have another short form.
  init(of study: StudySpec, isVaried: Bool) {
    let own = isVaried ? study.quickChoices : nil
    spec = own ?? study.quick
    key = own == nil ? "quick" : "quick_choices"
  }
}
