import Experiments
import Text

/// A mistake in a request for runs that is not a mistake in a single spec.
public enum SelectionError: Error, Equatable, Sendable {
  /// Two options set the same value, and one of them would be silently dropped.
  case contradiction(String, String)
  /// An override sets the seed although a study or an option gives the seeds.
  case seedInOverride(path: String)
  /// Two experiments would write into one folder. The files are their specs.
  case sameName(String, files: [String])
  /// The same, of two studies' experiments.
  case sameNameInStudies(String, files: [String])
  /// `--grid` without the experiments that it is a grid of.
  case gridWithoutExperiments
  /// A study was asked to vary choices, and lists none.
  case noChoices(study: String)
  /// `--name` where there is more than one variant.
  case severalNamed(String)
  /// `--name` with the name of an experiment that has another spec.
  case nameOfExperiment(String, [SpecDifference])
  /// `--name` with the name of runs that have another spec.
  case nameOfRuns(String, folder: String, [SpecDifference])
  /// The folder of runs has none with this name.
  case noRuns(String, runsDirectory: String, known: [String])
  case noFinishedRun(experiment: String, runsDirectory: String)
  /// A run that was asked for and is not finished.
  case missingRun
  /// Fewer runs are there than were asked for.
  case runsMissing(count: Int, of: Int)
  /// A finished run of another spec. The keys are those in which the specs differ.
  case otherSpec(keys: [String])
}

extension SelectionError {
  var kind: Failure.Kind {
    switch self {
    case .contradiction, .seedInOverride, .sameName, .gridWithoutExperiments, .noChoices, .severalNamed,
      .nameOfExperiment, .nameOfRuns:
      .usage
    case .sameNameInStudies: .badContent
    case .noRuns, .noFinishedRun, .missingRun, .runsMissing, .otherSpec: .missingInput
    }
  }
}

extension SelectionError: CustomStringConvertible {
  public var description: String { words.singleLine }

  private var words: String {
    switch self {
    case .contradiction(let one, let other):
      "\(one) and \(other) give the same value twice; give one of them"
    case .seedInOverride(let path):
      "\(path): a variant cannot set the seed here; use --seed or --seeds"
    case .sameName(let name, let files), .sameNameInStudies(let name, let files):
      "two experiments are called \(name): \(files.joined(separator: " and "))"
    case .gridWithoutExperiments: "with --claims, --grid needs the names of its experiments"
    case .noChoices(let study):
      "\(study) lists no \"choices\" that change a claim, so there is nothing for --choices to vary"
    case .severalNamed(let name):
      "--name \(name) is the name of one variant; give it with one experiment and without --grid"
    case .nameOfExperiment(let name, let differences):
      "--name \(name): the experiment of this name has another spec (\(Self.text(differences))); choose another name"
    case .nameOfRuns(let name, let folder, let differences):
      "--name \(name): \(folder) is of another spec (\(Self.text(differences))); choose another name, or remove these runs with 'bnlab runs remove \(name)'"
    case .noRuns(let name, let folder, let known):
      "there are no runs of '\(name)' in \(folder)"
        + (nearestName(to: name, among: known).map { "; did you mean '\($0)'?" }
          ?? "; 'bnlab runs' lists them")
    case .noFinishedRun(let experiment, let folder): "\(experiment) has no finished run in \(folder)"
    case .missingRun: "has no finished run"
    case .runsMissing(let count, let requested):
      "only \(count) of \(requested) runs are there; --partial takes these, and without --no-run the others are trained"
    case .otherSpec(let keys): "is left out: its run differs in \(keys.joined(separator: ", "))"
    }
  }

  private static func text(_ differences: [SpecDifference]) -> String {
    differences.map(\.description).abbreviated.joined(separator: ", ")
  }

  static func sameName(_ name: String, _ one: ResolvedExperiment, _ other: ResolvedExperiment) -> Self {
    .sameName(name, files: [one, other].compactMap(\.files.first))
  }

  static func sameNameInStudies(_ name: String, _ one: ResolvedExperiment, _ other: ResolvedExperiment)
    -> Self
  {
    .sameNameInStudies(name, files: [one, other].compactMap(\.files.first))
  }
}
