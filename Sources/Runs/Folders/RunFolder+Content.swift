import Datasets
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

    var isFinished: Bool { if case .finished = self { true } else { false } }
  }

  /// Reads the folder. It need not be locked, because run.json is written last.
  /// - Parameters:
  ///   - differences: the keys in which a finished run differs from the one that is wanted.
  ///   - plan: the network of the wanted run; nil if it is not known.
  /// - Throws: `FileError`.
  func content(
    _ differences: (RunRecord) -> [String], plan: () -> NetworkPlan?
  ) throws -> Content {
    do {
      guard let record = try record() else { return .absent }
      let differences = differences(record)
      guard differences.isEmpty else { return .outdated(.changed(differences)) }
      return .finished(record, try epochs(of: record, plan: plan))
    } catch let damage as RunDamage {
      return .outdated(.unreadable(damage.message))
    }
  }

  /// The content of run.json; nil if there is no finished run.
  /// - Throws: `FileError`; `RunDamage` if it is broken.
  func record() throws -> RunRecord? {
    guard let text = try text(recordPath) else { return nil }
    do {
      return try RunRecord(parsing: Array(text.utf8), path: recordPath)
    } catch {
      throw RunDamage(recordPath, error)
    }
  }

  /// The epochs of a finished run, after a check of metrics.csv and of the weights.
  /// - Parameter plan: as for `damage`.
  /// - Throws: `FileError`; `RunDamage` if a file is missing or broken.
  func epochs(of record: RunRecord, plan: () -> NetworkPlan?) throws -> [EpochRecord] {
    guard let csv = try text(metricsPath) else { throw RunDamage(metricsPath, "is missing") }
    let epochs: [EpochRecord]
    do {
      epochs = try MetricsTable.parse(csv, path: metricsPath)
    } catch {
      throw RunDamage(metricsPath, error)
    }
    guard epochs.count == record.epochs.count else {
      throw RunDamage(metricsPath, "has \(epochs.count) epochs, but run.json has \(record.epochs.count)")
    }
    if let damage = try damage(record, metrics: csv, plan: plan) { throw damage }
    if let key = record.contradiction(to: epochs) {
      throw RunDamage(recordPath, "is damaged: its \(key) is not that of metrics.csv")
    }
    return epochs
  }

  /// Adds the checksums that a record of version 0.2.0 lacks, so that later damage is found. A folder that cannot be written
  /// stays as it is.
  /// - Precondition: the run is finished, and its files have been checked.
  func addChecksums(to record: RunRecord) throws(FileError) {
    let names = [Self.metricsName, Self.weightsName]
    guard names.contains(where: { record.fileChecksums[$0] == nil }), var record = try? self.record() else {
      return
    }
    for name in names {
      record.fileChecksums[name] = SHA256.digest(of: try File.contents(of: "\(path)/\(name)")).hex
    }
    try? FileWriter.write(record.text, to: recordPath)
  }
}
