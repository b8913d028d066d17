import TestSupport
import Testing

@testable import Engine

struct LearningRateScheduleTests {
  private static let positions = [0, 1, 2, 5, 9, 10, 11, 25]

  private func expect(_ schedule: LearningRateSchedule, initial: Double = 0.5, gives wanted: [Double]) {
    for (position, rate) in zip(Self.positions, wanted) {
      // Keras computes in single precision.
      let found = schedule.rate(initial: initial, at: position)
      #expect(abs(found - rate) < 3e-7 * rate, "\(schedule) at \(position)")
    }
  }

  @Test func agreesWithKeras() {
    expect(
      .exponential(decaySteps: 10, decayRate: 0.25, staircase: false), gives: ReferenceValues.exponential)
    expect(.exponential(decaySteps: 5, decayRate: 0.25, staircase: true), gives: ReferenceValues.staircase)
    expect(.cosine(decaySteps: 10, alpha: 0.125, warmup: nil), gives: ReferenceValues.cosine)
    expect(
      .cosine(decaySteps: 9, alpha: 0.25, warmup: .init(steps: 2, target: 0.5)), initial: 0.125,
      gives: ReferenceValues.cosineWarmup)
    expect(
      .piecewiseConstant(boundaries: [1, 9], values: [0.5, 0.25, 0.125]), gives: ReferenceValues.piecewise)
    expect(.constant, gives: Array(repeating: 0.5, count: 8))
  }

  /// Half after every second position, exactly: whole exponents need no library.
  @Test func staircasesAreExact() {
    let schedule = LearningRateSchedule.exponential(decaySteps: 2, decayRate: 0.5, staircase: true)
    #expect((0..<7).map { schedule.rate(initial: 1, at: $0) } == [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125])
    let smooth = LearningRateSchedule.exponential(decaySteps: 2, decayRate: 0.25, staircase: false)
    #expect(smooth.rate(initial: 1, at: 4) == 0.0625)
    #expect(abs(smooth.rate(initial: 1, at: 3) - 0.125) < 1e-16)
  }

  /// Extents that a checked spec never has must not crash.
  @Test func survivesNonsense() {
    let schedules: [LearningRateSchedule] = [
      .exponential(decaySteps: 0, decayRate: 0.5, staircase: false),
      .cosine(decaySteps: 0, alpha: 0.5, warmup: .init(steps: 0, target: 1)),
      .piecewiseConstant(boundaries: [1], values: []),
    ]
    for schedule in schedules { #expect(schedule.rate(initial: 1, at: 3).isFinite) }
  }

  /// A weight of 1, gradient 1, plain gradient descent: the weight falls by the rate of each step. By steps the rates are
  /// 1, ½, ¼, ⅛; with two steps a position 1, 1, ½, ½.
  @Test func theOptimizerGoesByStepsOrEpochs() throws {
    for (stepsOfPosition, wanted) in [(1, [0, -0.5, -0.75, -0.875]), (2, [0, -1, -1.5, -2])] {
      var network = TestNetworks.singleWeight(1)
      var options = Optimizer.Options()
      options.schedule = .exponential(decaySteps: 1, decayRate: 0.5, staircase: true)
      options.stepsOfPosition = stepsOfPosition
      let rule = Optimizer.Rule.sgd(learningRate: 1, momentum: 0, nesterov: false)
      var optimizer = Optimizer(rule, options: options, for: &network)
      for weight in wanted {
        network.forEachParameter { $1.gradient[0] = 1 }
        optimizer.update(&network, on: Executor())
        #expect(Double(network.namedTensors[0].tensor[0]) == weight)
      }
      // What stands in a checkpoint is enough to go on.
      var resumed = Optimizer(rule, options: options, for: &network)
      try resumed.resume(steps: 4, slots: optimizer.slots)
      #expect(resumed.learningRate == optimizer.learningRate)
      #expect(optimizer.learningRate == (stepsOfPosition == 1 ? 0.0625 : 0.25))
    }
  }
}
