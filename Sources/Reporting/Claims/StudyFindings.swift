import Experiments

/// A study's claims with what its runs say about each.
public struct StudyFindings: Equatable, Sendable {
  public let study: StudySpec
  /// By the study's names, in the order in which the claims name them, each with the name of its runs.
  public let subjects: [Subject]
  public let findings: [ClaimFinding]

  public struct Subject: Equatable, Sendable {
    public let name: String
    /// The experiment with its overrides, as its run folder is named.
    public let experiment: String
    /// Nil: it has no runs.
    public let summary: ExperimentSummary?
    /// Those that were asked for and have no run.
    public let missingSeeds: [UInt64]

    public init(
      name: String, experiment: String, summary: ExperimentSummary?, missingSeeds: [UInt64] = []
    ) {
      self.name = name
      self.experiment = experiment
      self.summary = summary
      self.missingSeeds = missingSeeds
    }
  }

  public init(_ study: StudySpec, subjects: [Subject]) {
    self.study = study
    self.subjects = subjects
    let summaries = Dictionary(
      subjects.compactMap { subject in subject.summary.map { (subject.name, $0) } }
    ) { first, _ in first }
    let confidence = Confidence(study.confidence) ?? .percent95
    let missing = Dictionary(
      subjects.filter { !$0.missingSeeds.isEmpty }.map { ($0.name, $0.missingSeeds) }
    ) { first, _ in first }
    findings = study.claims.map {
      ClaimFinding($0, summaries, confidence: confidence, missingSeeds: missing)
    }
  }

  /// How many claims of this origin have this verdict.
  public func count(_ verdict: ClaimVerdict, of origin: ClaimOrigin = .article) -> Int {
    findings.count { $0.verdict == verdict && $0.claim.origin == origin }
  }
}

extension [StudyFindings] {
  public func count(_ verdict: ClaimVerdict, of origin: ClaimOrigin = .article) -> Int {
    reduce(0) { $0 + $1.count(verdict, of: origin) }
  }

  /// The gravest one, extensions apart: what does not hold before what is not known.
  public var overallVerdict: ClaimVerdict {
    if count(.notReproduced) > 0 { return .notReproduced }
    return count(.inconclusive) > 0 ? .inconclusive : .reproduced
  }

  /// `23 claims: 15 reproduced, 5 not reproduced, 3 inconclusive. Besides, 2 extensions: ...`
  var tally: String {
    let extensions = tally(of: .bnlab, "extension")
    return tally(of: .article, "claim") + (extensions.hasPrefix("0 ") ? "" : " Besides, \(extensions)")
  }

  private func tally(of origin: ClaimOrigin, _ noun: String) -> String {
    let counts = ClaimVerdict.allCases.map { (count($0, of: origin), $0.title) }
    let total = counts.reduce(0) { $0 + $1.0 }
    let parts = counts.map { "\($0) \($1)" }.joined(separator: ", ")
    return "\(total) \(total == 1 ? noun : noun + "s"): \(parts)."
  }
}
