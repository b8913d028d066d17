import Schema

/// What can be wrong with the names and files of experiments, and with what they extend.
enum LibraryProblem: ProblemReason {
  case unknownExperiment(String, known: [String])
  case ambiguousName(String, paths: [String])
  case unusableName(String)
  case file(FileSystem.Failure)

  case unknownParent(String, known: [String])
  case noBuiltInParent(String)
  case parentFile(FileSystem.Failure)
  case circularExtends([String])
  case extendsTooDeep(limit: Int)

  var kind: ExperimentError.Kind {
    switch self {
    case .unknownExperiment: .missingInput
    case .file(let failure): failure.kind
    case .ambiguousName, .unusableName, .unknownParent, .noBuiltInParent, .parentFile, .circularExtends,
      .extendsTooDeep:
      .invalid
    }
  }

  var message: String {
    switch self {
    case .unknownExperiment(let name, let known):
      "there is no experiment \(Phrase.quoted(name))" + Phrase.suggestion(name, known, list: "there are")
    case .ambiguousName(let name, let paths):
      "\(paths.count) files are named \(Phrase.quoted(name)): \(Phrase.listed(paths)); give the path of one"
    case .unusableName(let name):
      "\(Phrase.quoted(name)) cannot name an experiment and its run folder;"
        + " a name must not be empty, start with a dot, or hold '+', '/' or control characters"
    case .file(let failure), .parentFile(let failure): failure.message
    case .unknownParent(let name, let known):
      "there is no experiment \(Phrase.quoted(name)) to extend"
        + Phrase.suggestion(name, known, list: "there are")
    case .noBuiltInParent(let name):
      "\(Phrase.quoted(name)) extends its own name, but there is no built-in experiment of that name"
    case .circularExtends(let chain):
      "extends goes round in a circle: " + chain.joined(separator: " → ")
    case .extendsTooDeep(let limit): "more than \(limit) specs extend each other"
    }
  }
}

extension SpecProblem.Reason {
  static func library(_ problem: LibraryProblem) -> Self { .particular(ParticularReason(problem)) }
}

extension FileSystem.Failure {
  fileprivate var kind: ExperimentError.Kind {
    switch reason {
    case .notFound, .isFolder: .missingInput
    case .refused: .inputOutput
    }
  }

  fileprivate var message: String {
    switch reason {
    case .notFound: "there is no file \(path)"
    case .isFolder: "\(path) is a folder, not a file"
    case .refused(let words): "cannot read \(path): \(words)"
    }
  }
}
