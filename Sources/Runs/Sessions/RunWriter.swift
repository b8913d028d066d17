import Datasets
import Engine
import Experiments
import Schema
import System
import Training

/// Writes the folder and the checkpoints of a run while it is trained.
final class RunWriter {
  private(set) var records: [EpochRecord] = []
  private var timings: [EpochTiming] = []
  private let folder: RunFolder
  private let identity: RunIdentity
  private let call: RunCall
  private let start: Timestamp
  private let metrics: GrowingFile
  /// Nil until the first checkpoint, which alone needs it.
  private var times: GrowingFile?
  private let batches: GrowingFile?
  private let testBatches: GrowingFile?
  /// The times of epochs that are not in their file yet, which only a checkpoint needs.
  private var newTimes = ""
  private var clock: CheckpointClock

  /// - Parameters:
  ///   - saved: what an earlier call has left of this run, to whose state the trainer was brought.
  ///   - checkpointInterval: nil: as seldom as is cheap.
  init(
    folder: RunFolder, trainer: Trainer, identity: RunIdentity, call: RunCall = RunCall(),
    saved: SavedState.Found?,
    checkpointInterval: Duration?
  ) throws(FileError) {
    self.folder = folder
    self.identity = identity
    self.call = call
    start = saved?.checkpoint.start ?? .now
    clock = CheckpointClock(interval: checkpointInterval)
    try folder.removeLeftovers()
    // An unfinished run of another spec may have left these files, which this run writes late or not at all.
    try File.remove(folder.weightsPath)
    if saved?.batches == nil { try File.remove(folder.batchesPath) }
    if saved?.testBatches == nil { try File.remove(folder.testBatchesPath) }
    if let saved {
      (records, timings) = (saved.records, saved.timings)
      metrics = try GrowingFile(path: folder.metricsPath, after: saved.metrics)
      times = try GrowingFile(path: folder.timesPath, after: saved.times)
      batches = try saved.batches.map { batches throws(FileError) in
        try GrowingFile(path: folder.batchesPath, after: batches)
      }
      testBatches = try saved.testBatches.map { batches throws(FileError) in
        try GrowingFile(path: folder.testBatchesPath, after: batches)
      }
    } else {
      // Before the files that it speaks of.
      try File.remove(folder.checkpointPath)
      metrics = try GrowingFile(path: folder.metricsPath, header: MetricsTable.header(trainer.spec.columns))
      batches =
        trainer.spec.logBatches.includesTraining
        ? try GrowingFile(path: folder.batchesPath, header: BatchesTable.header) : nil
      testBatches =
        trainer.spec.logBatches.includesTest
        ? try GrowingFile(path: folder.testBatchesPath, header: BatchesTable.header) : nil
    }
  }

  /// - Precondition: the trainer is at the end of this epoch.
  func append(_ epoch: Trainer.Epoch, of trainer: inout Trainer) throws {
    try appendBatches(of: &trainer, epoch: epoch.record.epoch, last: epoch.batches)
    try testBatches?.append(
      BatchesTable.rows(epoch: epoch.record.epoch, first: 1, trainer.takeTestBatchLosses()))
    records.append(epoch.record)
    timings.append(epoch.timing)
    newTimes += TimesTable.row(epoch.timing)
    try metrics.append(MetricsTable.row(epoch.record, trainer.spec.columns))
    let isLast = epoch.record.epoch == trainer.schedule.epochCount || trainer.isStopped
    if !isLast { try saveIfDue(&trainer) }
  }

  /// - Parameter last: the number of the last batch that is done.
  private func appendBatches(of trainer: inout Trainer, epoch: Int, last: Int) throws {
    guard let batches else { return }
    let losses = trainer.takeBatchLosses()
    let first = last - losses.count + 1
    try batches.append(BatchesTable.rows(epoch: epoch, first: first, losses))
  }

  /// Writes a checkpoint if it is time.
  func saveIfDue(_ trainer: inout Trainer) throws {
    if clock.isDue() { try save(&trainer) }
  }

  /// Writes a checkpoint, from which another call can go on.
  func save(_ trainer: inout Trainer) throws {
    let start = ContinuousClock.now
    if let position = trainer.position {
      try appendBatches(of: &trainer, epoch: position.epoch, last: position.batch)
    }
    let times = try times ?? GrowingFile(path: folder.timesPath, header: TimesTable.header)
    self.times = times
    try times.append(newTimes)
    newTimes = ""
    // On the disk before the checkpoint that speaks of them.
    var files = [
      Path.fileName(folder.metricsPath): try metrics.synchronized(),
      Path.fileName(folder.timesPath): try times.synchronized(),
    ]
    if let batches { files[Path.fileName(folder.batchesPath)] = try batches.synchronized() }
    if let testBatches { files[Path.fileName(folder.testBatchesPath)] = try testBatches.synchronized() }
    var checkpoint = Checkpoint(
      epochs: records.count, trainer: trainer, files: files, identity: identity.text)
    checkpoint.start = self.start
    // After a power failure an older checkpoint is as good.
    try FileWriter.write(checkpoint.encoded, to: folder.checkpointPath, synchronizesFolder: false)
    clock.wrote(from: start, to: .now)
  }

  /// Writes the weights and, last, run.json, which marks the run as finished.
  func finish(_ trainer: Trainer, parameterCount: Int, threads: Int, kernels: Kernels) throws -> RunRecord {
    let weights = Safetensors.encode(trainer.network.namedTensors)
    var record = RunRecord(
      name: identity.spec.name, seed: trainer.spec.seed, spec: identity.spec,
      final: records.last ?? EpochRecord(epoch: 0, values: [:]), best: RunRecord.best(of: records),
      epochs: timings,
      divergedAtEpoch: RunRecord.divergedAtEpoch(in: records), divergence: trainer.divergence,
      threads: threads, simd: kernels.name,
      fusedMultiplyAdd: kernels.hasFusedMultiplyAdd, machine: Machine.description,
      version: BnlabVersion.current,
      resultsVersion: identity.resultsVersion, dataChecksums: identity.data,
      fileChecksums: [
        RunFolder.metricsName: metrics.prefix.digest,
        RunFolder.weightsName: SHA256.digest(of: weights).hex,
      ],
      parameterCount: parameterCount, trainCount: trainer.trainCount)
    record.classNames = trainer.classNames
    (record.start, record.end, record.call) = (start, .now, call)
    record.stoppedAfterEpoch = trainer.isStoppedEarly ? records.count : nil
    record.restoredEpoch = trainer.restoredEpoch
    // Writing the record brings the names of both files to the disk.
    try FileWriter.write(weights, to: folder.weightsPath, synchronizesFolder: false)
    try FileWriter.write(record.text, to: folder.recordPath)
    try folder.removeUnfinished()
    return record
  }
}
