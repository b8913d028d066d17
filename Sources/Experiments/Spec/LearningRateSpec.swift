import Schema

/// The size of the optimizer's steps: a number, or how it changes in the course of training.
public enum LearningRateSpec: Equatable, Sendable {
  case constant(Double)
  case schedule(ScheduleSpec, per: SchedulePosition)
}

/// What a schedule counts.
public enum SchedulePosition: String, CaseIterable, Sendable {
  case step, epoch
}

/// Keras's schedules, by their names and arguments (https://keras.io/api/optimizers/learning_rate_schedules/).
public enum ScheduleSpec: Equatable, Sendable {
  case exponentialDecay(initialLearningRate: Double, decaySteps: Int, decayRate: Double, staircase: Bool)
  /// Without a target there is no warm-up.
  case cosineDecay(
    initialLearningRate: Double, decaySteps: Int, alpha: Double, warmupTarget: Double?, warmupSteps: Int)
  case piecewiseConstantDecay(boundaries: [Int], values: [Double])
}

extension Codec where Value == LearningRateSpec {
  static var learningRate: Codec {
    .either(
      Codec<Double>.number(.positive).map({ LearningRateSpec.constant($0) }) { rate in
        if case .constant(let rate) = rate { rate } else { 0 }
      },
      ScheduleChoice.codec.map({ LearningRateSpec.schedule($0.schedule, per: $0.per) }) { rate in
        guard case .schedule(let schedule, let per) = rate else { return .unused }
        return ScheduleChoice(schedule: schedule, per: per)
      }
    ) { rate in
      switch rate {
      case .constant(let rate): .double(rate)
      case .schedule(let schedule, let per):
        ScheduleChoice.codec.write(ScheduleChoice(schedule: schedule, per: per))
      }
    }
  }
}

/// A schedule with what it counts, which stands among its options.
struct ScheduleChoice: OneKeyChoice {
  var schedule: ScheduleSpec
  var per: SchedulePosition

  public enum Name: String, CaseIterable, Sendable {
    case exponentialDecay = "exponential_decay"
    case cosineDecay = "cosine_decay"
    case piecewiseConstantDecay = "piecewise_constant_decay"
  }

  public static let choiceName = "schedule"
  public static let choiceDoc = "How the learning rate changes in the course of training, with Keras's rules."
  static let codec = Codec.choice(ScheduleChoice.self)

  static let unused = ScheduleChoice(
    schedule: .piecewiseConstantDecay(boundaries: [], values: []), per: .step)

  public static func alternative(_ name: Name) -> Alternative<ScheduleChoice> {
    switch name {
    case .exponentialDecay: Alternative(Exponential.keys, \.schedule)
    case .cosineDecay: Alternative(Cosine.keys, \.schedule)
    case .piecewiseConstantDecay: Alternative(Piecewise.keys, \.schedule)
    }
  }

  public var stated: (name: Name, options: JSON?) {
    switch schedule {
    case .exponentialDecay(let initial, let decaySteps, let decayRate, let staircase):
      (
        .exponentialDecay,
        Exponential.keys.write(
          Exponential(
            initialLearningRate: initial, decaySteps: decaySteps, decayRate: decayRate, staircase: staircase,
            per: per))
      )
    case .cosineDecay(let initial, let decaySteps, let alpha, let target, let warmupSteps):
      (
        .cosineDecay,
        Cosine.keys.write(
          Cosine(
            initialLearningRate: initial, decaySteps: decaySteps, alpha: alpha, warmupTarget: target,
            warmupSteps: warmupSteps, per: per))
      )
    case .piecewiseConstantDecay(let boundaries, let values):
      (
        .piecewiseConstantDecay,
        Piecewise.keys.write(Piecewise(boundaries: boundaries, values: values, per: per))
      )
    }
  }

  static let perDoc =
    "What is counted from 0: the steps taken before the one that the rate is for, or the epochs."
}

private struct Exponential {
  var initialLearningRate = 0.01
  var decaySteps = 1
  var decayRate = 1.0
  var staircase = false
  var per = SchedulePosition.step

  var schedule: ScheduleChoice {
    ScheduleChoice(
      schedule: .exponentialDecay(
        initialLearningRate: initialLearningRate, decaySteps: decaySteps, decayRate: decayRate,
        staircase: staircase), per: per)
  }

  static let keys = KeyTable(
    "initial_learning_rate decay_rate^(position / decay_steps).", blank: Exponential(),
    [
      .required(
        "initial_learning_rate", \.initialLearningRate, .number(.positive), "The rate of the first step."),
      .required("decay_steps", \.decaySteps, .size, "The positions in which the rate decays by decay_rate."),
      .required("decay_rate", \.decayRate, .number(.positive), "What the rate is multiplied by."),
      .optional("staircase", \.staircase, .boolean, "Decay at once after every decay_steps positions."),
      .optional("per", \.per, .word, ScheduleChoice.perDoc),
    ])
}

private struct Cosine {
  var initialLearningRate = 0.01
  var decaySteps = 1
  var alpha = 0.0
  var warmupTarget: Double?
  var warmupSteps = 0
  var per = SchedulePosition.step

  var schedule: ScheduleChoice {
    ScheduleChoice(
      schedule: .cosineDecay(
        initialLearningRate: initialLearningRate, decaySteps: decaySteps, alpha: alpha,
        warmupTarget: warmupTarget, warmupSteps: warmupSteps), per: per)
  }

  static let keys = KeyTable(
    "initial_learning_rate ((1 - alpha) (1 + cos(pi position / decay_steps)) / 2 + alpha), and alpha initial_learning_rate behind decay_steps.",
    blank: Cosine(),
    [
      .required(
        "initial_learning_rate", \.initialLearningRate, .number(.notNegative), "The rate of the first step."),
      .required("decay_steps", \.decaySteps, .size, "The positions in which the rate decays."),
      .optional("alpha", \.alpha, .number(.fraction), "The share of the rate that is left at the end."),
      .optional(
        "warmup_target", \.warmupTarget, .nullable(.number(.positive)),
        "The rate that warmup_steps lead to and that decays from there; null: no warm-up."),
      .optional("warmup_steps", \.warmupSteps, .notNegative, "The positions of the warm-up."),
      .optional("per", \.per, .word, ScheduleChoice.perDoc),
    ],
    rule: { cosine in
      cosine.warmupSteps > 0 && cosine.warmupTarget == nil
        ? ("warmup_steps", .needsOther(key: "warmup_target")) : nil
    })
}

private struct Piecewise {
  var boundaries: [Int] = []
  var values: [Double] = []
  var per = SchedulePosition.step

  var schedule: ScheduleChoice {
    ScheduleChoice(schedule: .piecewiseConstantDecay(boundaries: boundaries, values: values), per: per)
  }

  static let keys = KeyTable(
    "values[i] up to and with position boundaries[i], the last value behind all boundaries.",
    blank: Piecewise(),
    [
      .required("boundaries", \.boundaries, .list(of: .notNegative), "Positions that ascend."),
      .required(
        "values", \.values, .list(of: .number(.notNegative), minimum: 1),
        "The rates, one more than there are boundaries."),
      .optional("per", \.per, .word, ScheduleChoice.perDoc),
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
}
