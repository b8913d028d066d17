import Engine
import Experiments

/// The order of the samples in a pass over the training set. It depends on the seed and the number of the pass alone.
struct PassOrder {
  private let shuffles: Bool
  private let seed: UInt64
  private let count: Int
  private var pass = 0
  /// The samples in the order of the latest pass; nil: that of the data.
  private(set) var indices: [Int32]?

  /// - Parameter count: the number of training samples.
  init(_ training: TrainingSpec, count: Int) {
    (shuffles, seed, self.count) = (training.shuffle, training.seed, count)
  }

  /// Draws the order of a pass, unless it is the latest one.
  /// - Parameter pass: counted from 1.
  mutating func begin(_ pass: Int) {
    guard pass != self.pass else { return }
    self.pass = pass
    if shuffles { indices = epochOrder(count: count, seed: seed, epoch: pass) }
  }

  /// Calls `body` with a pointer to the indices, or with nil for the order of the data.
  func withIndices<Result>(_ body: (UnsafePointer<Int32>?) -> Result) -> Result {
    guard let indices else { return body(nil) }
    return indices.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
