import CommandLineTool
import Experiments
import Reporting
import Runs
import System
import Text

/// Adds seeds to the undecided claims of studies, the cheapest look first, until all are settled or the time is up.
struct SettlingLoop {
  let plan: StudyPlan
  private let layers: LayerFigures
  private let jobs: Int?
  let context: ProgramContext
  /// The time for the whole call, in seconds.
  private let budget: Double
  /// When the time is up, in seconds of the monotonic clock.
  private let deadline: Double
  private(set) var runs: RunPool
  private(set) var claims: [SettlingClaim] = []
  private(set) var failed: [FailedRun] = []
  private(set) var isTimeUp = false
  /// What is known of the runs of further looks, by experiment and seed; nil for one that is not finished.
  private var known: [String: [UInt64: RunSession.Outcome?]] = [:]

  /// Takes the first look at all claims.
  /// - Parameters:
  ///   - start: when the call began, in seconds of the monotonic clock.
  ///   - summaries: the finished runs of the planned seeds.
  init(
    _ plan: StudyPlan, layers: LayerFigures, jobs: Int?, budget: Double, start: Double,
    summaries: [RunSummary],
    context: ProgramContext
  ) {
    self.plan = plan
    self.layers = layers
    self.jobs = jobs
    self.context = context
    self.budget = budget
    deadline = start + budget
    runs = [:]
    add(summaries)
    for study in plan.studies {
      for claim in study.spec.claims {
        let names = Set(claim.runFigures.map(\.experiment))
        claims.append(
          SettlingClaim(
            claim, in: study.spec.name, confidence: Confidence(study.spec.confidence) ?? .percent95,
            subjects: study.subjects.filter { names.contains($0.name) }.map {
              ($0.name, $0.experiment.spec.name, plan.chosenSeeds.seeds(else: $0.seeds))
            }, runs: runs))
      }
    }
  }

  /// Takes further looks.
  /// - Returns: false if the user interrupted it. What was finished stays.
  /// - Throws: `Failure` if the user interrupted it while statistics of layers were computed.
  mutating func run() throws -> Bool {
    while let next = cheapestLook() {
      if monotonicSeconds() + next.seconds > deadline {
        isTimeUp = true
        break
      }
      announce(next)
      guard try train(next) else { return false }
      if isTimeUp { break }
      claims[next.claim].look(at: runs)
    }
    return true
  }

  // MARK: Steps

  /// The next look at a claim, with what it takes.
  private struct NextLook {
    /// The claim's index.
    let claim: Int
    let runs: [(experiment: String, seed: UInt64)]
    /// The estimated seconds of each run, and of all with several at a time.
    let secondsEach: [Double]
    let seconds: Double
  }

  private mutating func cheapestLook() -> NextLook? {
    let times = runs.mapValues(\.meanSeconds)
    let jobs = Double(jobs ?? Machine.processorCount)
    var looks: [NextLook] = []
    for index in claims.indices where claims[index].isOpen {
      let missing = claims[index].missingRuns(runs)
      let each = missing.map {
        finishedRun($0.experiment, $0.seed) == nil ? times[$0.experiment] ?? 1 : 0
      }
      let seconds = max(each.reduce(0, +) / jobs, each.max() ?? 0)
      looks.append(NextLook(claim: index, runs: missing, secondsEach: each, seconds: seconds))
    }
    return looks.min { ($0.seconds, $0.claim) < ($1.seconds, $1.claim) }
  }

  /// A run that was finished by an earlier call, so that it takes no time; nil if it was not.
  private mutating func finishedRun(_ experiment: String, _ seed: UInt64) -> RunSession.Outcome? {
    if let known = known[experiment]?[seed] { return known }
    let session = plan.moreRuns([(experiment, seed)]).first?.session
    let finished = session.flatMap { try? $0.look() }?.finished
    known[experiment, default: [:]][seed] = .some(finished)
    return finished
  }

  private func announce(_ next: NextLook) {
    let open = claims.filter(\.isOpen)
    let toTrain = next.secondsEach.count { $0 > 0 }
    let time = toTrain == 0 ? "" : ", about \(durationText(seconds: next.seconds))"
    context.console.note(
      ("Settle: \(claims[next.claim].nextLookText), \(toTrain) more runs\(time); "
        + "\(open.count) open: \(open.names(among: claims, limit: 6))").singleLine)
  }

  /// Trains the runs of a look.
  /// - Returns: false if the user interrupted it.
  private mutating func train(_ next: NextLook) throws -> Bool {
    let finished = next.runs.enumerated().compactMap { index, run in
      (known[run.experiment]?[run.seed] ?? nil).map { (index, $0) }
    }
    let execution = RunExecution(
      plan.moreRuns(next.runs), finished: Dictionary(uniqueKeysWithValues: finished), jobs: jobs,
      context: context)
    let weights = Dictionary(
      uniqueKeysWithValues: next.secondsEach.enumerated().map { ($0.offset, $0.element) })
    let outcomes = execution.train(
      overall: OverallDisplay(console: context.console, total: execution.runs.count, weights: weights),
      until: deadline)
    if context.interruption.isRequested { return false }
    isTimeUp = outcomes.isInterrupted
    failed += outcomes.failed.filter { $0.failure.kind != .interrupted }
    var summaries = outcomes.summaries
    failed += try layers.add(to: &summaries)
    add(summaries)
    return true
  }

  private mutating func add(_ summaries: [RunSummary]) {
    for run in summaries { runs[run.experiment, default: [:]][run.seed] = run }
  }

  // MARK: Results

  /// The verdicts at each claim's last look.
  var findings: [StudyFindings] {
    let summaries = Dictionary(runs.summaries.map { ($0.name, $0) }) { first, _ in first }
    var rest = claims[...]
    return plan.studies.map { study in
      let count = study.spec.claims.count
      defer { rest = rest.dropFirst(count) }
      return StudyFindings(
        study.spec,
        subjects: study.subjects.map { subject in
          let name = subject.experiment.spec.name
          return .init(name: subject.name, experiment: name, summary: summaries[name])
        },
        findings: rest.prefix(count).map(\.finding))
    }
  }

  /// What became of the claims.
  var remark: String { claims.remark(timeText: isTimeUp ? durationText(seconds: budget) : nil) }
}

extension [UInt64: RunSummary] {
  /// The mean time of a run.
  fileprivate var meanSeconds: Double {
    values.reduce(0) { $0 + $1.trainSeconds + $1.evaluateSeconds } / Double(Swift.max(count, 1))
  }
}
