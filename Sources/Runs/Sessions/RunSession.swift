import Datasets
import Engine
import Experiments
import System
import Training

/// The user stopped a run. The next call goes on from its last checkpoint.
public struct RunInterrupted: Error {}

/// One run, an experiment with one seed: decides whether it has to be trained, trains it and writes its folder.
public struct RunSession: Sendable {
  public struct Outcome: Sendable {
    public let record: RunRecord
    public let epochs: [EpochRecord]
    public let folder: String
    public let decision: RunDecision
  }

  /// The spec of the run; its `training.seed` is the seed of the run.
  public let spec: ExperimentSpec
  public let folder: RunFolder
  /// The folders of runs that may serve this one, as `ResolvedExperiment.servingNames` tells; this run's own is among them.
  public let servingFolders: [RunFolder]
  /// The folder of the serving run that is in the queue, too, and is finished before this one begins.
  var queuedServer: RunFolder?
  /// For the record.
  var call = RunCall()
  /// Whether finished and interrupted runs are ignored.
  public let fresh: Bool
  /// Threads inside the run; nil: as many as suit the network.
  public let threads: Int?
  public let kernels: Kernels
  public let data: DataLibrary
  /// The plan of the spec's network, if it was made before. All seeds of an experiment share it.
  public let plan: TrainingPlan?
  let runsDirectory: String
  /// The time between two checkpoints; nil: as seldom as is cheap.
  let checkpointInterval: Duration?

  public init(
    spec: ExperimentSpec, plan: TrainingPlan? = nil, runsDirectory: String, fresh: Bool, threads: Int?,
    kernels: Kernels, data: DataLibrary, checkpointInterval: Duration? = nil,
    servingNames: [String] = []
  ) {
    self.checkpointInterval = checkpointInterval
    self.spec = spec
    self.plan = plan
    self.fresh = fresh
    self.threads = threads
    self.kernels = kernels
    self.data = data
    self.runsDirectory = runsDirectory
    folder = RunFolder(runsDirectory: runsDirectory, experiment: spec.name, seed: spec.training.seed)
    servingFolders = servingNames.map {
      RunFolder(runsDirectory: runsDirectory, experiment: $0, seed: spec.training.seed)
    }
  }

  /// The number of epochs if nothing ends the training earlier; nil if the size of the data is not known without reading it.
  public var epochCount: Int? {
    spec.training.epochCount(samples: nil)
      ?? (plan ?? (try? data.plan(of: spec))).map { $0.schedule(of: spec.training).epochCount }
  }

  /// Tells what `execute` would do now. Looks at files and trains nothing.
  public func decide() throws -> RunDecision { try look().decision }

  /// Tells what `execute` would do now.
  /// - Returns: the decision; and the finished run if nothing has to be trained, so that its files need not be read and
  ///   checked again.
  public func look() throws -> (decision: RunDecision, finished: Outcome?) {
    let identity = try identity()
    // What an earlier call has left of the other run does not count.
    if fresh, let queuedServer { return (.willBeServed(by: queuedServer.path), nil) }
    switch try state(identity) {
    case .finished(let outcome): return (outcome.decision, outcome)
    case .unfinished(let own, let damagedServer):
      if let queuedServer { return (.willBeServed(by: queuedServer.path), nil) }
      if let damagedServer { return (.train(.damagedServer(damagedServer)), nil) }
      if let own { return (.train(own), nil) }
      return (.train(RunDecision.TrainingReason(try saved(identity))), nil)
    }
  }

  /// Makes sure that the folder holds the finished run, and returns it.
  /// - Parameters:
  ///   - isCancelled: asked every few batches; true makes this throw `RunInterrupted`; the last checkpoint stays.
  ///   - report: called on this thread.
  public func execute(
    isCancelled: () -> Bool = { false }, report: (RunEvent) -> Void = { _ in }
  ) throws -> Outcome {
    guard let outcome = try execute(waits: true, isCancelled: isCancelled, report: report) else {
      throw RunInterrupted()
    }
    return outcome
  }

