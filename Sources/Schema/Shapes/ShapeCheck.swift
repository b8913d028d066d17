import Text

/// Checks a value against a shape and collects everything that is wrong.
public struct ShapeCheck {
  public struct Options: Sendable {
    /// Whether unknown keys are ignored: true for records, which a newer version may have written.
    public var ignoresUnknownKeys = false
    /// Whether keys without a default must be present: false for a spec that could not be merged with its parents.
    public var requiresKeys = true

    public init(ignoresUnknownKeys: Bool = false, requiresKeys: Bool = true) {
      self.ignoresUnknownKeys = ignoresUnknownKeys
      self.requiresKeys = requiresKeys
    }
  }

  private(set) var problems: [SpecProblem] = []
  /// The maximum number of problems that are reported. A list can have a million wrong entries, and nobody reads more.
  public static let maximumProblems = 100
  public let options: Options

  public init(options: Options = Options()) {
    self.options = options
  }

  /// Everything that is wrong with a value, but at most `maximumProblems` problems.
  public static func problems(of value: LocatedJSON, _ shape: Shape, options: Options = Options())
    -> [SpecProblem]
  {
    var check = ShapeCheck(options: options)
    check.check(value, shape, at: SpecPath())
    return Array(check.problems.prefix(maximumProblems))
  }

  private mutating func report(_ value: LocatedJSON, _ path: SpecPath, _ reason: SpecProblem.Reason) {
    problems.append(SpecProblem(at: value.location, path: path, reason))
  }

  private mutating func check(_ value: LocatedJSON, _ shape: Shape, at path: SpecPath) {
    guard shape.accepts(value.value) else {
      report(value, path, .wrongType(found: value.summary, expected: shape.expectation))
      return
    }
    switch shape {
    case .boolean, .text: break
    case .integer(let range):
      if case .number(let number) = value.value, let integer = number.integer, !range.contains(integer) {
        let expected =
          integer > range.upperBound ? Shape.words(range, mentionsLargest: true) : shape.expectation
        report(value, path, .outOfRange(found: number.text, expected: expected))
      }
    case .number(let range):
      guard case .number(let number) = value.value else { break }
      if !range.contains(number.double) {
        report(value, path, .outOfRange(found: number.text, expected: shape.expectation))
      } else if let failure = range.singleFailure(number.double) {
        report(value, path, .notSingle(found: number.text, failure))
      }
    case .path:
      if let string = value.string, string.isEmpty || string.utf8.contains(0) {
        report(value, path, .notAPath)
      }
    case .word(let words):
      if let string = value.string, !words.contains(string) {
        report(value, path, .unknownWord(string, allowed: words))
      }
    case .list(let entry, let minimum):
      let elements = value.elements ?? []
      if elements.count < minimum {
        report(value, path, .tooFewEntries(minimum: minimum, of: entry.expectation))
      }
      for (index, element) in elements.enumerated() where problems.count < Self.maximumProblems {
        check(element, entry, at: path + index)
      }
    case .tuple(let entry, let count):
      let elements = value.elements ?? []
      if elements.count != count {
        report(
          value, path,
          .wrongType(found: "a list of \(elements.count)", expected: shape.expectation))
      }
      for (index, element) in elements.enumerated() { check(element, entry, at: path + index) }
    case .object(let object): check(value, object, at: path)
    case .choice(let choice): check(value, choice, at: path)
    case .nullable(let shape): if !value.isNull { check(value, shape, at: path) }
    case .either(let preferred, let fallback):
      let (chosen, other) = preferred.accepts(value.value) ? (preferred, fallback) : (fallback, preferred)
      let problemsBefore = problems.count
      check(value, chosen, at: path)
      for index in problemsBefore..<problems.count where problems[index].path == path {
        problems[index] = problems[index].allowing(other.expectation)
      }
    }
  }

  private mutating func check(_ value: LocatedJSON, _ choice: ChoiceShape, at path: SpecPath) {
    guard let chosen = value.chosen else {
      let found = (value.members ?? []).map(\.name)
      report(value, path, .notOneKey(choice: choice.name, found: found, allowed: choice.names))
      return
    }
    guard let alternative = choice[chosen.name] else {
      let location = value.members?.first?.nameLocation ?? value.location
      problems.append(
        SpecProblem(
          at: location, path: path,
          .unknownChoice(chosen.name, choice: choice.name, allowed: choice.names)))
      return
    }
    check(chosen.options, .object(alternative.options), at: path + chosen.name)
  }

  private mutating func check(_ value: LocatedJSON, _ object: ObjectShape, at path: SpecPath) {
    let problemsBefore = problems.count
    let members = value.members ?? []
    for member in members where problems.count < Self.maximumProblems {
      if let key = object[member.name] {
        check(member.value, key.shape, at: path + member.name)
      } else if !options.ignoresUnknownKeys {
        problems.append(
          SpecProblem(
            at: member.nameLocation, path: path + member.name,
            .unknownKey(
              member.name, allowed: object.keys.map(\.name),
              elsewhere: path.steps.isEmpty ? object.paths(to: member.name, in: value) : [])))
      }
    }
    if options.requiresKeys {
      // A key that is there under another name is not missing, too.
      let unknown = members.map(\.name).filter { object[$0] == nil }
      for key in object.keys where key.isRequired && value[key.name] == nil {
        if unknown.contains(where: {
          nativeName(of: $0) == key.name || nearestName(to: $0, among: [key.name]) != nil
        }) {
          continue
        }
        report(value, path + key.name, .missingKey(key.name, expected: key.shape.expectation))
      }
    }
    checkAlternatives(value, object, at: path)
    if problems.count == problemsBefore, let broken = object.rule(value) {
      problems.append(
        SpecProblem(at: broken.location, path: SpecPath(path.steps + broken.path.steps), broken.reason))
    }
  }

  private mutating func checkAlternatives(_ value: LocatedJSON, _ object: ObjectShape, at path: SpecPath) {
    let stated = object.alternatives.compactMap { name in
      value[name].flatMap { $0.isNull ? nil : (name: name, value: $0) }
    }
    if stated.count > 1, let last = stated.last {
      report(last.value, path + last.name, .onlyOneOf(object.alternatives))
    }
    guard stated.isEmpty, options.requiresKeys, let first = object.alternatives.first.flatMap({ object[$0] })
    else { return }
    var shape = first.shape
    if case .nullable(let own) = shape { shape = own }
    let others = object.alternatives.dropFirst().joined(separator: " or ")
    report(
      value, path + first.name,
      .missingKey(first.name, expected: "\(shape.expectation), or \(others) instead"))
  }
}

extension SpecProblem {
  /// For a value that may also have another JSON type: adds that type to what the message about an unknown name allows.
  fileprivate func allowing(_ other: String) -> SpecProblem {
    if case .unknownWord(let word, let allowed, _) = reason {
      return SpecProblem(at: location, path: path, .unknownWord(word, allowed: allowed, or: other))
    }
    if case .unknownChoice(let name, let choice, let allowed, _) = reason {
      return SpecProblem(
        at: location, path: path, .unknownChoice(name, choice: choice, allowed: allowed, or: other))
    }
    return self
  }
}
