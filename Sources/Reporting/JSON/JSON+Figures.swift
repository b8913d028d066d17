import Experiments
import Schema
import Text

/// The parts that the JSON of several reports has in common. A figure that does not exist is null, never absent.
extension JSON {
  static func double(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }

  static func string(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }

  static func interval(_ interval: Interval?) -> JSON {
    interval.map { .array([.double($0.low), .double($0.high)]) } ?? .null
  }

  /// A figure that may be infinite, as an epoch count is that is never reached: `"inf"` or `"-inf"`, as in CSV, since
  /// JSON has no such number.
  static func extended(_ value: Double?) -> JSON {
    value.map { $0.isInfinite ? .string($0.exact) : .double($0) } ?? .null
  }

  static func extended(_ interval: Interval?) -> JSON {
    interval.map { .array([extended($0.low), extended($0.high)]) } ?? .null
  }

  static func sample(_ sample: Sample) -> [Member] {
    [
      .init("n", .integer(sample.count)), .init("mean", .double(sample.mean)),
      .init("sd", .double(sample.standardDeviation)), .init("median", .double(sample.median)),
      .init("min", .double(sample.minimum)), .init("max", .double(sample.maximum)),
    ]
  }

  /// An experiment's figures at one choice of epoch, by metric, with each run's own value.
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

  /// The published figures beside the final ones.
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