  /// Does the same.
  /// - Parameter waits: whether this waits for another process that is training the run.
  /// - Returns: nil if another process is training the run and this does not wait for it, or was cancelled meanwhile.
  func execute(waits: Bool, isCancelled: () -> Bool, report: (RunEvent) -> Void) throws -> Outcome? {
    let identity = try identity()
    // A finished run is read without a lock, so that runs in a read-only folder can be compared.
    if case .finished(let outcome) = try state(identity) {
      if outcome.decision == .upToDate {
        try folder.addChecksums(to: outcome.record)
        // One that was killed at its very end has left them. A folder that cannot be written stays as it is.
        try? folder.removeUnfinished()
      }
      return outcome
    }

    if !waits, FolderLock.isTaken(folder.lockPath) { return nil }
    // A run that cannot be trained fails before anything is written.
    report(.loadingData)
    let prepared = try PreparedRun(
      spec: spec, plan: plan, data: try data.load(spec), kernels: kernels, threads: threads)
    try folder.createParent()
    let lock = try FolderLock(
      folder.lockPath, createsFile: true, isCancelled: { !waits || isCancelled() },
      onWait: { if waits { report(.waiting) } })
    guard let lock else { return nil }
    var reason = RunDecision.TrainingReason.new
    var saved = SavedState.none
    // Another process may have finished the run while this one waited.
    switch try state(identity) {
    case .finished(let outcome): return outcome
    case .unfinished(let own, let damagedServer):
      if let own {
        reason = own
        report(.replaced(path: try folder.moveToReplaced(), own))
      } else {
        saved = try self.saved(identity)
        reason = RunDecision.TrainingReason(saved)
        if case .lost(let why) = saved { report(.checkpointLost(why)) }
      }
      if let damagedServer {
        reason = .damagedServer(damagedServer)
        report(.damagedServer(damagedServer))
      }
    }
    try folder.create()
    let outcome = try train(
      prepared, identity: identity, saved: saved, reason: reason, isCancelled: isCancelled, report: report)
    _ = consume lock
    return outcome
  }

  private func identity() throws -> RunIdentity {
    RunIdentity(spec: spec, data: try data.checksums(of: spec))
  }

  // MARK: Finished runs

  /// The folder of the finished run, this run's own or that of the run that serves it, and the epoch whose weights it has.
  /// - Throws: `DatasetError`, `FileError` if the run's data cannot be read.
  public func finishedFolder() throws -> (folder: RunFolder, epochs: Int) {
    guard case .finished(let outcome) = try state(try identity()) else {
      return (folder, epochCount ?? 1)
    }
    return (
      servingFolders.first { $0.path == outcome.folder } ?? folder,
      outcome.record.restoredEpoch ?? outcome.epochs.count
    )
  }

  /// The finished run of this run's own folder.
  private func finished(_ record: RunRecord, _ epochs: [EpochRecord]) -> Outcome {
    var record = record
    record.spec = record.spec.described(as: spec)
    record.rename(spec.name)
    return Outcome(record: record, epochs: epochs, folder: folder.path, decision: .upToDate)
  }

  /// What there is of this run.
  private enum State {
    /// It is finished itself, or another run serves it.
    case finished(Outcome)
    /// - own: why the finished run in its own folder does not count; nil if there is none.
    /// - damagedServer: what is wrong with a file of a run that would serve it; nil if there is none.
    case unfinished(own: RunDecision.TrainingReason?, damagedServer: String?)
  }

