import System

/// How the learning rate changes in the course of training, with Keras's rules and names
/// (https://keras.io/api/optimizers/learning_rate_schedules/).
///
/// A position counts what the schedule goes by from 0: the steps taken before the one that the rate is for, or the
/// epochs. By epochs, `exponential` with a staircase is PyTorch's StepLR, without and with one decay step ExponentialLR,
/// and `cosine` its CosineAnnealingLR with alpha = eta_min / initial rate, but for staying there behind the end.
public enum LearningRateSchedule: Equatable, Sendable {
  case constant
  /// values[i] up to and with position boundaries[i], the last value behind all boundaries: PiecewiseConstantDecay. There
  /// is one value more than boundaries, which ascend; the initial rate is not used.
  case piecewiseConstant(boundaries: [Int], values: [Double])
  /// initial · decayRate^(position / decaySteps), with a staircase rounded down to a whole exponent: ExponentialDecay.
  case exponential(decaySteps: Int, decayRate: Double, staircase: Bool)
  /// initial · ((1 − alpha)·(1 + cos(π·position/decaySteps))/2 + alpha), and alpha·initial behind decaySteps: CosineDecay.
  /// With a warm-up the rate first goes in `steps` equal steps from the initial to the target, from where it decays:
  /// Loshchilov and Hutter (2017).
  case cosine(decaySteps: Int, alpha: Double, warmup: Warmup?)

  public struct Warmup: Equatable, Sendable {
    public var steps: Int
    public var target: Double
    public init(steps: Int, target: Double) {
      self.steps = steps
      self.target = target
    }
  }

  /// - Parameter position: from 0.
  public func rate(initial: Double, at position: Int) -> Double {
    switch self {
    case .constant: return initial
    case .piecewiseConstant(let boundaries, let values):
      let index = boundaries.prefix { position > $0 }.count
      return index < values.count ? values[index] : values.last ?? initial
    case .exponential(let decaySteps, let decayRate, let staircase):
      let (whole, rest) = position.quotientAndRemainder(dividingBy: max(decaySteps, 1))
      let factor = Self.power(decayRate, whole)
      return initial
        * (staircase || rest == 0 ? factor : pow(decayRate, Double(position) / Double(decaySteps)))
    case .cosine(let decaySteps, let alpha, let warmup):
      var (start, position) = (initial, position)
      if let warmup {
        guard position >= warmup.steps else {
          return initial + (warmup.target - initial) * (Double(position) / Double(warmup.steps))
        }
        (start, position) = (warmup.target, position - warmup.steps)
      }
      guard position < decaySteps else { return start * alpha }
      let cosine = cos(Double.pi * (Double(position) / Double(decaySteps)))
      return start * ((1 - alpha) * (0.5 * (1 + cosine)) + alpha)
    }
  }

  /// By repeated squaring, so that whole exponents give the same number on every platform.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
