/// One thing that is wrong with a spec, an override or a record, with its place.
public struct SpecProblem: Error, Equatable, Sendable {
  public let location: SpecLocation?
  public let path: SpecPath
  let reason: Reason

  init(at location: SpecLocation?, path: SpecPath = SpecPath(), _ reason: Reason) {
    self.location = location
    self.path = path
    self.reason = reason
  }

  /// What can be wrong; `SpecProblem+Wording.swift` says it in words.
  enum Reason: Equatable, Sendable {
    case syntax(JSONSyntaxError)

    case wrongType(found: String, expected: String)
    case outOfRange(found: String, expected: String)
    /// - or: what else is allowed there besides words, such as a number.
    case unknownWord(String, allowed: [String], or: String? = nil)
    case unknownKey(String, allowed: [String])
    case unknownChoice(String, choice: String, allowed: [String], or: String? = nil)
    case notOneKey(choice: String, found: [String], allowed: [String])
    case missingKey(String, expected: String)
    case tooFewEntries(minimum: Int, of: String)
    case notAPath
    /// A value passed every check and still could not be read: the tables contradict themselves.
    case unreadable

    case samplesOutsideTotal(train: Int, total: Int)
    case emptyInterval(lowerKey: String, Double, upperKey: String, Double)
    case onlyOneOf([String])
    case needsOther(key: String)
    case valuesOfBoundaries(values: Int, boundaries: Int)
    case notAscending
    case lossNeeds(String, loss: String, found: String)

    case unknownParent(String, known: [String])
    case noBuiltInParent(String)
    case parentFile(FileSystem.Failure)
    case circularExtends([String])
    case extendsTooDeep(limit: Int)

    case overrideWithoutValue
    case overrideWithoutKey
    case overrideOfExtends(String)
    case gridWithoutList
    case gridTooLarge(limit: Int)
    case noSuchEntry(index: Int, count: Int)
    case needsIndex(String, count: Int)
    case nothingInside(String, of: String)
    case otherChoice(choice: String, current: String, asked: String, instead: String)
    case optionOfCurrent(choice: String, current: String, option: String, path: String)

    case unknownExperiment(String, known: [String])
    case ambiguousName(String, paths: [String])
    case unusableName(String)
    case file(FileSystem.Failure)

    case table(MetricsTableError)
    case newerFormat(found: Int, known: Int)
    case study(StudyProblem)
    /// Found elsewhere, such as a layer that does not fit the shape of its input.
    case other(String)
  }
}

/// Everything that is wrong, found in one go.
public struct ExperimentError: Error, Equatable, Sendable {
  /// What the program's exit status follows.
  public enum Kind: Equatable, Sendable {
    /// A malformed option (64).
    case usage
    /// Bad content of a spec, an override or a record (65).
    case invalid
    /// Something named is not there (66).
    case missingInput
    /// The system refused to read (74).
    case inputOutput
  }

  public let problems: [SpecProblem]

  init(_ problems: [SpecProblem]) {
    self.problems = problems
  }

  init(_ problem: SpecProblem) {
    problems = [problem]
  }

  /// That of the gravest problem: a command line or a spec that has to be changed comes before a missing file.
  public var kind: Kind {
    let kinds = problems.map(\.reason.kind)
    return [.usage, .invalid, .inputOutput].first { kinds.contains($0) } ?? .missingInput
  }
}

extension SpecProblem.Reason {
  var kind: ExperimentError.Kind {
    switch self {
    case .overrideWithoutValue, .overrideWithoutKey, .gridWithoutList, .gridTooLarge: .usage
    case .unknownExperiment: .missingInput
    case .file(let failure): failure.kind
    case .study(let problem): problem.kind
    case .syntax, .wrongType, .outOfRange, .unknownWord, .unknownKey, .unknownChoice, .notOneKey, .missingKey,
      .tooFewEntries, .notAPath, .unreadable, .samplesOutsideTotal, .emptyInterval,
      .onlyOneOf, .needsOther, .valuesOfBoundaries, .notAscending, .lossNeeds,
      .unknownParent, .noBuiltInParent, .parentFile, .circularExtends, .extendsTooDeep, .overrideOfExtends,
      .noSuchEntry, .needsIndex, .nothingInside, .otherChoice, .optionOfCurrent, .ambiguousName,
      .unusableName,
      .table, .newerFormat, .other:
      .invalid
    }
  }
}
