import System

/// Random bits that depend on the seed and their index alone: the outputs of SplitMix64, each computed from its place in
/// the sequence.
struct CounterGenerator: Sendable {
  private let seed: UInt64

  init(seed: UInt64) {
    self.seed = seed
  }

  subscript(index: UInt64) -> UInt64 { SplitMix64.output(index, seed: seed) }

  /// An integer from 0 to `bound` − 1.
  func integer(_ index: UInt64, below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return SplitMix64.integer(self[index], below: bound)
  }
}
