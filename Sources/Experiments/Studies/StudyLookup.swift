import Schema
import System

/// Looks up the experiments of a study. It remembers them, because the combinations of choices have many in common.
struct StudyLookup {
  let document: StudyDocument
  /// Remarks on the experiments of a built-in study that local files replace by others, by the study's names.
  let replacements: [String: String]
  private let library: ExperimentLibrary
  private var found: [Key: ResolvedExperiment] = [:]

  private struct Key: Hashable {
    let name: String
    /// Each with its place in the file: an error of the experiment names it.
    let overrides: [String]
  }

  init(_ document: StudyDocument, _ library: ExperimentLibrary) {
    (self.document, self.library) = (document, library)
    replacements = Self.replacements(in: document, library)
  }

  private static func replacements(
    in document: StudyDocument, _ library: ExperimentLibrary
  ) -> [String: String] {
    guard document.isBuiltIn || document.isCopy else { return [:] }
    var remarks: [String: String] = [:]
    for mention in document.mentions where remarks[mention.name] == nil {
      let subject = document.spec.experiments.first { $0.name == mention.name }
      let name = subject?.experiment ?? mention.name
      remarks[mention.name] = library.replacement(ofBuiltIn: name).map {
        "\(name) is the local file \($0), which differs from the built-in experiment"
      }
    }
    return remarks
  }

  /// The experiment that a name of the study means.
  /// - Parameter overrides: come after the study's own.
  /// - Throws: `SpecError` with everything that is wrong with it.
  mutating func experiment(
    _ mention: StudyDocument.Mention, _ overrides: [Override]
  ) throws(SpecError) -> ResolvedExperiment {
    let key = Key(
      name: mention.name, overrides: overrides.map { "\($0.value.location): \($0.text)" })
    if let known = found[key] { return known }
    let index = document.spec.experiments.firstIndex { $0.name == mention.name }
    let subject = index.map { document.spec.experiments[$0] }
    let steps = index.map { [SpecPath.Step.key("experiments"), .index($0)] } ?? mention.steps
    let nameSteps = index == nil ? steps : steps + [.key("experiment")]
    let name = subject?.experiment ?? mention.name
    if !ExperimentLibrary.isPath(name), try !library.names().contains(name) {
      let known = document.spec.experiments.map(\.name) + (try library.names())
      throw SpecError(document.problem(at: nameSteps, .study(.unknownSubject(name, known: known))))
    }
    let own = try document.overrides(subject?.settings ?? [], at: steps + [.key("set")])
    let path = ExperimentLibrary.isPath(name) ? Path.join(document.directory, name) : name
    let experiment = try library.resolve(
      path, overrides: own + overrides,
      entry: StudyEntry(location: document.location(of: steps), path: SpecPath(steps)))
    found[key] = experiment
    return experiment
  }
}
