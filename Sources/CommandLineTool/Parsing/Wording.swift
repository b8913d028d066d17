import Text

// The wording of everything that can be wrong with a command line. Only readers of special values add sentences.

extension UsageProblem {
  /// A sentence for people.
  public var wording: String {
    switch self {
    case .unknownOption(let option, let nearest, let instead):
      "Unknown option '\(option)'.\(suggestion(instead ?? nearest))"
    case .optionBeforeSubcommand(let option, let example):
      "'\(option)' belongs after a subcommand: '\(example)'."
    case .unknownSubcommand(let name, let nearest, let known):
      "Unknown subcommand '\(name)'."
        + (nearest == nil ? " There are \(listed(known, "and"))." : suggestion(nearest))
    case .missingValue(let option):
      "Missing value for '\(option)'."
    case .unexpectedValue(let value, let flag):
      "The flag '\(flag)' takes no value, but '\(value)' was given."
    case .missingArgument(let argument):
      "Missing expected argument '\(argument)'."
    case .missingOption(let option):
      "Missing expected option '\(option)'."
    case .unexpectedArgument(let argument):
      "Unexpected argument '\(argument)'."
    case .invalidValue(let value, let owner, let problem):
      "The value '\(value)' is invalid for '\(owner)': \(problem.wording)"
    case .excludeEachOther(let one, let other):
      "'\(one)' and '\(other)' exclude each other."
    case .needsOther(let option, let other):
      "'\(option)' has no effect without '\(other)'."
    }
  }
}

extension ValueProblem {
  fileprivate var wording: String {
    switch self {
    case .empty:
      "it must not be empty."
    case .notAWholeNumber(let first, let last):
      "it must be a whole number from \(first) to \(last)."
    case .notANumber(let first, let last):
      "it must be a number from \(first) to \(last)."
    case .notOneOf(let values, let nearest):
      "it must be \(listed(values, "or")).\(suggestion(nearest))"
    case .other(let sentence):
      sentence
    }
  }
}

private func suggestion(_ nearest: String?) -> String {
  nearest.map { " Did you mean '\($0)'?" } ?? ""
}
