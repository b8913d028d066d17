import Experiments
import Training

/// An event that a run reports while it is trained.
public enum RunEvent: Sendable {
  /// Another process is training the same run; this process waits for it.
  case waiting
  /// An earlier finished run was moved out of the way, for this reason.
  case replaced(path: String, RunDecision.TrainingReason)
  /// The run that would serve this one is damaged, as the text says, and stays where it is.
  case damagedServer(String)
  case loadingData
  /// The checkpoint counts as none, for this reason.
  case checkpointLost(String)
  /// Training begins, after so many epochs and batches of the next one. The evaluation after an epoch is expected to take
  /// `evaluationCost` times as long as the epoch's batches.
  case started(epochs: Int, batches: Int, evaluationCost: Double)
  case progress(Trainer.Progress)
  case epoch(EpochRecord, EpochTiming)
  case finished(RunRecord)
  /// Nothing had to be trained.
  case upToDate
}

/// Whether a run is trained, and why.
public enum RunDecision: Equatable, Sendable {
  /// A finished run of the same spec, data and results number is there.
  case upToDate
  /// The run in another folder, whose path this is, has the same weights and at least the same figures.
  case served(by: String)
  /// The same, of a run of this call that is not finished yet and is trained first.
  case willBeServed(by: String)
  case train(TrainingReason)

  public enum TrainingReason: Equatable, Sendable {
    case new
    /// The user asked for it, although there is a finished run.
    case fresh
    /// The finished run is a different one: the spec's keys, `data` or `results_version` that differ.
    case changed([String])
    /// An interrupted run goes on after so many epochs, and batches of the next one.
    case resumes(epochs: Int, batches: Int)
    /// An interrupted run cannot go on, for this reason.
    case startsOver(String)
    /// A file of the finished run is missing or damaged.
    case unreadable(String)
    /// A file of the run in another folder, which would serve this one, is missing or damaged.
    case damagedServer(String)
  }

  /// Whether the run is trained.
  public var trains: Bool {
    switch self {
    case .upToDate, .served, .willBeServed: false
    case .train: true
    }
  }
}

extension RunDecision: CustomStringConvertible {
  public var description: String {
    switch self {
    case .upToDate: "is up to date"
    case .served(let folder): "is served by \(folder.singleLine)"
    case .willBeServed(let folder): "will be served by \(folder.singleLine)"
    case .train(.new): "has not been run"
    case .train(.fresh): "is run afresh, as asked for"
    case .train(.changed(let keys)): "is run again, since it differs in \(keys.joined(separator: ", "))"
    case .train(.resumes(let epochs, let batches)): Self.resumption(epochs: epochs, batches: batches)
    case .train(.startsOver(let problem)): "starts over, since \(problem)"
    case .train(.unreadable(let problem)): "is run again, since \(problem)"
    case .train(.damagedServer(let problem)): "is not served by another run, since \(problem)"
    }
  }

  /// `goes on after epoch 3`, or `goes on in epoch 4, after batch 120`
  public static func resumption(epochs: Int, batches: Int) -> String {
    batches == 0 ? "goes on after epoch \(epochs)" : "goes on in epoch \(epochs + 1), after batch \(batches)"
  }
}
