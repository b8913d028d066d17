import CommandLineTool
import Experiments
import Reporting
import Runs

/// What a comparison must show and check. Every name in it has been checked against the compared experiments;
/// `checkFigures` checks the figures.
struct ComparisonQuestion {
  private let options: Comparison.Options
  private let names: ExperimentNames
  private let assertions: [Assertion]
  /// Nil if no study's claims are judged.
  private let claims: JudgedClaims?
  private let chosenSeeds: SeedSelection
  /// The compared experiments by full name; nil if only run folders are known.
  private let experiments: [(name: String, experiment: ResolvedExperiment?)]

  /// - Parameters:
  ///   - experiments: the compared experiments by full name; nil if only run folders are known.
  ///   - epochCounts: how many epochs each run has.
  ///   - chosenSeeds: those of the command line.
  /// - Throws: `Failure` or `Failures` if a name or an epoch is not among those compared.
  init(
    _ comparison: ComparisonOptions, _ assertions: [Assertion], of compared: ComparedExperiments,
    names experiments: [(name: String, experiment: ResolvedExperiment?)], epochCounts: [Int],
    chosenSeeds: SeedSelection
  ) throws {
    self.chosenSeeds = chosenSeeds
    let variants = VariantNames(experiments, studyNames: compared.studyNames)
    names = ExperimentNames(variants.all, labels: variants.labels)
    options = comparison.options(variants, isGrid: !compared.changes.grids.isEmpty)
    self.assertions = assertions
    self.experiments = experiments
    try Self.check(comparison.reference, among: names)
    try Self.check(assertions, among: names)
    claims = try compared.study.map { try JudgedClaims($0, on: variants.all, named: compared.names) }
    try Self.check(comparison.epoch, epochCounts)
  }

  private static func check(_ reference: String?, among names: ExperimentNames) throws(Failure) {
    // In a grid each cell has a reference of its own.
    guard let reference, names.find(reference) == nil,
      !names.all.contains(where: { $0.hasPrefix(reference + "+") })
    else { return }
    let error = AssertionError.unknownExperiment(
      reference, nearest: names.nearest(to: reference), known: names.all)
    throw Failure("--reference: \(error)", .usage)
  }

  private static func check(_ assertions: [Assertion], among names: ExperimentNames) throws(Failure) {
    for assertion in assertions {
      do {
        try assertion.check(names)
      } catch {
        throw Failure("--assert '\(assertion.text)': \(error)", .usage)
      }
    }
  }

  /// Checks `--at epoch=N`. If no run has that epoch, there is nothing to compare.
  private static func check(_ choice: EpochChoice, _ counts: [Int]) throws(Failure) {
    guard case .epoch(let epoch) = choice, let longest = counts.max(), epoch > longest else { return }
    throw Failure(
      "--at epoch=\(epoch): no run has this epoch; there are epoch=1 to epoch=\(longest)", .usage)
  }

  /// Checks that the experiments have the figures of the assertions, and as many samples as the claims and assertions about
  /// layers are about.
  /// - Parameter testCount: number of samples of an experiment's test set; nil if it is not known yet.
  /// - Throws: `Failure` at the first assertion, `SpecError` with every claim that needs more.
  func checkFigures(_ testCount: (ResolvedExperiment) -> Int?) throws {
    for assertion in assertions {
      for figure in assertion.figures {
        guard let experiment = experiment(named: figure.experiment),
          let problem = experiment.spec.problemText(
            with: figure.quantity, testCount: testCount(experiment))
        else { continue }
        throw Failure("--assert '\(assertion.text)': \(problem)", .usage)
      }
    }
    try claims?.study.checkSamples(testCount)
  }

  /// - Parameter name: as an assertion gives it.
  private func experiment(named name: String) -> ResolvedExperiment? {
    names.find(name).flatMap { full in experiments.first { $0.name == full }?.experiment }
  }

  /// The statistics of layers that claims and assertions need, by the full names of the experiments.
  private var layerFigures: [String: Set<LayerFigure>] {
    assertions.flatMap(\.figures).reduce(into: claims?.study.layerFigures ?? [:]) { needed, figure in
      guard case .layer(let layer) = figure.quantity, let name = names.find(figure.experiment) else { return }
      needed[name, default: []].insert(layer)
    }
  }

