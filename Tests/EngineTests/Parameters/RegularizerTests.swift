import TestSupport
import Testing

@testable import Engine

struct RegularizerTests {
  /// A dense layer 2 → 2 with the weights 1, −2, 3, 0 and its bias ½, −1.
  private func network(
    kernel: Regularizer?, bias: Regularizer?, isTrainable: Bool = true
  ) -> Network {
    var layer = Dense(inputSize: 2, outputSize: 2)
    layer.weight = Parameter(
      name: "weight", value: Tensor(shape: [2, 2], elements: [1, -2, 3, 0]), isTrainable: isTrainable)
    layer.bias?.value = Tensor(shape: [2], elements: [0.5, -1])
    layer.weight.regularizer = kernel
    layer.bias?.regularizer = bias
    return Network(inputShape: .features(2), entries: [.init(name: "0", layer: layer)])
  }

  /// l1·(1 + 2 + 3 + 0) + l2·(1 + 4 + 9) with ½ and ¼: 3 + 3½; of the bias ⅛·(¼ + 1) = 5/32.
  @Test func penaltiesByHand() {
    #expect(network(kernel: .l1(0.5), bias: nil).penalty() == 3)
    #expect(network(kernel: .l2(0.25), bias: nil).penalty() == 3.5)
    let both = network(kernel: .l1l2(l1: 0.5, l2: 0.25), bias: .l2(0.125))
    #expect(both.penalty() == 6.5 + 0.15625)
    #expect(network(kernel: nil, bias: nil).penalty() == 0)
  }

  /// As in Keras, parameters that are not trained have no penalty.
  @Test func untrainableParametersHaveNoPenalty() {
    #expect(network(kernel: .l2(1), bias: nil, isTrainable: false).penalty() == 0)
  }

  private func gradients(_ network: Network) -> (
    totals: Loss.Totals, evaluated: Loss.Totals, gradients: [[Float]]
  ) {
    var network = network
    let runner = NetworkRunner(
      network: network, loss: .categoricalCrossentropy(), batchSize: 3, executor: Executor())
    let features: [Float] = [1, 2, -1, 0.5, 0, 3]
    let labels: [Int32] = [0, 1, 1]
    return withSamples(features, labels: labels, shape: .features(2)) { samples in
      let batch = runner.gather(samples, from: 0, count: 3)
      let totals = runner.computeGradients(
        &network, on: batch, labels: samples.labels, step: TrainingStep())
      var gradients: [[Float]] = []
      network.forEachParameter { gradients.append($1.gradient.elements) }
      return (totals, runner.evaluate(network, on: samples), gradients)
    }
  }

  /// Reported losses contain the penalty once for each sample, so that their mean contains it once; its gradient is
  /// l1·sign w + 2·l2·w: ½ + ½, −½ − 1, ½ + 1½, 0, and of the bias 2·⅛·w = ⅛, −¼.
  @Test func lossesAndGradientsContainThem() {
    let plain = gradients(network(kernel: nil, bias: nil))
    let found = gradients(network(kernel: .l1l2(l1: 0.5, l2: 0.25), bias: .l2(0.125)))
    #expect(abs(found.totals.loss - plain.totals.loss - 3 * 6.65625) < 1e-12)
    #expect(abs(found.evaluated.loss - plain.evaluated.loss - 3 * 6.65625) < 1e-12)
    #expect(found.totals.right == plain.totals.right)
    let kernel = zip(found.gradients[0], plain.gradients[0]).map { $0 - $1 }
    #expect(largestDifference(kernel, [1, -1.5, 2, 0]) < 1e-6)
    let bias = zip(found.gradients[1], plain.gradients[1]).map { $0 - $1 }
    #expect(largestDifference(bias, [0.125, -0.25]) < 1e-6)
  }
}
