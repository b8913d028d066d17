/// One thing that is wrong with a spec, an override or a record, with its place.
public struct SpecProblem: Error, Equatable, Sendable {
  public let location: SpecLocation?
  public let path: SpecPath
  public let reason: Reason

  public init(at location: SpecLocation?, path: SpecPath = SpecPath(), _ reason: Reason) {
    self.location = location
    self.path = path
    self.reason = reason
  }

  /// What can be wrong with a value, judged by the tables of keys alone.
  public enum Reason: Equatable, Sendable {
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

    case emptyInterval(lowerKey: String, Double, upperKey: String, Double)
    case onlyOneOf([String])
    case needsOther(key: String)
    case notAscending

    /// A reason that a layer above knows and words itself.
    case particular(ParticularReason)
    /// Found elsewhere and worded there, such as a layer that does not fit the shape of its input.
    case other(String)
  }
}

/// A reason of one particular kind of file or option, which words itself: a study's, an override's.
public protocol ProblemReason: Equatable, Sendable {
  /// What is wrong, without the place.
  var message: String { get }
  var kind: ExperimentError.Kind { get }
}

/// Any `ProblemReason`, to be kept and compared.
public struct ParticularReason: Equatable, Sendable {
  public let reason: any ProblemReason

  public init(_ reason: any ProblemReason) {
    self.reason = reason
  }

  public static func == (one: ParticularReason, other: ParticularReason) -> Bool {
    func isEqual<Reason: ProblemReason>(_ reason: Reason) -> Bool { other.reason as? Reason == reason }
    return isEqual(one.reason)
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

  public init(_ problems: [SpecProblem]) {
    self.problems = problems
  }

  public init(_ problem: SpecProblem) {
    problems = [problem]
  }

  /// The kind of the gravest problem: a command line or a spec that must be changed comes before a missing file.
  public var kind: Kind {
    let kinds = problems.map(\.reason.kind)
    return [.usage, .invalid, .inputOutput].first { kinds.contains($0) } ?? .missingInput
  }
}

extension SpecProblem.Reason {
  var kind: ExperimentError.Kind {
    switch self {
    case .particular(let particular): particular.reason.kind
    case .syntax, .wrongType, .outOfRange, .unknownWord, .unknownKey, .unknownChoice, .notOneKey, .missingKey,
      .tooFewEntries, .notAPath, .unreadable, .emptyInterval, .onlyOneOf, .needsOther, .notAscending, .other:
      .invalid
    }
  }
}
