import TestSupport
import Testing

@testable import Engine

struct DenseTests {
  /// W = [[1, 2, 3], [−1, 0.5, 4]], b = [0.5, −10], x = [2, 4, −1]:
  /// 2 + 8 − 3 + 0.5 = 7.5 and −2 + 2 − 4 − 10 = −14.
  private func layer(_ activation: ActivationFunction = .linear, useBias: Bool = true) -> Dense {
    var layer = Dense(inputSize: 3, outputSize: 2, useBias: useBias, activation: activation)
    layer.weight.value = Tensor(shape: [2, 3], elements: [1, 2, 3, -1, 0.5, 4])
    if useBias { layer.bias?.value = Tensor(shape: [2], elements: [0.5, -10]) }
    return layer
  }
  private let probe = LayerProbe(inputShape: .features(3))

  @Test func computesItsSums() {
    #expect(probe.infer(layer(), on: [[2, 4, -1]]) == [[7.5, -14]])
    #expect(probe.infer(layer(.relu), on: [[2, 4, -1]]) == [[7.5, 0]])
    #expect(probe.infer(layer(useBias: false), on: [[2, 4, -1], [0, 0, 1]]) == [[7, -4], [3, 4]])
    #expect(layer().outputShape == .features(2))
  }

  /// dy = [1, 2]: dx = 1·[1, 2, 3] + 2·[−1, 0.5, 4] = [−1, 3, 11], dW = dyᵀ·x, db = dy.
  @Test func computesItsGradients() {
    var layer = layer()
    #expect(probe.backward(&layer, on: [[2, 4, -1]], outputGradient: [[1, 2]]).samples == [[-1, 3, 11]])
    #expect(layer.weight.gradient.elements == [2, 4, -1, 4, 8, -2])
    #expect(layer.bias?.gradient.elements == [1, 2])
  }

  /// A step's gradients replace those of the step before.
  @Test func gradientsDoNotPileUp() {
    var layer = layer()
    for _ in 0..<3 { _ = probe.backward(&layer, on: [[2, 4, -1]], outputGradient: [[1, 2]]) }
    #expect(layer.weight.gradient.elements == [2, 4, -1, 4, 8, -2])
    #expect(layer.bias?.gradient.elements == [1, 2])
  }

  /// The optimizer works on whole vectors: numbers after a gradient's end would be added after the parameter's end.
  @Test func gradientsHaveZerosAfterThem() {
    var layer = layer()
    _ = probe.backward(&layer, on: [[2, 4, -1]], outputGradient: [[1, 2]])
    layer.forEachParameter { parameter in
      let gradient = parameter.gradient
      #expect((gradient.count..<gradient.paddedCount).allSatisfy { gradient.pointer[$0] == 0 })
    }
  }

  @Test func inferenceAndTrainingAgree() {
    var layer = layer(.tanh)
    let samples: [[Float]] = [[2, 4, -1], [0.1, -0.2, 0.3]]
    #expect(probe.infer(layer, on: samples) == probe.forward(&layer, on: samples))
  }

  @Test func tensorsHaveTorchsNamesAndOrder() {
    var names: [String] = []
    var layer = layer()
    layer.forEachParameter { names.append($0.name) }
    #expect(names == ["weight", "bias"])
    var plain = Dense(inputSize: 3, outputSize: 2, useBias: false)
    plain.forEachParameter { #expect($0.name == "weight" && $0.value.shape == [2, 3]) }
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33], ActivationFunction.allCases)
  func gradientsAgreeWithDifferences(samples count: Int, activation: ActivationFunction) {
    for useBias in [true, false] {
      var layer = Dense(inputSize: 5, outputSize: 19, useBias: useBias, activation: activation)
      randomize(&layer)
      var values = TestValues(seed: UInt64(count))
      // For relu: only samples whose sums are all farther from the kink than a step can move them.
      let samples = (0..<count).map { _ in
        var sample = values.uniform(5)
        while activation == .relu && smallestSum(layer, sample) < 0.01 { sample = values.uniform(5) }
        return sample
      }
      let check = GradientCheck(largestStep: activation == .relu ? 1.0 / 128 : 1.0 / 16, elementLimit: 24)
      #expect(check.mismatches(of: layer, on: samples, shape: .features(5)) == [])
    }
  }

  private func smallestSum(_ layer: Dense, _ sample: [Float]) -> Float {
    (0..<19).map { row in
      abs(
        (layer.bias?.value[row] ?? 0)
          + (0..<5).reduce(0) { $0 + layer.weight.value[row * 5 + $1] * sample[$1] })
    }.min() ?? 0
  }
}
