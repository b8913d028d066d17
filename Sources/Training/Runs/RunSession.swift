import Engine
import Experiments

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A run was stopped on its user's wish; the next one goes on from its last checkpoint.
public struct RunInterrupted: Error {}

/// One run, an experiment with one seed: decides whether it has to be trained, trains it and writes its folder.
public struct RunSession: Sendable {
  public struct Outcome: Sendable {
    public let record: RunRecord
    public let epochs: [EpochRecord]
    public let folder: String
    public let decision: RunDecision
  }

  /// With the run's seed in `training.seed`.
  public let spec: ExperimentSpec
  public let folder: RunFolder
  /// Whether a finished or interrupted run counts for nothing.
  public let fresh: Bool
  /// Nil: as many as this network is worth.
  public let threads: Int?
  public let kernels: Kernels
  public let data: DataLibrary

  public init(
    spec: ExperimentSpec, runsDirectory: String, fresh: Bool, threads: Int?, kernels: Kernels,
    data: DataLibrary
  ) {
    self.spec = spec
    self.fresh = fresh
    self.threads = threads
    self.kernels = kernels
    self.data = data
    folder = RunFolder(runsDirectory: runsDirectory, experiment: spec.name, seed: spec.training.seed)
  }

  /// What `execute` would do now; looks at files and trains nothing.
  public func decide() throws -> RunDecision {
    let identity = try identity()
    let (decision, _) = try examine(identity)
    guard case .train(.new) = decision, !fresh, let epoch = try checkpointEpoch(of: identity) else {
      return decision
    }
    return .train(.resumes(afterEpoch: epoch))
  }

  /// Makes sure that the folder holds the finished run, and returns it.
  /// - Parameters:
  ///   - isCancelled: asked every few batches; true makes this throw `RunInterrupted`; the last checkpoint stays.
  ///   - report: called on this thread.
  public func execute(
    isCancelled: () -> Bool = { false }, report: (RunEvent) -> Void = { _ in }
  ) throws -> Outcome {
    let identity = try identity()
    // A finished run is read without a lock, so that a read-only folder of runs can be compared.
    if case (.upToDate, let outcome?) = try examine(identity) { return outcome }

    // What cannot be trained is found out before anything is written.
    report(.loadingData)
    let prepared = try PreparedRun(spec: spec, data: try data.load(spec), kernels: kernels, threads: threads)
    try folder.createParent()
    let lock = try FolderLock(path: folder.lockPath) { report(.waiting) }
    defer { withExtendedLifetime(lock) {} }
    // Another process may have finished it while this one waited.
    let (decision, finished) = try examine(identity)
    if let finished, case .upToDate = decision { return finished }
    guard case .train(let reason) = decision else {
      preconditionFailure("a run without an outcome is trained")
    }

    switch reason {
    case .fresh, .changed, .unreadable:
      if try folder.text(folder.recordPath) != nil { report(.replaced(path: try folder.moveToReplaced())) }
    case .new, .resumes: break
    }
    try folder.create()
    return try train(prepared, identity: identity, reason: reason, isCancelled: isCancelled, report: report)
  }

  private func identity() throws -> RunIdentity {
    RunIdentity(spec: spec, data: try data.checksums(of: spec))
  }

  // MARK: What is there

  private func examine(_ identity: RunIdentity) throws(FileError) -> (RunDecision, Outcome?) {
    guard let text = try folder.text(folder.recordPath) else { return (.train(.new), nil) }
    if fresh { return (.train(.fresh), nil) }
    let record: RunRecord
    do {
      record = try RunRecord(parsing: Array(text.utf8), path: folder.recordPath)
    } catch {
      return (.train(.unreadable("its run.json is broken")), nil)
    }
    let differences = identity.differences(from: record)
    guard differences.isEmpty else { return (.train(.changed(differences)), nil) }
    guard let csv = try folder.text(folder.metricsPath),
      let epochs = try? MetricsTable.parse(csv, path: folder.metricsPath)
    else {
      return (.train(.unreadable("its metrics.csv is missing or broken")), nil)
    }
    return (
      .upToDate, Outcome(record: record, epochs: epochs, folder: folder.path, decision: .upToDate)
    )
  }

  private func checkpointEpoch(of identity: RunIdentity) throws -> Int? {
    guard FileManager.default.fileExists(atPath: folder.checkpointPath),
      let contents = try? Safetensors.decodeWithMetadata(
        Data(contentsOf: URL(filePath: folder.checkpointPath))),
      contents.metadata["identity"] == identity.text
    else { return nil }
    return contents.metadata["epoch"].flatMap(Int.init)
  }

  // MARK: Training

  private func train(
    _ prepared: PreparedRun, identity: RunIdentity, reason: RunDecision.TrainingReason,
    isCancelled: () -> Bool,
    report: (RunEvent) -> Void
  ) throws -> Outcome {
    var trainer = prepared.trainer
    let writer = try RunWriter(
      folder: folder, trainer: &trainer, identity: identity, ignoresCheckpoint: fresh)
    let first = writer.records.count + 1
    report(.started(epoch: first))

    for epoch in stride(from: first, through: spec.training.epochs, by: 1) {
      let result = trainer.run(epoch: epoch) { progress in
        guard !isCancelled() else { return false }
        report(.progress(progress))
        return true
      }
      guard let result else { throw RunInterrupted() }
      try writer.append(result, of: trainer)
      report(.epoch(result.record, result.timing))
    }

    let record = try writer.finish(
      trainer, parameterCount: prepared.plan.trainableCount + prepared.plan.nonTrainableCount,
      threads: prepared.threads, kernels: kernels)
    report(.finished(record))
    let decision: RunDecision =
      first > 1 ? .train(.resumes(afterEpoch: first - 1)) : .train(reason)
    return Outcome(record: record, epochs: writer.records, folder: folder.path, decision: decision)
  }
}
