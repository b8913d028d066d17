import Engine
import Experiments
import Schema
import System
import Text
import Training

/// Writes the folder and the checkpoints of a run while it is trained.
final class RunWriter {
  private(set) var records: [EpochRecord] = []
  private var timings: [EpochTiming] = []
  private let folder: RunFolder
  private let identity: RunIdentity
  private let metrics: AppendingFile
  private let batches: AppendingFile?
  private var metricsText: String
  private var batchesText: String
  private let checkpointInterval: Duration
  private var checkpointTime = ContinuousClock.now

  private static let batchesHeader = "epoch,batch,loss\n"

  /// If there is a checkpoint of the same run, goes on from it: restores the trainer's state.
  init(
    folder: RunFolder, trainer: inout Trainer, identity: RunIdentity, ignoresCheckpoint: Bool,
    checkpointInterval: Duration
  ) throws {
    self.checkpointInterval = checkpointInterval
    self.folder = folder
    self.identity = identity
    metricsText = MetricsTable.header
    batchesText = Self.batchesHeader
    if !ignoresCheckpoint, let checkpoint = Self.checkpoint(in: folder, for: trainer, identity: identity),
      let records = try? MetricsTable.parse(checkpoint.metrics, path: folder.checkpointPath),
      records.count == checkpoint.epoch
    {
      do {
        try trainer.resume(
          network: checkpoint.network, optimizerSteps: checkpoint.optimizerSteps,
          optimizerSlots: checkpoint.optimizerSlots)
        self.records = records
        timings = checkpoint.timings
        metricsText = checkpoint.metrics
        batchesText = checkpoint.batches
      } catch {
        // Its tensors do not have the shapes that the identity promises: it is as good as no checkpoint.
      }
    }
    try folder.removeLeftovers()
    if records.isEmpty { try File.remove(folder.checkpointPath) }
    // An unfinished run of another spec may have left these files, which this run writes late or not at all.
    try File.remove(folder.batchesPath)
    try File.remove(folder.weightsPath)
    metrics = try AppendingFile(path: folder.metricsPath, startingWith: metricsText)
    batches =
      trainer.spec.logBatches
      ? try AppendingFile(path: folder.batchesPath, startingWith: batchesText) : nil
  }

  private static func checkpoint(in folder: RunFolder, for trainer: Trainer, identity: RunIdentity)
    -> Checkpoint?
  {
    guard let file = try? File.contents(of: folder.checkpointPath),
      let checkpoint = Checkpoint(decoding: file, slotCounts: trainer.optimizer.slots.map(\.count)),
      checkpoint.identity == identity.text
    else { return nil }
    return checkpoint
  }

  func append(_ epoch: Trainer.Epoch, of trainer: Trainer) throws {
    records.append(epoch.record)
    timings.append(epoch.timing)
    let row = MetricsTable.row(epoch.record)
    metricsText += row
    try metrics.append(row)
    if let batches {
      let rows = epoch.batchLosses.enumerated().map {
        "\(epoch.record.epoch),\($0.offset + 1),\(PlainDecimal.text($0.element))\n"
      }.joined()
      batchesText += rows
      try batches.append(rows)
    }
    if ContinuousClock.now - checkpointTime >= checkpointInterval,
      epoch.record.epoch < trainer.spec.epochs
    {
      try writeCheckpoint(of: trainer)
    }
  }

  /// - Precondition: the trainer is at the end of the epoch that was appended last.
  private func writeCheckpoint(of trainer: Trainer) throws {
    checkpointTime = ContinuousClock.now
    let checkpoint = Checkpoint(
      epoch: records.count, trainer: trainer, metrics: metricsText, batches: batchesText, timings: timings,
      identity: identity.text)
    // After a power failure an older checkpoint is as good.
    try FileWriter.write(
      checkpoint.encoded(tensorNames: trainer.network.namedTensors.map(\.name)), to: folder.checkpointPath,
      synchronizesFolder: false)
  }

  /// Writes the weights and, last, run.json, which marks the run as finished.
  func finish(_ trainer: Trainer, parameterCount: Int, threads: Int, kernels: Kernels) throws -> RunRecord {
    let weights = Safetensors.encode(trainer.network.namedTensors)
    let record = RunRecord(
      name: identity.spec.name, seed: trainer.spec.seed, spec: identity.spec,
      final: records.last ?? EpochRecord(epoch: 0, values: [:]), best: RunRecord.best(of: records),
      epochs: timings,
      divergedAtEpoch: RunRecord.divergedAtEpoch(in: records), threads: threads, simd: kernels.name,
      fusedMultiplyAdd: kernels.hasFusedMultiplyAdd, machine: Machine.description,
      version: BnlabVersion.current,
      resultsVersion: identity.resultsVersion, dataChecksums: identity.data,
      fileChecksums: RunFolder.checksums(metrics: metricsText, weights: weights),
      parameterCount: parameterCount)
    // Writing the record brings the names of both files to the disk.
    try FileWriter.write(weights, to: folder.weightsPath, synchronizesFolder: false)
    try FileWriter.write(record.text, to: folder.recordPath)
    try File.remove(folder.checkpointPath)
    return record
  }
}