  /// Whether an assertion or a claim is about this run.
  /// - Parameter name: with all overrides.
  func isAbout(_ name: String, seed: UInt64) -> Bool {
    assertions.contains { $0.experiments.compactMap(names.find).contains(name) }
      || claims?.areAbout(name, seed: seed, chosenSeeds) ?? false
  }

  /// Computes the statistics of layers that the claims and assertions need, and compares.
  /// - Throws: `Failure` if the user interrupted it.
  func answer(
    _ runs: GatheredRuns, _ settings: RunSettings, _ context: ProgramContext
  ) throws -> ComparisonAnswer {
    let layers = LayerFigures(needed: layerFigures, settings: settings, context: context)
    var runs = runs
    let failed = try layers.add(to: &runs.summaries)
    runs.failures += failed.map(RunFailure.init)
    var answer = answer(runs)
    answer.failureKind = failed.failures.kind
    return answer
  }

  /// Compares runs that have what the claims and assertions need.
  func answer(_ runs: GatheredRuns) -> ComparisonAnswer {
    let comparison = Comparison(ExperimentSummary.summaries(of: runs.summaries), options: options)
    let outcomes = assertions.map {
      $0.outcome(comparison.experiments, names, at: options.epoch, missingSeeds: runs.missingSeeds)
    }
    let findings = claims.map {
      StudyFindings($0.study, summaries: comparison.experiments, missingSeeds: runs.missingSeeds) {
        chosenSeeds.seeds(else: $0.seeds)
      }
    }
    var report = comparison.report(
      assertions: outcomes, claims: findings, leftOut: claims?.leftOut ?? [],
      requestedRuns: runs.requested)
    report.add(failures: runs.failures)
    return ComparisonAnswer(
      report: report, curves: comparison.curves, broken: outcomes.filter { !$0.holds }, findings: findings,
      study: claims?.study, hasFailures: !runs.failures.isEmpty)
  }
}

/// The runs that a comparison has, and those that it lacks.
struct GatheredRuns {
  var summaries: [RunSummary]
  var failures: [RunFailure]
  /// By experiment, the seeds that were chosen and have no run.
  let missingSeeds: [String: [UInt64]]
  let requested: RequestedRuns
}

extension ArchivedRuns {
  var gathered: GatheredRuns {
    GatheredRuns(
      summaries: runs.map { RunSummary($0.record, epochs: $0.epochs, folder: $0.folder) },
      failures: failures.map(RunFailure.init), missingSeeds: missingSeeds,
      requested: RequestedRuns(requestedCount, damaged: damaged.count))
  }
}

extension RunOutcomes {
  var gathered: GatheredRuns {
    GatheredRuns(
      summaries: summaries, failures: failed.map(RunFailure.init), missingSeeds: failed.seedsByExperiment,
      requested: RequestedRuns(finished.count + failed.count, failed: failed.count))
  }
}

/// The result of a comparison.
struct ComparisonAnswer {
  let report: Report
  let curves: Table
  /// The assertions that do not hold.
  let broken: [AssertionOutcome]
  /// Nil if no study's claims were judged.
  let findings: StudyFindings?
  let study: ResolvedStudy?
  let hasFailures: Bool
  /// The first failure to compute statistics of layers; nil if there was none.
  var failureKind: Failure.Kind?

  /// Writes the result, and reports every assertion that does not hold.
  /// - Throws: `Failure` if the result cannot be written.
  func present(at destinations: ResultDestinations, on console: Console) throws -> ExitStatus {
    let written = Result { try destinations.write(report, curves: curves) }
    for outcome in broken {
      console.error("assertion \(outcome.isJudged ? "failed: " : "")\(outcome.sentence)")
    }
    if let findings, let study { console.annotate(findings, of: study, levels: [.fails: .error]) }
    for group in ClaimGroup.allCases {
      let unjudged = findings?.count(.notJudged, of: group) ?? 0
      guard unjudged > 0 else { continue }
      let message = "\(unjudged) \(group.noun(unjudged)) cannot be judged, because runs are missing"
      if group == .article { console.error(message) } else { console.warning(message) }
    }
    let undecided = findings?.count(.undecided) ?? 0
    if undecided > 0 { console.warning("\(undecided) of the claims cannot be settled by these runs") }
    try written.get()
    let isRefuted = findings.map { $0.count(.fails) > 0 } ?? false
    return broken.isEmpty && !isRefuted && !hasFailures ? .success : .failure
  }
}
