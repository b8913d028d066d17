import CommandLineTool
import Experiments
import Reporting

extension CompareCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let assertions = try checks.assertions.map { text in
      do {
        return try Assertion(parsing: text)
      } catch {
        throw Failure("--assert '\(text)': \(error)", status: .usage)
      }
    }
    let destinations = try ResultDestinations(output, curves: comparison.curves, context: context)
    let study = try claimedStudy(context)
    let compared = try ComparedExperiments(experiments, spec: spec, study: study)
    let studyNames = compared.studyNames(spec)
    if comparison.noRun {
      var archived = try ArchivedRuns(compared, spec: spec, training: training, context: context)
      let names = VariantNames(archived.experiments, studyNames: studyNames)
      let judged = try check(names, assertions, study)
      try checkEpoch(archived.summaries.map(\.epochs.count))
      archived.keepMissing { isJudged($0, seed: $1, names, assertions, judged?.study) }
      _ = context.report(archived.failedCells.map(\.failure))
      return try conclude(
        archived.summaries, archived.failures, archived.missingSeeds, names, assertions, judged, destinations,
        context)
    }
    let runner = try ExperimentRunner(
      compared, spec: spec, training: training, mayHoldSeeds: false, context: context)
    let names = VariantNames(
      runner.runs.map { ($0.experiment.spec.name, $0.experiment) }, studyNames: studyNames)
    let judged = try check(names, assertions, study)
    try checkEpoch(runner.runs.map(\.session.spec.training.epochs))
    if training.dryRun { return try runner.explain(output.format.plain) }
    let outcomes = runner.train()
    // What is there without the rest is another comparison, and must not replace an earlier call's whole one.
    if outcomes.isInterrupted { return .interrupted }
    return outcomes.status(
      judged: try conclude(
        outcomes.summaries, outcomes.failures, [:], names, assertions, judged, destinations, context))
  }

  /// The study whose claims are to be judged, its experiments with the command line's overrides.
  private func claimedStudy(_ context: ProgramContext) throws -> ResolvedStudy? {
    guard let claims = checks.claims else { return nil }
    return try context.studies.resolve(claims, overrides: try spec.overrides(context))
  }

  /// Checks every name that the command line holds against what is compared, before anything is trained.
  /// - Returns: the study with the claims that can be judged, and the names of the others.
  private func check(
    _ names: VariantNames, _ assertions: [Assertion], _ study: ResolvedStudy?
  ) throws -> (study: ResolvedStudy, leftOut: [String])? {
    let known = names.names
    // Of a grid, each cell has a reference of its own.
    if let reference = comparison.reference,
      known.find(reference) == nil, !known.all.contains(where: { $0.hasPrefix(reference + "+") })
    {
      let error = AssertionError.unknownExperiment(
        reference, nearest: known.nearest(to: reference), known: known.all)
      throw Failure("--reference: \(error)", status: .usage)
    }
    for assertion in assertions {
      do {
        try assertion.check(known)
      } catch {
        throw Failure("--assert '\(assertion.text)': \(error)", status: .usage)
      }
    }
    return try study?.judging(known.all)
  }

  /// `--at epoch=N` has to be an epoch of some run, or there is nothing to compare.
  private func checkEpoch(_ counts: [Int]) throws {
    guard case .epoch(let epoch) = comparison.epoch, let longest = counts.max(), epoch > longest else {
      return
    }
    throw Failure(
      "--at epoch=\(epoch): no run has so many epochs; there are epoch=1 to epoch=\(longest)", status: .usage)
  }

  /// Whether an assertion or a claim is about this run.
  /// - Parameter name: with all overrides.
  private func isJudged(
    _ name: String, seed: UInt64, _ names: VariantNames, _ assertions: [Assertion], _ study: ResolvedStudy?
  ) -> Bool {
    if assertions.contains(where: { $0.experiments.compactMap(names.names.find).contains(name) }) {
      return true
    }
    return (study?.subjects ?? []).contains { subject in
      // A study may ask for fewer seeds of some experiments.
      subject.experiment.spec.name == name && training.seeds.seeds(else: subject.seeds).contains(seed)
    }
  }

  private func conclude(
    _ runs: [RunSummary], _ failures: [RunFailure], _ missingSeeds: [String: [UInt64]],
    _ names: VariantNames, _ assertions: [Assertion], _ judged: (study: ResolvedStudy, leftOut: [String])?,
    _ destinations: ResultDestinations, _ context: ProgramContext
  ) throws -> ExitStatus {
    let result = Comparison(ExperimentSummary.summaries(of: runs), options: comparison.options(names))
    let outcomes = assertions.map {
      $0.outcome(result.experiments, names.names, at: result.options.epoch, missingSeeds: missingSeeds)
    }
    let findings = judged.map {
      StudyFindings($0.study, summaries: result.experiments, missingSeeds: missingSeeds)
    }
    var report = result.report(assertions: outcomes, claims: findings, leftOut: judged?.leftOut ?? [])
    report.add(failures: failures)
    let written = Result { try destinations.write(report, curves: result.curves) }

    let broken = outcomes.filter { !$0.holds }
    for outcome in broken { context.console.error("assertion failed: \(outcome.sentence)") }
    let unknown = findings?.count(.undecided) ?? 0
    if unknown > 0 { context.console.warning("\(unknown) of the claims cannot be settled by these runs") }
    try written.get()
    let isRight = broken.isEmpty && (findings?.count(.fails) ?? 0) == 0 && failures.isEmpty
    return isRight ? .success : .failure
  }
}

extension ComparisonOptions {
  fileprivate func options(_ names: VariantNames) -> Comparison.Options {
    let order: Comparison.Order =
      switch sort {
      case .best: .bestFirst
      case .given: .asGiven
      }
    let choice: EpochChoice =
      switch epoch {
      case .final: .final
      case .best: .best
      case .epoch(let number): .epoch(number)
      }
    return Comparison.Options(
      metrics: metrics.isEmpty ? nil : metrics.map(\.metric), epoch: choice, reference: reference,
      order: order, thresholds: thresholds.map { Threshold(metric: $0.metric.metric, value: $0.value) },
      confidence: Confidence(confidence) ?? .percent95, labels: names.labels,
      commonOverrides: names.commonOverrides)
  }
}

extension MetricName {
  fileprivate var metric: Metric {
    switch self {
    case .trainLoss: .trainLoss
    case .trainAccuracy: .trainAccuracy
    case .trainEvalLoss: .trainEvalLoss
    case .trainEvalAccuracy: .trainEvalAccuracy
    case .testLoss: .testLoss
    case .testAccuracy: .testAccuracy
    }
  }
}
