import Experiments
import TestSupport
import Testing

@testable import Engine
@testable import Training

/// The estimate of the memory for training, which is made before anything is allocated.
@Suite struct NetworkPlanMemoryTests {
  private func bytes(_ model: [LayerSpec], _ input: SampleShape, batchSize: Int) throws -> Int? {
    var spec = Fixture.circlesSpec()
    spec.model = model
    spec.training.batchSize = batchSize
    let plan = try NetworkPlan(
      model: model, loss: .categoricalCrossentropy(fromLogits: true), inputShape: input)
    return plan.trainingBytes(spec, samples: .max, kernels: .best, threads: 1)
  }

  /// For each of the 50 steps of each of the 1000 samples, training keeps 4·16 gates, 16 cells and 16 outputs, 4 bytes
  /// each. An evaluation keeps the same. Together these are 2·1000·50·96·4 bytes, most of the memory.
  @Test func recurrentLayersKeepEveryStep() throws {
    let lstm = try #require(
      try bytes([.lstm(LSTM.Configuration(units: 16))], .sequence(steps: 50, features: 16), batchSize: 1000))
    #expect(lstm > 2 * 1000 * 50 * 96 * 4)
    #expect(lstm < 3 * 1000 * 50 * 96 * 4)
  }

  /// Rows with one feature are padded to 16. Input, outputs and two gradients are 4·1000·50·16 floats.
  @Test func sequencesArePaddedStepByStep() throws {
    let padded = try #require(
      try bytes(
        [.linearUnit(.selu), .flatten], .sequence(steps: 50, features: 1), batchSize: 1000))
    #expect(padded > 4 * 1000 * 50 * 16 * 4)
  }

  /// Sizes that no machine can hold are refused; they do not overflow.
  @Test func absurdSizesDoNotOverflow() throws {
    let largest = Int(Int32.max)
    let model: [LayerSpec] = [
      .lstm(LSTM.Configuration(units: 1 << 10, returnSequences: true)), .layerNorm(LayerNorm.Configuration()),
      .lstm(LSTM.Configuration(units: 1 << 10)),
    ]
    let needed = try bytes(model, .sequence(steps: 1 << 18, features: 1), batchSize: largest)
    #expect(needed ?? .max > 1 << 50)
    let plan = try NetworkPlan(
      model: model, loss: .categoricalCrossentropy(fromLogits: true),
      inputShape: .sequence(steps: 1 << 18, features: 1))
    #expect(plan.defaultThreadCount(batchSize: largest) >= 1)
    // The weights of 4·2²⁰ gates are more than a tensor can have.
    #expect(throws: PlanError.self) {
      try bytes(
        [.lstm(LSTM.Configuration(units: 1 << 20))], .sequence(steps: 1 << 10, features: 1), batchSize: 1)
    }
  }
}
