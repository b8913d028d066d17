import Schema
import System

/// How the learning rate changes during training: Keras's schedules, with their names and arguments
/// (https://keras.io/api/optimizers/learning_rate_schedules/).
///
/// If it counts epochs, `exponentialDecay` with a staircase is PyTorch's StepLR; without a staircase and with one
/// decay step it is ExponentialLR. `cosineDecay` with alpha = eta_min / initial rate is CosineAnnealingLR, but stays
/// at its minimum after the last decay step.
public enum LearningRateSchedule: Equatable, Sendable {
  case exponentialDecay(ExponentialDecay)
  case cosineDecay(CosineDecay)
  case piecewiseConstantDecay(PiecewiseConstantDecay)

  /// What the position of a schedule counts, from 0: the steps before the one whose rate is asked for, or the epochs
  /// before its epoch.
  public enum Position: String, CaseIterable, Sendable {
    case step, epoch
  }

  public var per: Position {
    switch self {
    case .exponentialDecay(let schedule): schedule.per
    case .cosineDecay(let schedule): schedule.per
    case .piecewiseConstantDecay(let schedule): schedule.per
    }
  }

  /// The rate at a position.
  /// - Parameter position: counted from 0 in steps or epochs, as `per` says.
  func rate(at position: Int) -> Double {
    switch self {
    case .exponentialDecay(let schedule): schedule.rate(at: position)
    case .cosineDecay(let schedule): schedule.rate(at: position)
    case .piecewiseConstantDecay(let schedule): schedule.rate(at: position)
    }
  }
}

extension LearningRateSchedule: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case exponentialDecay = "exponential_decay"
    case cosineDecay = "cosine_decay"
    case piecewiseConstantDecay = "piecewise_constant_decay"
  }

  public static let choiceName = "schedule"
  public static let choiceDoc = "How the learning rate changes during training, with Keras's formulas."
  static let codec = Codec.choice(LearningRateSchedule.self)

  public static func alternative(_ name: Name) -> Alternative<LearningRateSchedule> {
    switch name {
    case .exponentialDecay: Alternative(ExponentialDecay.keys, LearningRateSchedule.exponentialDecay)
    case .cosineDecay: Alternative(CosineDecay.keys, LearningRateSchedule.cosineDecay)
    case .piecewiseConstantDecay:
      Alternative(PiecewiseConstantDecay.keys, LearningRateSchedule.piecewiseConstantDecay)
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) {
    switch self {
    case .exponentialDecay(let schedule): (.exponentialDecay, ExponentialDecay.keys.write(schedule))
    case .cosineDecay(let schedule): (.cosineDecay, CosineDecay.keys.write(schedule))
    case .piecewiseConstantDecay(let schedule):
      (.piecewiseConstantDecay, PiecewiseConstantDecay.keys.write(schedule))
    }
  }

  fileprivate static let perDoc =
    "What the position counts, from 0: steps or epochs."
}

/// initial · decayRate^(position / decaySteps); with a staircase the exponent is rounded down to a whole number.
public struct ExponentialDecay: Equatable, Sendable {
  public var initialLearningRate = 0.01
  public var decaySteps = 1
  public var decayRate = 1.0
  public var staircase = false
  public var per = LearningRateSchedule.Position.step

  static let keys = KeyTable(
    "initial_learning_rate decay_rate^(position / decay_steps).", blank: ExponentialDecay(),
    [
      .required(
        "initial_learning_rate", \.initialLearningRate, .number(.notNegative), "The rate of the first step."),
      .required(
        "decay_steps", \.decaySteps, .size,
        "The number of positions in which the rate is multiplied by decay_rate once."),
      .required(
        "decay_rate", \.decayRate, .number(.notNegative), "The factor for each decay_steps positions."),
      .optional(
        "staircase", \.staircase, .boolean,
        "True: keep the rate for decay_steps positions, then multiply it at once; false: decay at every position."
      ),
      .optional("per", \.per, .word, LearningRateSchedule.perDoc),
    ])

