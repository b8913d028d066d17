import Text

/// Every sentence about what is wrong stands here, and those about syntax in `JSONSyntaxError`.
extension SpecProblem {
  /// What is wrong, without the place.
  public var message: String { reason.message }
}

extension SpecProblem: CustomStringConvertible {
  /// `file:line:column: key.path: message`.
  public var description: String {
    // An option names the key path itself, as far as it goes.
    let isNamed = location.map { !$0.source.hasLines && $0.source.name.contains(path.dotted) } ?? false
    let place = path.steps.isEmpty || isNamed ? "" : "\(path): "
    return (location.map { "\($0): " } ?? "") + place + message
  }
}

extension ExperimentError: CustomStringConvertible {
  /// A line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension SpecProblem.Reason {
  var message: String {
    switch self {
    case .syntax(let error): return error.message

    case .wrongType(let found, let expected): return "expected \(expected), not \(found)"
    case .outOfRange(let found, let expected): return "\(found) is out of range; expected \(expected)"
    case .unknownWord(let word, let allowed, let other): return unknown("value", word, allowed, or: other)
    case .unknownKey(let key, let allowed): return unknown("key", key, allowed)
    case .unknownChoice(let name, let choice, let allowed, let other):
      return unknown(choice, name, allowed, or: other)
    case .notOneKey(let choice, let found, let allowed):
      let have = found.isEmpty ? "none" : found.map(quoted).joined(separator: ", ")
      return "expected one key that names the \(choice), but there is \(have) (one of \(listed(allowed)))"
    case .missingKey(let key, let expected): return "the key \(quoted(key)) is missing; expected \(expected)"
    case .tooFewEntries(let minimum, let what):
      return "expected a list of at least \(minimum), each entry \(what)"
    case .notAPath: return "expected a file's path"
    case .unreadable: return "this value cannot be read"

    case .samplesOutsideTotal(let train, let total):
      return "\(train) of \(total) samples leave none for the test set; expected at most \(max(total - 1, 1))"
    case .emptyInterval(let lowerKey, let lower, let upperKey, let upper):
      return
        "\(lowerKey) (\(JSONNumber.double(lower).text)) is above \(upperKey) (\(JSONNumber.double(upper).text))"
    case .onlyOneOf(let keys): return "only one of \(listed(keys)) can be set"
    case .needsOther(let key): return "this has no effect without \(key)"
    case .valuesOfBoundaries(let values, let boundaries):
      return
        "expected one value more than there are boundaries, \(boundaries + 1), but there are \(values)"
    case .notAscending: return "expected numbers that ascend, each above the one before"
    case .lossNeeds(let needed, let loss, let found):
      return "\(loss) needs a model that ends in \(quoted(needed)), but this one ends in \(quoted(found));"
        + #" or set { "\#(loss)": { "from_logits": true } }"#

    case .unknownParent(let name, let known):
      return "there is no experiment \(quoted(name)) to extend" + suggestion(name, known, list: "there are")
    case .noBuiltInParent(let name):
      return "\(quoted(name)) extends its own name, but there is no built-in experiment of that name"
    case .parentFile(let failure): return failure.message
    case .circularExtends(let chain):
      return "extends goes round in a circle: " + chain.joined(separator: " → ")
    case .extendsTooDeep(let limit): return "more than \(limit) specs extend each other"

    case .overrideWithoutValue: return "expected KEY=VALUE, such as training.epochs=20"
    case .overrideWithoutKey:
      return "the key is malformed; expected a dotted path, such as model.0.dense.units"
    case .overrideOfExtends(let key): return "\(quoted(key)) belongs to the spec file and cannot be set"
    case .gridWithoutList:
      return "expected KEY=[VALUE,VALUE,...], such as optimizer.sgd.learning_rate=[0.01,0.1]"
    case .gridTooLarge(let limit): return "the grid has more than \(limit) cells"
    case .noSuchEntry(let index, let count):
      return "there is no entry \(index); \(entries(count))"
    case .needsIndex(let step, let count):
      return "\(quoted(step)) is no number of an entry; \(entries(count))"
    case .nothingInside(let step, let what): return "there is no \(quoted(step)) inside \(what)"
    case .otherChoice(let choice, let current, let asked, let instead):
      return "the \(choice) is \(current), not \(asked); to change it, set the whole: \(instead)"
    case .optionOfCurrent(let choice, let current, let option, let path):
      return
        "\(quoted(option)) is no \(choice); did you mean \(quoted(path)), as the \(choice) is \(current)?"

    case .unknownExperiment(let name, let known):
      return "there is no experiment \(quoted(name))" + suggestion(name, known, list: "there are")
    case .ambiguousName(let name, let paths):
      return
        "\(paths.count) files are named \(quoted(name)): \(paths.joined(separator: ", ")); give the path of one"
    case .unusableName(let name):
      return "\(quoted(name)) cannot name an experiment and its run folder;"
        + " a name must not be empty, start with a dot, or hold '+', '/' or control characters"
    case .file(let failure): return failure.message

    case .table(let error): return error.message
    case .newerFormat(let found, let known):
      return "this record has format \(found), written by a newer version; this one knows format \(known)"
    case .study(let problem): return problem.message
    case .other(let message): return message
    }
  }

  private func unknown(_ what: String, _ name: String, _ allowed: [String], or other: String? = nil) -> String
  {
    "unknown \(what) \(quoted(name))" + suggestion(name, allowed, or: other)
  }

  /// - Parameters:
  ///   - list: what introduces the list of all names.
  ///   - other: what is allowed besides them.
  private func suggestion(
    _ name: String, _ names: [String], list: String = "allowed", or other: String? = nil
  ) -> String {
    guard !names.isEmpty else { return "; there are none" }
    let all = "(\(list): \(listed(names))\(other.map { ", or \($0)" } ?? ""))"
    guard let nearest = nearestName(to: name, among: names) else { return " " + all }
    return "; did you mean \(quoted(nearest))? " + all
  }

  private func entries(_ count: Int) -> String {
    count == 0
      ? "the list is empty" : count == 1 ? "the list has only entry 0" : "the list has 0 to \(count - 1)"
  }

  private func listed(_ names: [String]) -> String { names.joined(separator: ", ") }

  /// In quotes on one line, and cut off where it is absurdly long.
  private func quoted(_ text: String) -> String {
    JSON.string(text.count <= 80 ? text : text.prefix(77) + "...").compact
  }
}

extension FileSystem.Failure {
  var message: String {
    switch reason {
    case .notFound: "there is no file \(path)"
    case .isFolder: "\(path) is a folder, not a file"
    case .refused(let words): "cannot read \(path): \(words)"
    }
  }
}
