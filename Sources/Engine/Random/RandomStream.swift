import System

/// An independent stream of random numbers, named by a run's seed, what it is for and an index.
public struct RandomStream: RandomNumberGenerator, Sendable {
  /// What a stream is for. The raw values are part of every run's result and never change.
  public enum Purpose: UInt32, Sendable {
    /// The kernel of the n-th layer with one.
    case kernel = 1
    /// The bias of the n-th layer with one.
    case bias = 2
    /// The order of the n-th epoch.
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
  }

  private let philox: Philox4x32
  private let purpose: UInt32
  private let index: UInt32
  private var position: UInt64 = 0
  private var spare: UInt64?

  /// - Parameter step: of training, for what is drawn anew in each; every step has 2³² counters of its own.
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

  /// Uniform in (0, 1): the middle of one of 2⁵² equal intervals.
  public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// Standard normal, by Box and Muller's transform in double precision; one of the pair is used, so that the n-th
  /// value does not depend on what was drawn before but for its place.
  public mutating func normal() -> Double {
    let radius = (-2 * log(uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// Standard normal without the values beyond two deviations, which are drawn again, as in Keras's VarianceScaling.
  public mutating func truncatedNormal() -> Double {
    while true {
      let value = normal()
      if abs(value) <= 2 { return value }
    }
  }

  /// Uniform in 0..<bound for a bound of at least 1: Lemire (2019), "Fast Random Integer Generation in an Interval".
  ///
  /// The standard library does the same today but promises no method, and an epoch's order must outlive a toolchain.
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

/// The order of an epoch's samples, which depends on (seed, epoch) alone, so that resuming a run needs no replay.
public func epochOrder(count: Int, seed: UInt64, epoch: Int) -> [Int32] {
  var order = (0..<Int32(count)).map { $0 }
  var stream = RandomStream(seed: seed, purpose: .order, index: epoch)
  // Fisher and Yates's shuffle, from the end.
  var last = count - 1
  while last > 0 {
    order.swapAt(last, stream.integer(below: last + 1))
    last -= 1
  }
  return order
}
