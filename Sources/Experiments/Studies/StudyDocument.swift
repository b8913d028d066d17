import Schema

/// A study file that was read and checked, before its experiments are looked up.
struct StudyDocument: Sendable {
  let spec: StudySpec
  let isBuiltIn: Bool
  /// Whether this is a local file that is the same as the built-in study that it replaces.
  let isCopy: Bool
  private let content: LocatedJSON

  static let shape = Shape.object(StudySpec.keys.shape)

  /// - Throws: `SpecError` with everything that is wrong.
  init(
    name: String, bytes: [UInt8], source: SpecSource, isBuiltIn: Bool = false, isCopy: Bool = false
  ) throws(SpecError) {
    (self.isBuiltIn, self.isCopy) = (isBuiltIn, isCopy)
    let value = try JSONParser.parse(bytes, source: source)
    guard let members = value.members else {
      throw SpecError(
        SpecProblem(at: value.location, .wrongType(found: value.summary, expected: "an object")))
    }
    content = LocatedJSON(
      value: .object(members.filter { $0.name != "$schema" }), location: value.location)
    let problems = ShapeCheck.problems(of: content, Self.shape)
    guard problems.isEmpty else { throw SpecError(problems) }
    guard var spec = StudySpec.codec.read(content) else {
      throw SpecError(SpecProblem(at: content.location, .unreadable))
    }
    spec.name = name
    self.spec = spec
    let found =
      repeatedNames(of: spec) + repeatedSeeds + uselessSeeds(of: spec.quick, key: "quick", in: spec)
      + uselessSeeds(of: spec.quickChoices, key: "quick_choices", in: spec) + choiceProblems(of: spec)
    guard found.isEmpty else { throw SpecError(found) }
  }

  private func repeatedNames(of spec: StudySpec) -> [SpecProblem] {
    problems(in: spec.experiments.map(\.name), of: "experiments")
      + problems(in: spec.claims.map(\.name), of: "claims")
      + problems(in: spec.choices.map(\.name), of: "choices")
      + spec.choices.enumerated().flatMap { index, choice in
        problems(in: choice.values.map(\.name), of: "values", inside: [.key("choices"), .index(index)])
      }
  }

  private func problems(
    in names: [String], of list: String, inside steps: [SpecPath.Step] = []
  ) -> [SpecProblem] {
    var seen: Set<String> = []
    return names.enumerated().compactMap { index, name in
      guard !seen.insert(name).inserted else { return nil }
      return problem(at: steps + [.key(list), .index(index), .key("name")], .study(.nameTwice(name)))
    }
  }

  private var repeatedSeeds: [SpecProblem] {
    let own = spec.experiments.indices.map { [SpecPath.Step.key("experiments"), .index($0), .key("seeds")] }
    let quick = ["quick", "quick_choices"].map { [SpecPath.Step.key($0), .key("seeds")] }
    return ([[.key("seeds")]] + quick + own).flatMap { steps -> [SpecProblem] in
      guard let list = value(at: steps), let elements = list.elements else { return [] }
      var seen: Set<UInt64> = []
      return elements.enumerated().compactMap { index, element in
        guard let seed = element.integer.flatMap({ UInt64(exactly: $0) }), !seen.insert(seed).inserted else {
          return nil
        }
        return problem(at: steps + [.index(index)], .study(.seedTwice(seed)))
      }
    }
  }

  /// Checks that a quick study uses only seeds of the study. Others would be silently dropped, perhaps leaving no runs.
  private func uselessSeeds(of quick: QuickSpec?, key: String, in spec: StudySpec) -> [SpecProblem] {
    guard let quick = quick?.seeds else { return [] }
    let steps: [SpecPath.Step] = [.key(key), .key("seeds")]
    if let index = quick.firstIndex(where: { !spec.seeds.contains($0) }) {
      let isList = value(at: steps)?.elements != nil
      return [problem(at: steps + (isList ? [.index(index)] : []), .study(.unknownQuickSeed(quick[index])))]
    }
    return spec.experiments.enumerated().compactMap { index, subject in
      guard let own = subject.seeds, !own.contains(where: quick.contains) else { return nil }
      return problem(at: [.key("experiments"), .index(index), .key("seeds")], .study(.noQuickSeed))
    }
  }

  // MARK: Locations

  /// A problem at a path, with the location of the value there.
  func problem(at steps: [SpecPath.Step], _ reason: SpecProblem.Reason) -> SpecProblem {
    SpecProblem(at: location(of: steps), path: SpecPath(steps), reason)
  }

  /// The location of the value at a path. If there is no such value, the location of the nearest one around it.
  func location(of steps: [SpecPath.Step]) -> SpecLocation {
    var steps = steps[...]
    while !steps.isEmpty {
      if let value = value(at: steps) { return value.location }
      steps = steps.dropLast()
    }
    return content.location
  }

  private func value(at steps: some Collection<SpecPath.Step>) -> LocatedJSON? {
    var value: LocatedJSON? = content
    for step in steps {
      switch step {
      case .key(let name): value = value?[name]
      case .index(let index):
        value = value?.elements.flatMap { $0.indices.contains(index) ? $0[index] : nil }
      }
    }
    return value
  }

  // MARK: Experiments and figures that the claims name

  /// The name of an experiment in a claim, with its path in the file.
  struct Mention {
    let name: String
    let steps: [SpecPath.Step]
  }

  /// A figure of a claim, completed with the keys that it leaves out, with its path in the file.
  struct FigureMention {
    let figure: RunFigure
    /// The name of the claim.
    let claim: String
    /// The path of the object whose keys give the figure, or of the text that names it.
    fileprivate let place: [SpecPath.Step]
    fileprivate let isText: Bool

    /// The path of a key of the figure, or of the text that has no keys.
    func steps(to key: String) -> [SpecPath.Step] { isText ? place : place + [.key(key)] }
  }

  /// The figures of all claims, in the order of the claims. The figure of a claim comes before the one that it is compared
  /// with, and each before what is subtracted from it.
  var figures: [FigureMention] {
    spec.claims.enumerated().flatMap { index, claim -> [FigureMention] in
      let start: [SpecPath.Step] = [.key("claims"), .index(index)]
      func mentions(_ figure: FigureSpec, _ steps: [SpecPath.Step]) -> [FigureMention] {
        [FigureMention(figure: figure.base, claim: claim.name, place: steps, isText: false)]
          + (figure.minus.map {
            [FigureMention(figure: $0, claim: claim.name, place: steps + [.key("minus")], isText: false)]
          } ?? [])
      }
      switch claim.statement {
      case .relation(let figure, let relation):
        let other = relation.reference?.completed(from: figure)
        return mentions(figure, start + [.key("figure")])
          + (other.map { mentions($0, start + relation.referenceSteps) } ?? [])
      case .assertion(let assertion):
        return assertion.figures.map {
          FigureMention(figure: $0, claim: claim.name, place: start + [.key("assert")], isText: true)
        }
      }
    }
  }

  /// In the order of the claims.
  var mentions: [Mention] {
    figures.map { Mention(name: $0.figure.experiment, steps: $0.steps(to: "experiment")) }
  }
}

extension RelationSpec {
  /// The path of the other figure within a claim.
  fileprivate var referenceSteps: [SpecPath.Step] {
    let name = nameAndOptions.name
    return [.key("is"), .key(name.rawValue), .key(name == .equal ? "to" : "than")]
  }
}
