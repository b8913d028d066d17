import Experiments

/// What a study finds in each combination of the choices that its article leaves open.
public struct ChoiceFindings: Equatable, Sendable {
  public let study: StudySpec
  public let combinations: [Combination]
  /// The study's findings in each combination, in their order.
  public let findings: [StudyFindings]

  /// - Parameter findings: of the same claims for each combination, in the order of the combinations.
  public init(_ study: StudySpec, _ combinations: [Combination], findings: [StudyFindings]) {
    self.study = study
    self.combinations = combinations
    self.findings = findings
  }

  /// The choices of which more than one value was tried, by their index in the study.
  var variedChoices: [Int] {
    study.choices.indices.filter { choice in Set(combinations.map { $0.indices[choice] }).count > 1 }
  }

  /// A claim with its finding in each combination.
  struct Claim {
    let spec: ClaimSpec
    let findings: [ClaimFinding]

    var verdicts: [Verdict] { findings.map(\.verdict) }
  }

  var claims: [Claim] {
    (findings.first?.findings ?? []).indices.map { index in
      Claim(
        spec: findings[0].findings[index].claim, findings: findings.map { $0.findings[index] })
    }
  }

  /// How much a choice changes the verdicts on a claim.
  struct Effect {
    let choice: ChoiceSpec
    /// The share of the verdicts' variance that lies between the values of the choice, from 0 to 1: 1 if the verdict
    /// follows from the value. For this, a claim that is reproduced counts 1, one that is not −1, and an inconclusive one 0.
    /// Combinations in which the claim is not judged do not count.
    let share: Double
    let values: [Value]

    /// A value that was tried.
    struct Value {
      let name: String
      /// The verdicts in the combinations with this value.
      let verdicts: [Verdict]
    }

    /// A choice decides if at least half of the variance lies between its values.
    static let decidingShare = 0.5
  }

  /// The choice that explains most of the differences between the verdicts; nil if the verdict is the same in all
  /// combinations or no choice explains half of them.
  func decidingChoice(of claim: Claim) -> Effect? {
    let effects = variedChoices.map { effect(of: $0, on: claim) }
    guard let largest = effects.map(\.share).max(), largest >= Effect.decidingShare else { return nil }
    return effects.first { $0.share == largest }
  }

  private func effect(of choice: Int, on claim: Claim) -> Effect {
    let values = study.choices[choice].values.enumerated().compactMap { index, value -> Effect.Value? in
      let verdicts = zip(combinations, claim.verdicts).filter { $0.0.indices[choice] == index }.map(\.1)
      return verdicts.isEmpty ? nil : Effect.Value(name: value.name, verdicts: verdicts)
    }
    let scores = claim.verdicts.compactMap(\.score)
    let mean = scores.mean
    let total = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let between = values.reduce(0) { sum, value in
      let own = value.verdicts.compactMap(\.score)
      return sum + Double(own.count) * (own.mean - mean) * (own.mean - mean)
    }
    return Effect(
      choice: study.choices[choice], share: total == 0 ? 0 : between / total, values: values)
  }
}

extension [Verdict] {
  func count(of verdict: Verdict) -> Int { count { $0 == verdict } }
}

extension [Double] {
  /// 0 if there are none.
  fileprivate var mean: Double { reduce(0, +) / Double(Swift.max(count, 1)) }
}

extension Verdict {
  /// A number for each verdict, so that verdicts have a mean and a variance; nil if there is no verdict.
  fileprivate var score: Double? {
    switch self {
    case .holds: 1
    case .fails: -1
    case .undecided: 0
    case .notJudged: nil
    }
  }
}
