import Datasets

/// A share of runs that are spread over several processes or machines. Every run is in exactly one of the shares, the same
/// on every machine.
public struct Shard: Equatable, Sendable {
  /// Counted from 1.
  public let index: Int
  /// The number of shares.
  public let count: Int

  /// Nil unless 1 ≤ index ≤ count ≤ `maximumCount`.
  public init?(_ index: Int, of count: Int) {
    guard 1...Self.maximumCount ~= count, 1...count ~= index else { return nil }
    (self.index, self.count) = (index, count)
  }

  public static let maximumCount = 100_000

  /// Whether the run is in this share.
  ///
  /// A run that another one of the same command serves is in that one's share, which need not train it then.
  public func contains(_ run: SelectedRun) -> Bool {
    contains(
      experiment: (run.session.queuedServer ?? run.session.folder).experiment,
      seed: run.session.spec.training.seed)
  }

  /// The hash of an experiment's name says which share its seed 0 is in. The following seeds are in the following shares, so
  /// that shares of an experiment's runs differ by one at most.
  func contains(experiment: String, seed: UInt64) -> Bool {
    let hash = UInt64(SHA256.digest(of: Array(experiment.utf8)).hex.prefix(16), radix: 16) ?? 0
    let count = UInt64(count)
    return (hash % count + seed % count) % count == UInt64(index - 1)
  }
}
