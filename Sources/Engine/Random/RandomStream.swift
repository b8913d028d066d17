import System

/// An independent stream of random numbers. It is identified by the run's seed, its purpose and an index, so that no
/// stream depends on what is drawn from others.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// What a stream is for. The raw values decide every run's results and must never change.
  public enum Purpose: UInt32, Sendable {
    /// The kernel of the n-th layer that has one.
    case kernel = 1
    /// The bias of the n-th layer with a kernel.
    case bias = 2
    /// The order of the samples in the n-th epoch.
    case order = 3
    /// The masks of the n-th dropout layer, in each step.
    case dropout = 4
    /// The recurrent kernel of the n-th layer with a kernel.
    case recurrentKernel = 5
    /// The tensors of the n-th normalization layer.
    case gamma = 6
    case beta = 7
    case movingMean = 8
    case movingVariance = 9
    /// The second bias of the n-th layer with a kernel.
    case recurrentBias = 10
  }

  private let philox: Philox4x32
  private let purpose: UInt32
  private let index: UInt32
  /// The counter of the next block.
  private var position: UInt64 = 0
  /// The second number of the last block, if it is still unused.
  private var spare: UInt64?

  /// - Parameter step: the training step, for purposes that draw new numbers in each step; every step has 2³²
  ///   counters of its own.
  public init(seed: UInt64, purpose: Purpose, index: Int, step: Int = 0) {
    philox = Philox4x32(key: seed)
    self.purpose = purpose.rawValue
    self.index = UInt32(truncatingIfNeeded: index)
    position = UInt64(UInt32(truncatingIfNeeded: step)) << 32
  }

  public mutating func next() -> UInt64 {
    if let second = spare {
      spare = nil
      return second
    }
    let words = philox.block(
      (
        UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32), index, purpose
      ))
    position += 1
    spare = UInt64(words.3) << 32 | UInt64(words.2)
    return UInt64(words.1) << 32 | UInt64(words.0)
  }

  /// A number that is uniform in (0, 1): the middle of one of 2⁵² equal intervals.
  public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A standard normal number, by Box and Muller's transform in double precision. Only one number of each pair is
  /// used, so that a value depends on its position in the stream alone.
  public mutating func normal() -> Double {
    let radius = (-2 * log(uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// A standard normal number within two deviations: values beyond are drawn again, as in Keras's VarianceScaling.
  public mutating func truncatedNormal() -> Double {
    while true {
      let value = normal()
      if abs(value) <= 2 { return value }
    }
  }

  /// An integer that is uniform in 0..<bound: Lemire (2019), "Fast Random Integer Generation in an Interval".
  ///
  /// The standard library uses the same method today but does not promise it, and the order of an epoch must not
  /// change with the toolchain.
  /// - Parameter bound: at least 1.
  public mutating func integer(below bound: Int) -> Int {
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let unfair = (0 &- bound) % bound
      while product.low < unfair { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}

/// The order of the samples in an epoch. It depends on the seed and the epoch alone, so that a resumed run need not
/// repeat earlier epochs.
public func epochOrder(count: Int, seed: UInt64, epoch: Int) -> [Int32] {
  var order = (0..<Int32(count)).map { $0 }
  var stream = RandomStream(seed: seed, purpose: .order, index: epoch)
  // The shuffle of Fisher and Yates, from the end.
  var last = count - 1
  while last > 0 {
    order.swapAt(last, stream.integer(below: last + 1))
    last -= 1
  }
  return order
}
