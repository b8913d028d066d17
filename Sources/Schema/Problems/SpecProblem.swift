/// One thing that is wrong with a spec, an override or a record, and where it is.
public struct SpecProblem: Error, Equatable, Sendable {
  /// The location in the file; nil if the problem does not belong to one.
  public let location: SpecLocation?
  /// The path to the value inside the spec; empty for the spec as a whole.
  public let path: SpecPath
  public let reason: Reason

  public init(at location: SpecLocation?, path: SpecPath = SpecPath(), _ reason: Reason) {
    self.location = location
    self.path = path
    self.reason = reason
  }

  /// What a number is wrongly in single precision.
  public enum SingleFailure: Equatable, Sendable {
    case zero, infinite
  }

  /// What can be wrong with a value according to the key tables alone.
  public enum Reason: Equatable, Sendable {
    case syntax(JSONSyntaxError)

    case wrongType(found: String, expected: String)
    case outOfRange(found: String, expected: String)
    /// A number that is 0 or infinite as a 32-bit one.
    case notSingle(found: String, SingleFailure)
    /// A word that is not allowed. `or`: what else is allowed instead of a word, such as "a number".
    case unknownWord(String, allowed: [String], or: String? = nil)
    /// `elsewhere`: where the spec has such a key.
    case unknownKey(String, allowed: [String], elsewhere: [SpecPath] = [])
    /// An alternative that does not exist. `choice`: what is chosen, such as "optimizer".
    case unknownChoice(String, choice: String, allowed: [String], or: String? = nil)
    /// A choice must be an object with exactly one key, but these keys were found.
    case notOneKey(choice: String, found: [String], allowed: [String])
    case missingKey(String, expected: String)
    /// `of`: what each entry must be.
    case tooFewEntries(minimum: Int, of: String)
    case notAPath
    /// A value passed every check and still could not be read: an error in the key tables themselves.
    case unreadable

    case emptyInterval(lowerKey: String, Double, upperKey: String, Double)
    case onlyOneOf([String])
    case needsOther(key: String)
    case notAscending

    /// A reason that a module above this one defines, with its own message.
    case particular(ParticularReason)
    /// A message from elsewhere, for instance that a layer does not fit the shape of its input.
    case other(String)
  }
}

/// A reason that concerns only one kind of file or option, such as studies or overrides. It brings its own message.
public protocol ProblemReason: Equatable, Sendable {
  /// What is wrong, without location and path.
  var message: String { get }
  var kind: SpecError.Kind { get }
}

/// Holds any `ProblemReason` so that it can be compared.
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

/// Everything that is wrong with specs, studies, records or overrides, collected in one pass.
public struct SpecError: Error, Equatable, Sendable {
  /// The kind of the error, which determines the exit status of the program.
  public enum Kind: Equatable, Sendable {
    /// A malformed option (exit status 64).
    case usage
    /// Invalid content of a spec, an override or a record (65).
    case invalid
    /// Something that was named does not exist (66).
    case missingInput
    /// The system could not read a file (74).
    case inputOutput
  }

  public let problems: [SpecProblem]

  public init(_ problems: [SpecProblem]) {
    self.problems = problems
  }

  public init(_ problem: SpecProblem) {
    problems = [problem]
  }

  /// The kind of the most serious problem: an option or a spec that must be corrected comes before a missing file.
  public var kind: Kind {
    let kinds = problems.map(\.reason.kind)
    return [.usage, .invalid, .inputOutput].first { kinds.contains($0) } ?? .missingInput
  }
}

extension SpecProblem.Reason {
  var kind: SpecError.Kind {
    switch self {
    case .particular(let particular): particular.reason.kind
    case .syntax, .wrongType, .outOfRange, .notSingle, .unknownWord, .unknownKey, .unknownChoice, .notOneKey,
      .missingKey,
      .tooFewEntries, .notAPath, .unreadable, .emptyInterval, .onlyOneOf, .needsOther, .notAscending, .other:
      .invalid
    }
  }
}
