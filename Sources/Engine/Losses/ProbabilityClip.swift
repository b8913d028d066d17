import Schema
import System

/// The limit of probabilities in a crossentropy: the loss is −log of the label's probability p clipped to
/// bound...1 − bound, and its gradient is 0 where p is clipped, since the loss is constant there.
///
/// Keras 3 computes crossentropies like this on JAX and PyTorch unless `from_logits` is set, with its `epsilon()`,
/// 10⁻⁷: `categorical_crossentropy` and `binary_crossentropy` in keras/src/backend/jax/nn.py and torch/nn.py. A sample
/// that the network is sure of and gets wrong then has no gradient at all.
///
/// −log falls as p rises, so p is outside its bounds exactly where the loss of p is outside the losses of the bounds.
/// This is decided by the loss from the logits, which has all its digits even where p itself rounds to 0 or 1.
public struct ProbabilityClip: Equatable, Sendable {
  /// Between 0 and ½, both excluded.
  public let bound: Double
  /// −log(1 − bound)
  let smallestLoss: Float
  /// −log(bound)
  let largestLoss: Float

  public init(_ bound: Double) {
    self.bound = bound
    smallestLoss = Float(-log1p(-bound))
    largestLoss = Float(-log(bound))
  }

  /// Clips losses that were computed from logits. A loss that is not a number stays so.
  /// - Parameters:
  ///   - losses: the loss of each sample.
  ///   - gradient: the gradient of each loss, in a row of its own; nil if it is not computed.
  ///   - stride: the floats from one row to the next.
  ///   - columns: the number of values of a row.
  func apply(
    _ losses: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>?, stride: Int,
    _ samples: Int,
    columns: Int
  ) {
    for sample in 0..<samples {
      let loss = losses[sample]
      guard loss < smallestLoss || loss > largestLoss else { continue }
      losses[sample] = loss < smallestLoss ? smallestLoss : largestLoss
      if let gradient { (gradient + sample * stride).update(repeating: 0, count: columns) }
    }
  }

  static let codec = Codec<Double>.number(
    NumberRange(lower: .init(value: 0, isInside: false), upper: .init(value: 0.5, isInside: false))
  ).map({ ProbabilityClip($0) }, \.bound)
}
