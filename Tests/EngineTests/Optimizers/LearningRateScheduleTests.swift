import TestSupport
import Testing

@testable import Engine

struct LearningRateScheduleTests {
  private static let positions = [0, 1, 2, 5, 9, 10, 11, 25]

  private func expect(_ schedule: LearningRateSchedule, gives wanted: [Double]) {
    for (position, rate) in zip(Self.positions, wanted) {
      // Keras computes in single precision.
      let found = schedule.rate(at: position)
      #expect(abs(found - rate) < 3e-7 * rate, "\(schedule) at \(position)")
    }
  }

  @Test func agreesWithKeras() {
    expect(
      .exponentialDecay(ExponentialDecay(initialLearningRate: 0.5, decaySteps: 10, decayRate: 0.25)),
      gives: ReferenceValues.exponential)
    expect(
      .exponentialDecay(
        ExponentialDecay(initialLearningRate: 0.5, decaySteps: 5, decayRate: 0.25, staircase: true)),
      gives: ReferenceValues.staircase)
    expect(
      .cosineDecay(CosineDecay(initialLearningRate: 0.5, decaySteps: 10, alpha: 0.125)),
      gives: ReferenceValues.cosine)
    expect(
      .cosineDecay(
        CosineDecay(
          initialLearningRate: 0.125, decaySteps: 9, alpha: 0.25, warmupTarget: 0.5, warmupSteps: 2)),
      gives: ReferenceValues.cosineWarmup)
    expect(
      .piecewiseConstantDecay(PiecewiseConstantDecay(boundaries: [1, 9], values: [0.5, 0.25, 0.125])),
      gives: ReferenceValues.piecewise)
  }

  /// Half after every second position, exactly: whole exponents need no library.
  @Test func staircasesAreExact() {
    let schedule = ExponentialDecay(initialLearningRate: 1, decaySteps: 2, decayRate: 0.5, staircase: true)
    #expect((0..<7).map { schedule.rate(at: $0) } == [1, 1, 0.5, 0.5, 0.25, 0.25, 0.125])
    let smooth = ExponentialDecay(initialLearningRate: 1, decaySteps: 2, decayRate: 0.25)
    #expect(smooth.rate(at: 4) == 0.0625)
    #expect(abs(smooth.rate(at: 3) - 0.125) < 1e-16)
  }

  /// Values that specs refuse must not crash.
  @Test func impossibleValuesDoNotCrash() {
    let schedules: [LearningRateSchedule] = [
      .exponentialDecay(ExponentialDecay(decaySteps: 0, decayRate: 0.5)),
      .cosineDecay(CosineDecay(decaySteps: 0, alpha: 0.5, warmupTarget: 1)),
      .piecewiseConstantDecay(PiecewiseConstantDecay(boundaries: [1])),
    ]
    for schedule in schedules { #expect(schedule.rate(at: 3).isFinite) }
  }

  /// The tenth step: after nine of them, or with four steps an epoch in the third epoch, at position 2.
  @Test func ratesGoByStepsOrEpochs() {
    func rate(_ per: LearningRateSchedule.Position, stepsOfEpoch: Int) -> Double {
      let schedule = PiecewiseConstantDecay(boundaries: [2, 8], values: [3, 2, 1], per: per)
      return LearningRate.schedule(.piecewiseConstantDecay(schedule)).rate(
        after: 9, stepsOfEpoch: stepsOfEpoch)
    }
    #expect(rate(.step, stepsOfEpoch: 4) == 1)
    #expect(rate(.epoch, stepsOfEpoch: 4) == 3)
    #expect(rate(.epoch, stepsOfEpoch: 3) == 2)
    #expect(LearningRate.constant(0.5).rate(after: 9, stepsOfEpoch: 4) == 0.5)
  }

  /// A weight of 1, gradient 1, plain gradient descent: the weight falls by the rate of each step. By steps the rates
  /// are 1, ½, ¼, ⅛; by epochs of two steps 1, 1, ½, ½.
  @Test func theOptimizerGoesByStepsOrEpochs() throws {
    let cases: [(LearningRateSchedule.Position, [Double])] = [
      (.step, [0, -0.5, -0.75, -0.875]), (.epoch, [0, -1, -1.5, -2]),
    ]
    for (position, wanted) in cases {
      var network = TestNetworks.singleWeight(1)
      let schedule = ExponentialDecay(
        initialLearningRate: 1, decaySteps: 1, decayRate: 0.5, staircase: true, per: position)
      let configuration = Optimizer.Configuration(
        .sgd(SGD()), learningRate: .schedule(.exponentialDecay(schedule)))
      var optimizer = Optimizer(configuration, stepsOfEpoch: 2, for: &network)
      for weight in wanted {
        network.forEachParameter { $1.gradient[0] = 1 }
        optimizer.update(&network, on: Executor())
        #expect(Double(network.namedTensors[0].tensor[0]) == weight)
      }
      // A checkpoint holds enough to go on.
      var resumed = Optimizer(configuration, stepsOfEpoch: 2, for: &network)
      try resumed.resume(steps: 4, slots: optimizer.slots)
      #expect(resumed.learningRate == optimizer.learningRate)
      #expect(optimizer.learningRate == (position == .step ? 0.0625 : 0.25))
    }
  }
}