  /// Reads and checks each folder at most once: the checksum of large weights takes time.
  /// - Throws: `FileError` if this run is not finished and a run that may serve it cannot be read.
  private func state(_ identity: RunIdentity) throws -> State {
    var problem: String?
    var unreadable: (any Error)?
    var own: RunFolder.Content?
    // Only one that this very command has trained anew is fresh.
    for folder in fresh ? [queuedServer].compactMap(\.self) : servingFolders {
      if folder.path == self.folder.path {
        own = try? examine(identity)
        if case .finished(let record, let epochs)? = own { return .finished(finished(record, epochs)) }
        continue
      }
      do {
        switch try folder.content(identity.differences(fromServing:), plan: network) {
        case .finished(let record, let epochs):
          let own = record.serving(spec, epochs)
          return .finished(
            Outcome(
              record: own.record, epochs: own.epochs, folder: folder.path,
              decision: .served(by: folder.path)))
        case .outdated(.unreadable(let why)), .outdated(.damagedServer(let why)): problem = problem ?? why
        case .absent, .outdated(.new), .outdated(.fresh), .outdated(.changed), .outdated(.resumes),
          .outdated(.startsOver):
          break
        }
      } catch {
        unreadable = unreadable ?? error
      }
    }
    let held = try own ?? examine(identity)
    // At another time it may serve, and nothing need be trained.
    if let unreadable, !held.isFinished { throw unreadable }
    switch held {
    case .finished(let record, let epochs): return .finished(finished(record, epochs))
    case .absent: return .unfinished(own: nil, damagedServer: problem)
    case .outdated(let reason): return .unfinished(own: reason, damagedServer: problem)
    }
  }

  /// What this run's own folder holds.
  /// - Throws: `FileError`.
  private func examine(_ identity: RunIdentity) throws -> RunFolder.Content {
    if fresh { return folder.holds(folder.recordPath) ? .outdated(.fresh) : .absent }
    return try folder.content(identity.differences(from:), plan: network)
  }

  private func network() -> NetworkPlan? { (plan ?? (try? data.plan(of: spec)))?.network }

  // MARK: Training

  private func train(
    _ prepared: consuming PreparedRun, identity: RunIdentity, saved: SavedState,
    reason: RunDecision.TrainingReason, isCancelled: () -> Bool, report: (RunEvent) -> Void
  ) throws -> Outcome {
    let (plan, threads) = (prepared.plan, prepared.threads)
    let evaluationCost = prepared.evaluationCost
    var trainer = prepared.takeTrainer()
    var (saved, reason) = (saved.found, reason)
    do {
      try saved?.checkpoint.restore(&trainer, records: saved?.records ?? [])
    } catch {
      // Whole, and yet not written by this program.
      let why = "\(folder.checkpointPath.singleLine) \(error)"
      report(.checkpointLost(why))
      (saved, reason) = (nil, .startsOver(why))
    }
    let writer = try RunWriter(
      folder: folder, trainer: trainer, identity: identity, call: call, saved: saved,
      checkpointInterval: checkpointInterval)
    report(
      .started(
        epochs: writer.records.count, batches: trainer.position?.batch ?? 0,
        evaluationCost: evaluationCost))

    for epoch in stride(from: writer.records.count + 1, through: trainer.schedule.epochCount, by: 1)
    where !trainer.isStopped {
      let result = try trainer.run(epoch: epoch) { trainer, progress in
        report(.progress(progress))
        if isCancelled() {
          try writer.save(&trainer)
          return false
        }
        try writer.saveIfDue(&trainer)
        return true
      }
      guard let result else { throw RunInterrupted() }
      try writer.append(result, of: &trainer)
      report(.epoch(result.record, result.timing))
    }

    trainer.restoreBestWeights()
    let record = try writer.finish(
      trainer, parameterCount: plan.trainableCount + plan.nonTrainableCount, threads: threads,
      kernels: kernels)
    report(.finished(record))
    return Outcome(record: record, epochs: writer.records, folder: folder.path, decision: .train(reason))
  }

  /// What an earlier call has left of this run.
  /// - Throws: `FileError`.
  private func saved(_ identity: RunIdentity) throws(FileError) -> SavedState {
    fresh ? .none : try SavedState(of: folder, identity: identity)
  }
}

extension RunDecision.TrainingReason {
  fileprivate init(_ saved: SavedState) {
    switch saved {
    case .none: self = .new
    case .lost(let why): self = .startsOver(why)
    case .found(let found):
      self = .resumes(epochs: found.records.count, batches: found.checkpoint.position?.batch ?? 0)
    }
  }
}
