// All that a wrong command line can be answered with, in one place.

extension UsageProblem {
  var wording: String {
    switch self {
    case .unknownOption(let option, let nearest):
      "Unknown option '\(option)'.\(suggestion(nearest))"
    case .optionBeforeSubcommand(let option, let example):
      "'\(option)' is an option of subcommands and stands behind one: '\(example)'."
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
    case .seedList(let problem):
      problem.wording
    case .notAnEpochList(let text):
      "'\(text)' is not an epoch (a whole number, 0 for the initial weights) or an ascending range of epochs; "
        + "write 0,1,5 or 0..5."
    case .noKeyAndValue:
      "it must be key=value, such as training.batch_size=64."
    case .badKey(let key):
      "'\(key)' is not a dotted path, such as optimizer.sgd.learning_rate."
    case .notAnEpoch:
      "it must be final, best or epoch=N."
    case .notAMetricAndValue(let metrics):
      "it must be METRIC=VALUE, such as test_accuracy=0.8, with a metric of \(listed(metrics, "or"))."
    case .notAShare:
      "it must be a number from 0.5 to 0.9999, such as 0.95."
    }
  }
}

extension SeedListProblem {
  fileprivate var wording: String {
    switch self {
    case .notASeed(let text):
      "'\(text)' is not a seed (a whole number from 0 to \(UInt64.max)) or a range of seeds; "
        + "write 1..10, 1,2,5 or 1..3,8."
    case .descending(let first, let last):
      "the range \(first)..\(last) runs backwards; write \(last)..\(first)."
    case .duplicate(let seed):
      "seed \(seed) stands in it twice."
    case .tooMany(let limit):
      "it names more than \(limit) seeds."
    }
  }
}

private func suggestion(_ nearest: String?) -> String {
  nearest.map { " Did you mean '\($0)'?" } ?? ""
}

private func listed(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
