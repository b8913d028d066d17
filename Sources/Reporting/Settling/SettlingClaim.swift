import Experiments

/// Finished runs by experiment (its name with overrides) and seed.
public typealias RunPool = [String: [UInt64: RunSummary]]

/// A claim that is looked at with more and more seeds until it is decided. Nothing here trains or reads files.
///
/// A look takes in exactly the seeds of its schedule, even if other claims have already brought more runs of the same
/// experiments. Otherwise there would be looks that the scheme does not count.
public struct SettlingClaim: Equatable, Sendable {
  /// What became of a claim, by its name in JSON and CSV.
  public enum State: String, Sendable {
    /// It may have further looks.
    case open
    case decided
    /// More seeds cannot settle the claim.
    case unsettleable
    /// The last look had as many seeds as are allowed.
    case outOfSeeds = "out_of_seeds"
    /// A run that the next look needs cannot be trained.
    case runFailed = "run_failed"
  }

  /// The study's name.
  public let study: String
  /// What the last look found.
  public private(set) var finding: ClaimFinding
  public private(set) var state = State.open
  private let confidence: Confidence
  /// The claim's experiments: their names in the study, and with overrides.
  private let experiments: [String: String]
  private let schedule: LookSchedule

  /// Takes the first look.
  /// - Parameters:
  ///   - confidence: that of the study, for all looks together.
  ///   - subjects: the claim's experiments: names in the study, names with overrides, seeds of the first look.
  ///   - runs: the finished runs of these seeds.
  public init(
    _ claim: ClaimSpec, in study: String, confidence: Confidence,
    subjects: [(name: String, experiment: String, seeds: [UInt64])], runs: RunPool
  ) {
    self.study = study
    self.confidence = confidence
    experiments = Dictionary(subjects.map { ($0.name, $0.experiment) }) { first, _ in first }
    // Only seeds that all experiments have in common make pairs. Where the seed has no effect, one run is in all of them.
    let varying = subjects.filter { runs.seedHasEffect(on: $0.experiment) }
    let paired = varying.isEmpty ? subjects : varying
    let common = paired.dropFirst().reduce(paired.first?.seeds ?? []) { seeds, subject in
      let others = Set(subject.seeds)
      return seeds.filter(others.contains)
    }
    schedule = LookSchedule(first: common)
    let summaries = Dictionary(
      subjects.compactMap { subject in
        runs.summary(of: subject.experiment, seeds: subject.seeds).map { (subject.name, $0) }
      }
    ) { first, _ in first }
    let missing = subjects.compactMap { subject -> (String, [UInt64])? in
      let known = runs[subject.experiment] ?? [:]
      guard runs.seedHasEffect(on: subject.experiment) else { return nil }
      let missing = subject.seeds.filter { known[$0] == nil }
      return missing.isEmpty ? nil : (subject.name, missing)
    }
    finding = ClaimFinding(
      claim, summaries, confidence: confidence, look: Look(number: 1, seedCount: common.count),
      missingSeeds: Dictionary(missing) { first, _ in first })
    updateState()
  }

  public var isOpen: Bool { state == .open }

  /// The number of the last look.
  public var lookNumber: Int { finding.look?.number ?? 1 }

  /// The seeds of the next look; nil if there is none.
  public var nextSeeds: [UInt64]? { isOpen ? schedule.seeds(at: lookNumber + 1) : nil }

  /// The runs that the next look needs and `runs` lacks.
  public func missingRuns(_ runs: RunPool) -> [(experiment: String, seed: UInt64)] {
    guard let seeds = nextSeeds else { return [] }
    return Set(experiments.values).filter(runs.seedHasEffect).sorted().flatMap { experiment in
      let known = runs[experiment] ?? [:]
      return seeds.filter { known[$0] == nil }.map { (experiment, $0) }
    }
  }

  /// Takes the next look. If a run is missing, it could not be trained, and the claim is given up.
  public mutating func look(at runs: RunPool) {
    guard let seeds = nextSeeds else { return }
    guard missingRuns(runs).isEmpty else { return enter(.runFailed) }
    let summaries = experiments.compactMapValues { experiment in
      runs.summary(
        of: experiment,
        seeds: runs.seedHasEffect(on: experiment) ? seeds : (runs[experiment] ?? [:]).keys.sorted())
    }
    finding = ClaimFinding(
      finding.claim, summaries, confidence: confidence,
      look: Look(number: lookNumber + 1, seedCount: seeds.count))
    updateState()
  }

  private mutating func updateState() {
    if finding.verdict == .notJudged {
      // Only missing runs keep a claim from being judged here.
      enter(.runFailed)
    } else if finding.verdict != .undecided {
      enter(.decided)
    } else if !finding.canBeSettled || schedule.first.isEmpty {
      enter(.unsettleable)
    } else {
      enter(schedule.seeds(at: lookNumber + 1) == nil ? .outOfSeeds : .open)
    }
  }

  private mutating func enter(_ state: State) {
    self.state = state
    finding.settling = state
  }
}

extension RunPool {
  /// False if more seeds of the experiment would be the same run again. True if it has no runs.
  fileprivate func seedHasEffect(on experiment: String) -> Bool {
    self[experiment]?.values.first?.seedHasEffect ?? true
  }

  /// - Returns: nil if there is no run of these seeds.
  fileprivate func summary(of experiment: String, seeds: [UInt64]) -> ExperimentSummary? {
    let runs = self[experiment] ?? [:]
    return ExperimentSummary.summaries(of: seeds.compactMap { runs[$0] }).first
  }

  /// All runs of each experiment.
  public var summaries: [ExperimentSummary] {
    ExperimentSummary.summaries(of: sorted { $0.key < $1.key }.flatMap(\.value.values))
  }
}
