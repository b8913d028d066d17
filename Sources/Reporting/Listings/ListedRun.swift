import Experiments
import System

/// A run, or what else there is in a folder of runs, as `bnlab runs` lists it.
public struct ListedRun: Sendable {
  public var experiment: String
  /// Nil for what is foreign.
  public var seed: UInt64?
  /// Such as `finished`.
  public var state: String
  /// What there is to say beside the state, such as `epoch 3 of 100`.
  public var reason: String?
  public var path: String
  /// Nil if it is not known.
  public var byteCount: Int?
  /// When it ended, or was changed last.
  public var date: Timestamp?
  /// The content of run.json; nil if there is none that can be read.
  public var record: RunRecord?

  public init(
    experiment: String, seed: UInt64?, state: String, reason: String? = nil, path: String, byteCount: Int?,
    date: Timestamp?, record: RunRecord?
  ) {
    self.experiment = experiment
    self.seed = seed
    self.state = state
    self.reason = reason
    self.path = path
    self.byteCount = byteCount
    self.date = date
    self.record = record
  }
}

/// By what the rows of the list are sorted.
public enum RunOrder: Hashable, Sendable {
  case name
  /// The latest first.
  case date
  /// The largest first.
  case size
  case state
  /// The best mean first.
  case metric(Metric)

  /// All orders by their names on the command line.
  public static let all: [(name: String, value: RunOrder)] =
    [("name", .name), ("date", .date), ("size", .size), ("state", .state)]
    + Metric.allCases.map { ($0.rawValue, .metric($0)) }
}
