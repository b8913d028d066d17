import Experiments
import Schema

extension Comparison {
  func json(
    assertions: [AssertionOutcome], claims: StudyFindings?, leftOut: [String], requestedRuns: Int
  ) -> JSON {
    .object([
      .init("format", .integer(Report.jsonFormat(of: "comparison"))), .init("kind", .string("comparison")),
      .init("at", .string(options.epoch.key)), .init("confidence", .double(options.confidence.level)),
      .init("runs", .integer(runCount)), .init("requested_runs", .integer(requestedRuns)),
      .init("metrics", .array(metrics.map { .string($0.rawValue) })),
      .init("experiments", .array(experiments.map(json))),
      .init("differences", .array(differences.map(json))),
      .init("epoch_differences", .array(epochDifferences.map(json))),
      .init("comparisons", comparisonCount.map { .integer($0) } ?? .null),
      .init("chance_differences", .double(chanceDifferences)),
      .init("best_cell", bestCell.map(json) ?? .null),
      .init("conclusions", .array(conclusions.map(\.json))),
      .init("assertions", .array(assertions.map(\.json))),
      .init("study", claims?.json ?? .null),
      .init("claims_left_out", .array(leftOut.map { .string($0) })),
    ])
  }

  private func json(_ experiment: ExperimentSummary) -> JSON {
    var members: [JSON.Member] = [
      .init("name", .string(experiment.name)), .init("title", .string(experiment.title)),
      .init("seeds", .array(experiment.runs.map { .integer($0.seed) })),
      .init("seed_has_effect", .boolean(experiment.seedHasEffect)),
      .init("altered", .boolean(experiment.isAltered)), .init("diverged", .diverged(experiment)),
    ]
    members += epochChoices.map { epoch in
      .init(epoch.memberName, .figures(of: experiment, metrics, at: epoch, options.confidence))
    }
    members += [
      .init("published", .published(of: experiment, options.confidence)),
      .init("published_at", .publishedEpochs(of: experiment, options.confidence)),
      .init("source", .source(experiment.source)),
      .init("train_seconds", .object(JSON.sample(experiment.trainSeconds))),
      .init(
        "epochs_until",
        .array(options.thresholds.map { json($0, of: experiment) })),
    ]
    return .object(members)
  }

  private func json(_ best: BestCell) -> JSON {
    .object([
      .init("experiment", .string(best.experiment)), .init("minus", .string(best.runnerUp)),
      .init("metric", .string(best.metric.rawValue)), .init("cells", .integer(best.cellCount)),
      .init("seeds", .integer(best.seedCount)), .init("difference", .double(best.difference)),
      .init("p_max_t", .double(best.p)), .init("exact", best.isExact.map { .boolean($0) } ?? .null),
      .init("rivals", .array(best.rivals.map { .string($0) })),
      .init("verdict", .string(best.verdict.rawValue)), .init("sentence", .string(sentence(about: best))),
      .init("different_data", .array(differentData(of: best).map { .string($0) })),
    ])
  }

  private func json(_ threshold: Threshold, of experiment: ExperimentSummary) -> JSON {
    let epochs = threshold.observations(of: experiment)
    return .object([
      .init("metric", .string(threshold.metric.rawValue)), .init("threshold", .double(threshold.value)),
      .init("median", .extended(epochs.value)),
      .init("confidence_interval", .extended(threshold.interval(of: experiment, options.confidence))),
      .init("reached", .integer(epochs.runCount - epochs.neverCount)),
      .init("never", .integer(epochs.neverCount)),
      .init(
        "values",
        .array(
          epochs.observations.map { run in
            .object([.init("seed", .integer(run.seed)), .init("epoch", .extended(run.value))])
          })),
    ])
  }

  private func json(_ difference: ThresholdDifference) -> JSON {
    .object([
      .init("experiment", .string(difference.pair.experiment)),
      .init("minus", .string(difference.pair.other)),
      .init("metric", .string(difference.threshold.metric.rawValue)),
      .init("threshold", .double(difference.threshold.value)), .init("runs", .integer(difference.count)),
      .init("difference", .extended(difference.value)),
      .init("confidence_interval", .extended(difference.interval)),
      .init("verdict", .string(difference.verdict.rawValue)),
      .init("standing", .string(difference.standing.rawValue)),
    ])
  }

  private func json(_ difference: PairDifference) -> JSON {
    var members: [JSON.Member] = [
      .init("experiment", .string(difference.pair.experiment)),
      .init("minus", .string(difference.pair.other)),
      .init("metric", .string(difference.metric.rawValue)), .init("basis", .string(difference.basis.key)),
    ]
    switch difference.basis {
    case .paired(let pairs): members.append(.init("runs", .array([.integer(pairs), .integer(pairs)])))
    case .unpaired(let count, let otherCount):
      members.append(.init("runs", .array([.integer(count), .integer(otherCount)])))
    }
    var estimate: TEstimate?
    if case .estimate(let value) = difference.inference { estimate = value }
    return .object(
      members + [
        .init("difference", .double(difference.inference.value)),
        .init("standard_error", .double(estimate?.standardError)),
        .init("confidence_interval", .interval(difference.inference.interval)),
        .init("t", .double(estimate?.t)), .init("degrees_of_freedom", .double(estimate?.degreesOfFreedom)),
        .init("p", .double(difference.inference.p)),
        .init("permutation_p", .double(difference.permutationTest?.p)),
        .init("permutation_exact", difference.permutationTest.map { .boolean($0.method == .exact) } ?? .null),
        .init("effect_size", .double(difference.effectSize?.value)),
        .init("effect_size_kind", .string(difference.effectSize?.kind.rawValue)),
        .init("verdict", .string(difference.verdict.name)),
        .init("standing", .string(difference.standing.rawValue)),
        .init("p_holm", .double(difference.family.holmP)),
        .init("p_max_t", .double(difference.family.maxTP)),
        .init("seeds_needed", difference.seedsNeeded.map { .integer($0) } ?? .null),
      ])
  }
}

extension Conclusion {
  fileprivate var json: JSON {
    .object([
      .init("experiment", .string(pair.experiment)), .init("minus", .string(pair.other)),
      .init("sentence", .string(sentence)),
      .init("different_data", .array(differentData.map { .string($0) })),
    ])
  }
}

extension EpochChoice {
  /// The member that holds the figures at this choice. It does not name the epoch, so that readers need not parse it;
  /// the member `at` does.
  fileprivate var memberName: String {
    switch self {
    case .final: "final"
    case .best: "best"
    case .epoch: "chosen_epoch"
    }
  }
}
