import Schema
import Text

/// What can be wrong with the names and files of experiments, and with the specs that they extend.
enum LibraryProblem: ProblemReason {
  case unknownExperiment(String, known: [String])
  /// The name of a study where that of an experiment is expected.
  case study(String)
  /// None of the runs in a folder is finished, so no record tells what they are.
  case unfinishedRuns(String, folder: String)
  /// A folder of runs that have different specs.
  case differentRuns(folder: String, seeds: [UInt64])
  case ambiguousName(String, paths: [String])
  case unusableName(String)
  case file(FileSystem.Failure)

  case unknownParent(String, known: [String])
  case noBuiltInParent(String)
  case parentFile(FileSystem.Failure)
  case circularExtends([String])
  case extendsTooDeep(limit: Int)

  var kind: SpecError.Kind {
    switch self {
    case .unknownExperiment, .study, .unfinishedRuns: .missingInput
    case .file(let failure): failure.kind
    case .differentRuns, .ambiguousName, .unusableName, .unknownParent, .noBuiltInParent, .parentFile,
      .circularExtends,
      .extendsTooDeep:
      .invalid
    }
  }

  var message: String {
    switch self {
    case .unknownExperiment(let name, let known):
      name.contains("=")
        ? "there is no experiment \(Phrase.quoted(name)); did you mean --set \(name.singleLine)?"
        : "there is no experiment \(Phrase.quoted(name))"
          + Phrase.nearest(name, known, command: "'bnlab list'")
    case .study(let name):
      "\(Phrase.quoted(name)) is a study, not an experiment: 'bnlab reproduce \(name.singleLine)' runs and judges it,"
        + " and 'bnlab show \(name.singleLine)' names its experiments"
    case .unfinishedRuns(let name, let folder):
      "no run in \(folder.singleLine) is finished; go on with the command that began them, with --name \(Phrase.quoted(name))"
    case .differentRuns(let folder, let seeds):
      "the runs in \(folder.singleLine) have different specs, such as those of \(seeds.seedsText); name the spec's file, or"
        + " remove some of them ('bnlab runs remove NAME --seeds LIST')"
    case .ambiguousName(let name, let paths):
      "\(paths.count) files define \(Phrase.quoted(name)): \(Phrase.listed(paths)); give the path of one"
    case .unusableName(let name):
      "\(Phrase.quoted(name)) cannot be the name of an experiment and its run folder;"
        + " a name must not be empty, start with a dot, or contain '+', '/' or control characters"
    case .file(let failure), .parentFile(let failure): failure.message
    case .unknownParent(let name, let known):
      "there is no experiment \(Phrase.quoted(name)) to extend"
        + Phrase.nearest(name, known, command: "'bnlab list'")
    case .noBuiltInParent(let name):
      "\(Phrase.quoted(name)) extends its own name, but there is no built-in experiment of that name"
    case .circularExtends(let chain):
      "these specs extend each other in a circle: " + chain.map(\.singleLine).joined(separator: " → ")
    case .extendsTooDeep(let limit):
      "a chain of more than \(limit) specs that extend each other is not allowed"
    }
  }
}

extension SpecProblem.Reason {
  static func library(_ problem: LibraryProblem) -> Self { .particular(ParticularReason(problem)) }
}

extension FileSystem.Failure {
  fileprivate var kind: SpecError.Kind {
    switch reason {
    case .notFound, .isFolder: .missingInput
    case .refused: .inputOutput
    }
  }

  fileprivate var message: String {
    switch reason {
    case .notFound: "there is no file \(path.singleLine)"
    case .isFolder: "\(path.singleLine) is a folder, not a file"
    case .refused(let words): "cannot read \(path.singleLine): \(words)"
    }
  }
}
