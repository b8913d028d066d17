import Experiments
import System

/// What an interrupted run has left in its folder: a checkpoint and the files that only grow.
enum SavedState {
  /// Nothing to go on from.
  case none
  /// There is a checkpoint, but it counts as none, for this reason.
  case lost(String)
  case found(Found)

  struct Found {
    let checkpoint: Checkpoint
    let records: [EpochRecord]
    let timings: [EpochTiming]
    let metrics: GrowingFile.Beginning
    let times: GrowingFile.Beginning
    /// Nil if the run does not write batches.csv.
    let batches: GrowingFile.Beginning?
    /// Nil if the run does not write test_batches.csv.
    let testBatches: GrowingFile.Beginning?
  }

  var found: Found? {
    if case .found(let found) = self { found } else { nil }
  }

  /// - Throws: `FileError` if a file is there and cannot be read: at another time the run may go on from it.
  init(of folder: RunFolder, identity: RunIdentity) throws(FileError) {
    guard let file = try folder.bytes(folder.checkpointPath) else {
      self = .none
      return
    }
    guard let checkpoint = Checkpoint(decoding: file) else {
      self = .lost("\(folder.checkpointPath.singleLine) is damaged or of another version")
      return
    }
    guard checkpoint.identity == identity.text else {
      self = .lost("\(folder.checkpointPath.singleLine) is of another spec or other data")
      return
    }
    func beginning(_ path: String) throws(FileError) -> GrowingFile.Beginning? {
      guard let prefix = checkpoint.files[Path.fileName(path)] else { return nil }
      return try GrowingFile.Beginning(of: path, prefix)
    }
    func damaged(_ path: String) -> SavedState { .lost("\(path.singleLine) is missing or damaged") }
    guard let metrics = try beginning(folder.metricsPath),
      let records = try? MetricsTable.parse(metrics.text, path: folder.metricsPath),
      records.count == checkpoint.epochs
    else {
      self = damaged(folder.metricsPath)
      return
    }
    guard let times = try beginning(folder.timesPath), let timings = TimesTable.parse(times.text),
      timings.count == records.count
    else {
      self = damaged(folder.timesPath)
      return
    }
    let logBatches = identity.spec.training.logBatches
    let batches = logBatches.includesTraining ? try beginning(folder.batchesPath) : nil
    guard batches != nil || !logBatches.includesTraining else {
      self = damaged(folder.batchesPath)
      return
    }
    let testBatches = logBatches.includesTest ? try beginning(folder.testBatchesPath) : nil
    guard testBatches != nil || !logBatches.includesTest else {
      self = damaged(folder.testBatchesPath)
      return
    }
    self = .found(
      Found(
        checkpoint: checkpoint, records: records, timings: timings, metrics: metrics, times: times,
        batches: batches, testBatches: testBatches))
  }
}