  func rate(at position: Int) -> Double {
    let (whole, rest) = position.quotientAndRemainder(dividingBy: max(decaySteps, 1))
    let factor = decayRate.power(whole)
    return initialLearningRate
      * (staircase || rest == 0 ? factor : pow(decayRate, Double(position) / Double(decaySteps)))
  }
}

/// initial · ((1 − alpha)·(1 + cos(π·position/decaySteps))/2 + alpha), and alpha·initial after decaySteps.
///
/// With a warm-up, the rate first goes from the initial rate to the target in `warmupSteps` equal steps, and then
/// decays from the target: Loshchilov and Hutter (2017).
public struct CosineDecay: Equatable, Sendable {
  public var initialLearningRate = 0.01
  public var decaySteps = 1
  public var alpha = 0.0
  /// The rate at the end of the warm-up; nil if there is no warm-up.
  public var warmupTarget: Double?
  public var warmupSteps = 0
  public var per = LearningRateSchedule.Position.step

  static let keys = KeyTable(
    "initial_learning_rate ((1 - alpha) (1 + cos(pi position / decay_steps)) / 2 + alpha), and alpha initial_learning_rate after decay_steps.",
    blank: CosineDecay(),
    [
      .required(
        "initial_learning_rate", \.initialLearningRate, .number(.notNegative), "The rate of the first step."),
      .required("decay_steps", \.decaySteps, .size, "The number of positions in which the rate decays."),
      .optional(
        "alpha", \.alpha, .number(.fraction), "The final rate as a share of the rate from which it decays."),
      .optional(
        "warmup_target", \.warmupTarget, .nullable(.number(.notNegative)),
        "The rate at the end of the warm-up, from which it decays; null: no warm-up."),
      .optional("warmup_steps", \.warmupSteps, .notNegative, "The number of positions in the warm-up."),
      .optional("per", \.per, .word, LearningRateSchedule.perDoc),
    ],
    rule: { cosine in
      cosine.warmupSteps > 0 && cosine.warmupTarget == nil
        ? ("warmup_steps", .needsOther(key: "warmup_target")) : nil
    })

  func rate(at position: Int) -> Double {
    var (start, position) = (initialLearningRate, position)
    if let warmupTarget {
      guard position >= warmupSteps else {
        return start + (warmupTarget - start) * (Double(position) / Double(warmupSteps))
      }
      (start, position) = (warmupTarget, position - warmupSteps)
    }
    guard position < decaySteps else { return start * alpha }
    let cosine = cos(Double.pi * (Double(position) / Double(decaySteps)))
    return start * ((1 - alpha) * (0.5 * (1 + cosine)) + alpha)
  }
}

/// values[i] up to and including the position boundaries[i], and the last value after all boundaries. Boundaries
/// ascend, and there is one more value than there are boundaries.
public struct PiecewiseConstantDecay: Equatable, Sendable {
  public var boundaries: [Int] = []
  public var values: [Double] = []
  public var per = LearningRateSchedule.Position.step

  static let keys = KeyTable(
    "values[i] up to and including the position boundaries[i], and the last value after all boundaries.",
    blank: PiecewiseConstantDecay(),
    [
      .required("boundaries", \.boundaries, .list(of: .notNegative), "Positions in ascending order."),
      .required(
        "values", \.values, .list(of: .number(.notNegative), minimum: 1),
        "The rates; there must be one more than there are boundaries."),
      .optional("per", \.per, .word, LearningRateSchedule.perDoc),
    ],
    rule: { piecewise in
      let (boundaries, values) = (piecewise.boundaries, piecewise.values)
      guard values.count == boundaries.count + 1 else {
        return (
          "values",
          .other(
            "expected one value more than there are boundaries, \(boundaries.count + 1), but there are \(values.count)"
          )
        )
      }
      return zip(boundaries, boundaries.dropFirst()).allSatisfy(<) ? nil : ("boundaries", .notAscending)
    })

  /// The rate at a position; 0 if there are no values, which specs refuse.
  func rate(at position: Int) -> Double {
    let index = boundaries.prefix { position > $0 }.count
    return index < values.count ? values[index] : values.last ?? 0
  }
}
