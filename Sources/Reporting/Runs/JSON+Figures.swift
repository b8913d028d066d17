import Experiments
import Schema
import Text

/// The parts that the JSON of several reports has in common.
extension JSON {
  /// The figures of an experiment at one choice of epoch, by metric, with the value of each run.
  static func figures(
    of experiment: ExperimentSummary, _ metrics: [Metric], at epoch: EpochChoice, _ confidence: Confidence
  ) -> JSON {
    .object(
      metrics.map { metric in
        let figure = experiment.figure(metric, at: epoch)
        var members = sample(figure.sample)
        members.append(
          .init("confidence_interval", .interval(figure.sample.meanInference(confidence).interval)))
        members.append(.init("prediction_interval", .interval(figure.sample.predictionInterval(confidence))))
        members.append(.init("median_epoch", .double(figure.medianEpoch)))
        members.append(
          .init(
            "values",
            .array(
              figure.observations.map { observation in
                .object([
                  .init("seed", .integer(observation.seed)), .init("epoch", .integer(observation.epoch)),
                  .init("value", .double(observation.value)),
                ])
              })))
        return Member(metric.rawValue, .object(members))
      })
  }

  /// The published figures, each compared with the final ones.
  static func published(of experiment: ExperimentSummary, _ confidence: Confidence) -> JSON {
    .object(
      Metric.allCases.compactMap { metric in
        guard let value = experiment.published[metric] else { return nil }
        let comparison = experiment.figure(metric, at: .final).comparison(withPublished: value, confidence)
        return Member(
          metric.rawValue,
          .object([
            .init("value", .double(value)), .init("difference", .double(comparison.difference)),
            .init("inside_prediction_interval", comparison.isInside.map(JSON.boolean) ?? .null),
          ]))
      })
  }

  /// The figures that are published for single epochs, each compared with those of its epoch.
  static func publishedEpochs(of experiment: ExperimentSummary, _ confidence: Confidence) -> JSON {
    .array(
      PublishedEpoch.all(of: [experiment], confidence).map { published in
        .object([
          .init("metric", .string(published.metric.rawValue)), .init("epoch", .integer(published.epoch)),
          .init("value", .double(published.comparison.published)),
          .init("difference", .double(published.comparison.difference)),
          .init(
            "inside_prediction_interval", published.comparison.isInside.map(JSON.boolean) ?? .null),
        ])
      })
  }

  /// The diverged runs.
  static func diverged(_ experiment: ExperimentSummary) -> JSON {
    .array(
      experiment.divergedRuns.map { run in
        .object([
          .init("seed", .integer(run.seed)),
          .init("diverged_at_epoch", run.divergedAtEpoch.map { .integer($0) } ?? .null),
        ])
      })
  }
}
