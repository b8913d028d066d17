import Text

// The messages for all problems that checking against the key tables can find. Messages about syntax are in
// `JSONSyntaxError`. Those about one kind of file or option are with their `ProblemReason`.

extension SpecProblem {
  /// What is wrong, without location and path.
  public var message: String { reason.message }
}

extension SpecProblem: CustomStringConvertible {
  /// `file:line:column: key.path: message`.
  public var description: String {
    // The name of an option, such as `--set training.epochs=x`, already shows the path.
    let isNamed = location.map { !$0.source.hasLines && $0.source.name.contains(path.dotted) } ?? false
    let place = path.steps.isEmpty || isNamed ? "" : "\("\(path)".singleLine): "
    return (location.map { "\($0): " } ?? "") + place + message
  }
}

extension SpecError: CustomStringConvertible {
  /// One line for each problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension SpecProblem.Reason {
  var message: String {
    switch self {
    case .syntax(let error): return error.message

    case .wrongType(let found, let expected): return "expected \(expected), not \(found)"
    case .outOfRange(let found, let expected): return "\(found) is out of range; expected \(expected)"
    case .notSingle(let found, .zero):
      return
        "\(found) becomes 0 as a 32-bit number, with which networks are computed; the smallest above 0 is about \(Float.leastNonzeroMagnitude)"
    case .notSingle(let found, .infinite):
      return
        "\(found) becomes infinite as a 32-bit number, with which networks are computed; the largest is about \(Float.greatestFiniteMagnitude)"
    case .unknownWord(let word, let allowed, let other): return unknown("value", word, allowed, or: other)
    case .unknownKey(let key, let allowed, let elsewhere):
      return elsewhere.isEmpty
        ? unknown("key", key, allowed)
        : "unknown key \(Phrase.quoted(key)); did you mean \(Phrase.alternatives(elsewhere.map(\.dotted)))?"
          + " (allowed: \(Phrase.listed(allowed)))"
    case .unknownChoice(let name, let choice, let allowed, let other):
      return unknown(choice, name, allowed, or: other)
    case .notOneKey(let choice, let found, let allowed):
      let have = found.isEmpty ? "none" : found.map(Phrase.quoted).joined(separator: ", ")
      return
        "expected one key that names the \(choice) (one of \(Phrase.listed(allowed))), but there is \(have)"
    case .missingKey(let key, let expected):
      return "the key \(Phrase.quoted(key)) is missing; expected \(expected)"
    case .tooFewEntries(let minimum, let what):
      return "expected a list of at least \(minimum == 1 ? "1 entry" : "\(minimum) entries"), each \(what)"
    case .notAPath: return "expected the path of a file"
    case .unreadable: return "this value cannot be read"

    case .emptyInterval(let lowerKey, let lower, let upperKey, let upper):
      return
        "\(lowerKey) (\(JSONNumber.double(lower).text)) is above \(upperKey) (\(JSONNumber.double(upper).text))"
    case .onlyOneOf(let keys): return "only one of \(Phrase.listed(keys)) can be set"
    case .needsOther(let key): return "this has no effect without \(key)"
    case .notAscending: return "expected ascending numbers, each greater than the one before"

    case .particular(let particular): return particular.reason.message
    case .other(let message): return message
    }
  }

  private func unknown(_ what: String, _ name: String, _ allowed: [String], or other: String? = nil) -> String
  {
    "unknown \(what) \(Phrase.quoted(name))" + Phrase.suggestion(name, allowed, or: other)
  }
}

/// Phrases that many messages share.
public enum Phrase {
  /// The end of a message about an unknown name: the most similar name, if there is a similar one, or the one that it stands
  /// for elsewhere, and all names.
  /// - Parameters:
  ///   - name: the unknown name.
  ///   - names: all names that are allowed.
  ///   - list: the word before the list of all names.
  ///   - other: what else is allowed, such as "a number".
  public static func suggestion(
    _ name: String, _ names: [String], list: String = "allowed", or other: String? = nil
  ) -> String {
    guard !names.isEmpty else { return "; there are none" }
    let all = "(\(list): \(listed(names))\(other.map { ", or \($0)" } ?? ""))"
    if let remark = foreignRemark(on: name, among: names) { return "; \(remark) \(all)" }
    guard let nearest = nearestName(to: name, among: names) else { return " " + all }
    return "; did you mean \(quoted(nearest))? " + all
  }

  /// The end of a message about an unknown name. Of more than six names, which nobody would read, it gives the three most
  /// similar.
  /// - Parameter command: what shows them all.
  public static func nearest(_ name: String, _ names: [String], command: String) -> String {
    let names = names.distinct
    if names.count <= 6 { return suggestion(name, names, list: "there are") }
    return "; did you mean \(alternatives(nearestNames(to: name, among: names, count: 3)))? "
      + "(\(command) shows all \(names.count))"
  }

  /// The names in quotes, with "or" before the last.
  static func alternatives(_ names: [String]) -> String {
    let quoted = names.map(quoted)
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }

  /// The names, separated by commas.
  public static func listed(_ names: [String]) -> String {
    names.map(\.singleLine).joined(separator: ", ")
  }

  /// The text in quotes, on one line, cut off after 80 characters.
  public static func quoted(_ text: String) -> String {
    JSON.string(text.count <= 80 ? text : text.prefix(77) + "...").compact
  }
}
