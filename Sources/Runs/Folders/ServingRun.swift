import Datasets
import Experiments

// A run with training.evaluate_train has the weights and all the figures of one without it, and two more columns. So it
// serves where the latter is asked for, and nothing is trained.

extension ExperimentSpec {
  /// Whether a run of the other spec has the weights and at least the figures of a run of this one.
  func isServed(by other: ExperimentSpec) -> Bool { widened(to: other).differences(from: other).isEmpty }

  /// This spec, with the evaluation of the training set if the other spec has it.
  fileprivate func widened(to other: ExperimentSpec) -> ExperimentSpec {
    var spec = self
    if other.training.evaluateTrain { spec.training.evaluateTrain = true }
    return spec
  }
}

extension RunIdentity {
  /// What differs from a finished run that is to serve this one; see `differences(from:)`.
  func differences(fromServing record: RunRecord) -> [String] {
    RunIdentity(spec: spec.widened(to: record.spec), data: data, resultsVersion: resultsVersion)
      .differences(from: record)
  }
}

extension RunRecord {
  /// The record and the epochs that a run of the spec would leave if it were trained itself, apart from the times: with its
  /// name and descriptions, and without figures that it does not compute.
  /// - Parameters:
  ///   - spec: one that a run with this record serves.
  ///   - epochs: those of the serving run.
  func serving(_ spec: ExperimentSpec, _ epochs: [EpochRecord]) -> (record: RunRecord, epochs: [EpochRecord])
  {
    var record = self
    record.name = spec.name
    record.spec.name = spec.name
    record.spec = record.spec.described(as: spec)
    guard record.spec.training.evaluateTrain, !spec.training.evaluateTrain else { return (record, epochs) }
    record.spec.training.evaluateTrain = false
    let epochs = epochs.map { epoch in
      EpochRecord(epoch: epoch.epoch, values: epoch.values.filter { !$0.key.isOfTrainEvaluation })
    }
    record.final = epochs.last ?? record.final
    record.best = record.best.filter { !$0.key.isOfTrainEvaluation }
    record.divergedAtEpoch = RunRecord.divergedAtEpoch(in: epochs)
    if record.fileChecksums[RunFolder.metricsName] != nil {
      let metrics = MetricsTable.text(epochs)
      record.fileChecksums[RunFolder.metricsName] = SHA256.digest(of: Array(metrics.utf8)).hex
    }
    return (record, epochs)
  }
}
