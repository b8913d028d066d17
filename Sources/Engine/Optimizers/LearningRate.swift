import Schema

/// The learning rate: a constant, or a schedule by which it changes during training.
public enum LearningRate: Equatable, Sendable {
  case constant(Double)
  case schedule(LearningRateSchedule)

  /// The rate of the next step after `steps` steps.
  /// - Parameter stepsOfEpoch: the number of steps in each epoch, for schedules that count epochs.
  func rate(after steps: Int, stepsOfEpoch: Int) -> Double {
    switch self {
    case .constant(let rate): rate
    case .schedule(let schedule):
      switch schedule.per {
      case .step: schedule.rate(at: steps)
      case .epoch: schedule.rate(at: steps / max(stepsOfEpoch, 1))
      }
    }
  }

  /// A number, or a schedule with its options.
  static let codec: Codec<LearningRate> = {
    let (number, schedule) = (Codec<Double>.number(.notNegative), LearningRateSchedule.codec)
    return Codec(
      shape: .either(number.shape, schedule.shape),
      read: { json in
        number.shape.accepts(json.value)
          ? number.read(json).map(LearningRate.constant) : schedule.read(json).map(LearningRate.schedule)
      },
      write: { rate in
        switch rate {
        case .constant(let rate): number.write(rate)
        case .schedule(let rate): schedule.write(rate)
        }
      })
  }()
}
