import System

/// A sample of a data set that the program draws. It has random numbers of its own, so that a larger set begins with the
/// samples of a smaller one.
struct DrawnSample {
  /// The two sets. The raw value is part of the key of the random numbers.
  enum Part: UInt64 {
    case train = 1
    case test = 2
  }

  /// What random numbers are used for. Each purpose has its own sequence.
  enum Purpose: UInt64 {
    case drawing = 1
    case order = 2
  }

  let part: Part
  /// The place of the sample in its set, or of a block of samples that are ordered together.
  let index: Int

  func random(_ purpose: Purpose, state: UInt32) -> SplitMix64 {
    SplitMix64(key: UInt64(state), purpose.rawValue, part.rawValue, UInt64(index))
  }
}
