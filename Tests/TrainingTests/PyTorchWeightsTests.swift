import Datasets
import Experiments
import Foundation
import TestSupport
import Testing

@testable import Engine
@testable import Training

/// A weights file of bnlab gives the same figures in PyTorch, with torch.nn.Sequential.
///
/// `Fixtures/evaluate.py` prints the figures of PyTorch, in double precision. The weights file was written by
/// `bnlab run circles-before-activation`.
@Suite struct PyTorchWeightsTests {
  @Test func figuresAgree() throws {
    let file = try #require(
      Bundle.module.url(forResource: "Fixtures/circles-before-activation", withExtension: "safetensors"))
    let weights = try Safetensors.decode(Array(Data(contentsOf: file)))
    let model: [LayerSpec] = [
      .dense(Dense.Configuration(units: 50)), .batchNorm(BatchNorm.Configuration()), .activation(.relu),
      .dense(Dense.Configuration(units: 1)), .activation(.sigmoid),
    ]
    let context = DatasetContext(
      places: DataPlaces(dataDir: nil, environment: [:]), layout: .flat, labels: .classes)
    let data = try TrainingData(Circles().load(context))
    let plan = try NetworkPlan(
      model: model, loss: .binaryCrossentropy(fromLogits: false), inputShape: data.train.shape)
    let builder = NetworkBuilder(plan: plan, seed: 1)
    var network = builder.build()
    try network.load(weights)
    let trainer = Trainer(
      spec: TrainingSpec(epochs: 1), network: network, loss: plan.loss,
      optimizer: .sgd(learningRate: 0.01, momentum: 0, nesterov: false), data: data, executor: Executor())
    for (set, loss, accuracy) in [(data.train, 0.470760064, 0.828), (data.test, 0.475091646, 0.820)] {
      let totals = trainer.evaluate(set)
      #expect(abs(totals.meanLoss - loss) < 1e-6)
      #expect(totals.accuracy == accuracy)
    }
  }
}
