import Text

/// Reads the arguments after a command's name.
struct ArgumentReader<Payload: CommandPayload> {
  let syntax: CommandSyntax<Payload>
  private var payload = Payload()
  private var positionals: [String] = []
  private var given: [String] = []

  init(_ syntax: CommandSyntax<Payload>) {
    self.syntax = syntax
  }

  /// Options may come before, between and after the other arguments. After `--` everything is an argument.
  static func read(_ arguments: [String]) throws(UsageProblem) -> Payload {
    var reader = ArgumentReader(Payload.syntax)
    try reader.split(arguments[...])
    try reader.takePositionals()
    try reader.checkOptions()
    if let problem = reader.syntax.rule(reader.payload) { throw problem }
    return reader.payload
  }

  private mutating func split(_ arguments: ArraySlice<String>) throws(UsageProblem) {
    var rest = arguments
    while let token = rest.popFirst() {
      if token == "--" {
        positionals += rest
        return
      }
      guard token.looksLikeAnOption else {
        positionals.append(token)
        if syntax.argument?.takesRest == true {
          positionals += rest
          return
        }
        continue
      }
      let parts = token.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      try takeOption(parts[0], inlineValue: parts.count > 1 ? parts[1] : nil, &rest)
    }
  }

  private mutating func takeOption(
    _ name: String, inlineValue: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageProblem) {
    guard let option = syntax.options.first(where: { $0.summary.name == name }) else {
      let names = syntax.options.map(\.summary.name) + ["--help", "--version"]
      let nearest = nearestName(to: name, among: names)
      let instead = syntax.options.lazy.compactMap { $0.standIn?(String(name.drop { $0 == "-" })) }.first
      let isTypo = nearest.map { editDistance(Array(name.lowercased()), Array($0)) <= 1 } ?? false
      throw .unknownOption(name, nearest: nearest, instead: isTypo ? nil : instead)
    }
    given.append(name)
    switch option.effect {
    case .flag(let set):
      if let inlineValue { throw .unexpectedValue(inlineValue, flag: name) }
      set(&payload)
    case .value(let set):
      let value: String
      if let inlineValue {
        value = inlineValue
      } else if let next = rest.first, !next.looksLikeAnOption {
        value = next
        rest.removeFirst()
      } else {
        throw .missingValue(option: option.summary.label)
      }
      do throws(ValueProblem) {
        try set(&payload, value)
      } catch {
        throw .invalidValue(value, for: option.summary.label, error)
      }
    }
  }

  private mutating func takePositionals() throws(UsageProblem) {
    guard let argument = syntax.argument else {
      if let extra = positionals.first { throw .unexpectedArgument(extra) }
      return
    }
    if positionals.isEmpty, argument.summary.isRequired { throw .missingArgument(argument.summary.usage) }
    if positionals.count > 1, !argument.summary.isRepeated { throw .unexpectedArgument(positionals[1]) }
    for text in positionals {
      do throws(ValueProblem) {
        try argument.add(&payload, text)
      } catch {
        throw .invalidValue(text, for: argument.summary.label, error)
      }
    }
  }

  private func checkOptions() throws(UsageProblem) {
    for option in syntax.options {
      let isGiven = given.contains(option.summary.name)
      if option.summary.isRequired, !isGiven { throw .missingOption(option.summary.label) }
      if isGiven, let other = option.excludes, given.contains(other) {
        throw .excludeEachOther(option.summary.name, other)
      }
    }
  }
}

extension String {
  /// A dash with something after it that is not a number: `-1` and `-.5` are values.
  var looksLikeAnOption: Bool {
    guard hasPrefix("-"), count > 1 else { return false }
    let firstCharacter = dropFirst().drop { $0 == "." }.first
    return firstCharacter.map { !("0"..."9").contains($0) } ?? true
  }
}
