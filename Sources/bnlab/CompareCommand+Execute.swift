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
    if let curves = comparison.curves { try ResultDestinations.check(curves) }
    let destinations = try ResultDestinations(output, context: context)
    let study = try claimedStudy(context)
    if comparison.noRun {
      let archived = try ArchivedRuns(experiments, spec: spec, training: training, context: context)
      let names = VariantNames(archived.experiments)
      try check(names, assertions, study)
      return try conclude(archived.summaries, [], names, assertions, study, destinations, context)
    }
    var training = training
    // Claims are made for so many seeds.
    if let study { training.seeds = .these(training.seeds.seeds(else: study.spec.seeds)) }
    let runner = try ExperimentRunner(experiments, spec: spec, training: training, context: context)
    let names = VariantNames(runner.runs.map { ($0.experiment.spec.name, $0.experiment) })
    try check(names, assertions, study)
    if training.dryRun { return try runner.explain(output.format.plain) }
    let outcomes = runner.train()
    if outcomes.finished.isEmpty { return outcomes.status }
    let status = try conclude(
      outcomes.summaries, outcomes.failed, names, assertions, study, destinations, context)
    return outcomes.status == .success ? status : outcomes.status
  }

  /// The study whose claims are to be judged, its experiments with the command line's overrides.
  private func claimedStudy(_ context: ProgramContext) throws -> ResolvedStudy? {
    guard let claims = checks.claims else { return nil }
    var failures: [Failure] = []
    let overrides = spec.settings.overrides(epochs: spec.epochs, currentDirectory: context.currentDirectory) {
      do {
        return try $0()
      } catch {
        failures.append(Failure(error))
        return nil
      }
    }
    guard failures.isEmpty else { throw Failures(all: failures) }
    return try context.studies.resolve(claims, overrides: overrides)
  }

  /// Checks every name that the command line holds against what is compared, before anything is trained.
  private func check(_ names: VariantNames, _ assertions: [Assertion], _ study: ResolvedStudy?) throws {
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
    let strangers = study?.subjects.filter { !known.all.contains($0.experiment.spec.name) } ?? []
    let failures = strangers.compactMap { study?.notComparedError($0, compared: known.all) }
    guard failures.isEmpty else { throw Failures(all: failures.map { Failure($0) }) }
  }

  private func conclude(
    _ runs: [RunSummary], _ failed: [(title: String, message: String)], _ names: VariantNames,
    _ assertions: [Assertion], _ study: ResolvedStudy?, _ destinations: ResultDestinations,
    _ context: ProgramContext
  ) throws -> ExitStatus {
    let result = Comparison(ExperimentSummary.summaries(of: runs), options: comparison.options(names))
    let outcomes = assertions.map { $0.outcome(result.experiments, names.names, at: result.options.epoch) }
    let findings = study.map { StudyFindings($0, summaries: result.experiments) }
    var report = result.report(assertions: outcomes, claims: findings)
    report.addFailedRuns(failed)
    try destinations.write(report)
    if let curves = comparison.curves { try ResultDestinations.write(result.curves.csv, to: curves) }

    let broken = outcomes.filter { !$0.holds }
    for outcome in broken { context.console.error("assertion failed: \(outcome.sentence)") }
    let unknown = findings?.count(.inconclusive) ?? 0
    if unknown > 0 { context.console.warning("\(unknown) of the claims cannot be settled by these runs") }
    return broken.isEmpty && (findings?.count(.notReproduced) ?? 0) == 0 ? .success : .failure
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

extension ResultFormat {
  /// Of a plan, which checks nothing: JUnit's XML would be empty.
  var plain: OutputFormat {
    switch self {
    case .table, .junit: .table
    case .markdown: .markdown
    case .csv: .csv
    case .json: .json
    }
  }
}
