import Experiments

/// The claims of a study, each with what the runs say about it.
public struct StudyFindings: Equatable, Sendable {
  public let study: StudySpec
  /// In the order in which the claims name them.
  public let subjects: [Subject]
  /// In the order of the claims.
  public let findings: [ClaimFinding]

  /// An experiment of the study with its runs.
  public struct Subject: Equatable, Sendable {
    /// The name that the study uses.
    public let name: String
    /// The experiment with its overrides, as its run folder is named.
    public let experiment: String
    /// Nil if it has no runs.
    public let summary: ExperimentSummary?
    /// Seeds that were requested and have no run.
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

  /// - Parameter unjudged: the claims that are not judged because the runs are shortened, by name.
  public init(_ study: StudySpec, subjects: [Subject], unjudged: [String: UnjudgedReason] = [:]) {
    self.study = study
    self.subjects = subjects
    let summaries = Dictionary(
      subjects.compactMap { subject in subject.summary.map { (subject.name, $0) } }
    ) { earlier, _ in earlier }
    let confidence = Confidence(study.confidence) ?? .percent95
    let missing = Dictionary(
      subjects.filter { !$0.missingSeeds.isEmpty }.map { ($0.name, $0.missingSeeds) }
    ) { earlier, _ in earlier }
    findings = study.claims.map {
      ClaimFinding(
        $0, summaries, confidence: confidence, missingSeeds: missing, unjudgedReason: unjudged[$0.name])
    }
  }

  /// - Parameter findings: in the order of the study's claims.
  public init(_ study: StudySpec, subjects: [Subject], findings: [ClaimFinding]) {
    self.study = study
    self.subjects = subjects
    self.findings = findings
  }

  /// Number of claims of this group with this verdict.
  public func count(_ verdict: Verdict, of group: ClaimGroup = .article) -> Int {
    findings.count { $0.verdict == verdict && $0.claim.group == group }
  }
}

extension [StudyFindings] {
  public func count(_ verdict: Verdict, of group: ClaimGroup = .article) -> Int {
    reduce(0) { $0 + $1.count(verdict, of: group) }
  }

  /// The worst verdict on a claim of an article: one that fails counts before one that is undecided, and that before one
  /// that is not judged. Conditional claims and extensions do not count.
  public var overallVerdict: Verdict {
    let fromWorst: [Verdict] = [.fails, .undecided, .notJudged]
    return fromWorst.first { count($0) > 0 } ?? .holds
  }

  /// `23 claims: 15 reproduced, 5 not reproduced, 3 inconclusive. Besides, 8 conditional claims: ... Besides, 2 extensions: ...`
  public var tally: String {
    ClaimGroup.allCases.compactMap { group in
      let counts = Verdict.allCases.map { (verdict: $0, count: count($0, of: group)) }
      let total = counts.reduce(0) { $0 + $1.count }
      guard total > 0 || group == .article else { return nil }
      // Only shortened runs leave claims unjudged.
      let parts = counts.filter { $0.verdict != .notJudged || $0.count > 0 }
        .map { "\($0.count) \($0.verdict.claimTitle)" }.joined(separator: ", ")
      return "\(group.isBesides ? "Besides, " : "")\(total) \(group.noun(total)): \(parts)."
    }.joined(separator: " ")
  }
}

extension ClaimGroup {
  fileprivate var isBesides: Bool {
    switch self {
    case .article: false
    case .conditional, .bnlab: true
    }
  }

  /// `claims`, `conditional claims`, `extensions`
  public func noun(_ count: Int) -> String {
    let noun =
      switch self {
      case .article: "claim"
      case .conditional: "conditional claim"
      case .bnlab: "extension"
      }
    return count == 1 ? noun : noun + "s"
  }
}
