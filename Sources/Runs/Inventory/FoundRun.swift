import Experiments
import System

/// What a folder of runs holds at one place: a run, or something that bnlab did not write.
public struct FoundRun: Sendable {
  public enum State: Equatable, Sendable {
    case finished
    /// Another process is training it.
    case training
    /// It goes on after so many epochs, of so many; nil: there is no checkpoint, and it starts over.
    case interrupted(epochs: Int?, of: Int?)
    /// Finished, and trained again when it is asked for, since these keys of the spec, or `results_version`, differ.
    case outdated([String])
    /// A file of a finished run is missing or broken.
    case damaged(String)
    /// An earlier run that was moved away when another one took its place.
    case replaced
    /// Not of bnlab.
    case foreign
  }

  /// The name of the folder that it is in, or its own if it is foreign and in no such folder.
  public let experiment: String
  /// Nil for what is foreign.
  public let seed: UInt64?
  public let state: State
  public let path: String
  /// The size of its files; nil for a foreign folder, which is not looked into.
  public let byteCount: Int?
  /// When it ended, or when its files were changed last.
  public let date: Timestamp?
  /// The content of run.json; nil if the run has not ended or the file cannot be read.
  public let record: RunRecord?
}

extension FoundRun.State {
  /// The states by their names, as command lines and results have them.
  public enum Name: String, CaseIterable, Sendable {
    case finished, training, interrupted
    case outdated = "out-of-date"
    case damaged, replaced, foreign
  }

  public var name: Name {
    switch self {
    case .finished: .finished
    case .training: .training
    case .interrupted: .interrupted
    case .outdated: .outdated
    case .damaged: .damaged
    case .replaced: .replaced
    case .foreign: .foreign
    }
  }

  /// What there is to say beside the name: `epoch 3 of 100`, or what differs or is damaged; nil if there is nothing.
  public var reason: String? {
    switch self {
    case .finished, .training, .replaced, .foreign, .interrupted(nil, _): nil
    case .interrupted(let epochs?, let count): "epoch \(epochs)" + (count.map { " of \($0)" } ?? "")
    case .outdated(let keys): keys.joined(separator: ", ")
    case .damaged(let problem): problem
    }
  }
}
