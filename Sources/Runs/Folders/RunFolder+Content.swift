import Experiments
import System
import Training

extension RunFolder {
  /// What a run folder holds.
  enum Content {
    /// No finished run.
    case absent
    case finished(RunRecord, [EpochRecord])
    /// A finished run that does not count.
    case outdated(RunDecision.TrainingReason)
  }

  /// Reads the folder. It need not be locked, because run.json is written last.
  /// - Parameters:
  ///   - differences: the keys in which a finished run differs from the one that is wanted.
  ///   - plan: the network of the wanted run; nil if it is not known.
  func content(
    _ differences: (RunRecord) -> [String], plan: () -> NetworkPlan?
  ) throws(FileError) -> Content {
    guard let text = try text(recordPath) else { return .absent }
    guard let record = try? RunRecord(parsing: Array(text.utf8), path: recordPath) else {
      return .outdated(.unreadable("\(recordPath) is broken"))
    }
    let differences = differences(record)
    guard differences.isEmpty else { return .outdated(.changed(differences)) }
    guard let csv = try self.text(metricsPath),
      let epochs = try? MetricsTable.parse(csv, path: metricsPath), epochs.count == record.epochs.count
    else { return .outdated(.unreadable("\(metricsPath) is missing or broken")) }
    if let damage = try damage(record, metrics: csv, plan: plan) {
      return .outdated(.unreadable("\(damage.path) \(damage.problem)"))
    }
    return .finished(record, epochs)
  }
}
