import TestSupport
import Testing

@testable import Engine

struct LSTMTests {
  private static let shape = SampleShape.sequence(steps: 3, features: 4)

  /// The layer of reference_values.py.
  private func layer(
    returnSequences: Bool, _ change: (inout LSTM.Configuration) -> Void = { _ in }
  ) -> LSTM {
    var configuration = LSTM.Configuration(units: 2, returnSequences: returnSequences)
    change(&configuration)
    var layer = LSTM(steps: 3, features: 4, configuration: configuration)
    layer.kernel.value = Tensor(shape: [8, 4], elements: ramp(32, 2).map { $0 / 2 })
    layer.recurrentKernel.value = Tensor(shape: [8, 2], elements: ramp(16, 7).map { $0 / 2 })
    layer.bias?.value = Tensor(shape: [8], elements: ramp(8, 11).map { $0 / 2 })
    layer.recurrentBias?.value = Tensor(shape: [8], elements: ramp(8, 5).map { $0 / 4 })
    return layer
  }

  private let probe = LayerProbe(inputShape: shape)
  private let samples = ramp(2, of: 12, 1)

  // MARK: Values

  /// One unit, one feature, every kernel 1 and no bias. From h = c = 0 and x = 0: all sums are 0, i = f = o = ½, g = 0,
  /// so c = h = 0. Then x = 1: the sums are 1, σ = .7310586, tanh = .7615942: c = .5567699,
  /// h = .7310586·tanh .5567699 = .7310586·.5055763 = .3696069.
  @Test func valuesByHand() {
    var layer = LSTM(
      steps: 2, features: 1, configuration: .init(units: 1, returnSequences: true))
    layer.forEachParameter { parameter in
      let value: Float = parameter.role == .bias ? 0 : 1
      parameter.value = Tensor(shape: parameter.value.shape, repeating: value)
    }
    let found = LayerProbe(inputShape: .sequence(steps: 2, features: 1)).infer(layer, on: [[0, 1]])[0]
    #expect(largestDifference(found, [0, 0.369_606_9]) < 1e-6)
  }

  /// One bias, as in Keras.
  @Test func agreesWithKeras() {
    var layer = layer(returnSequences: true) { $0.trainsRecurrentBias = false }
    layer.recurrentBias?.value = Tensor(shape: [8])
    let found = probe.infer(layer, on: samples).flatMap { $0 }
    #expect(largestDifference(found, ReferenceValues.lstmKeras) < 1e-6)
  }

  @Test func agreesWithPyTorch() {
    let sequences = probe.infer(layer(returnSequences: true), on: samples).flatMap { $0 }
    #expect(largestDifference(sequences, ReferenceValues.lstmSequences) < 1e-6)
    let last = layer(returnSequences: false)
    #expect(last.outputShape == .features(2))
    #expect(largestDifference(probe.infer(last, on: samples).flatMap { $0 }, ReferenceValues.lstmLast) < 1e-6)
  }

  @Test(arguments: [true, false]) func gradientsAgreeWithPyTorch(returnSequences: Bool) {
    var layer = layer(returnSequences: returnSequences)
    let size = layer.outputShape.count
    let gradient = probe.backward(&layer, on: samples, outputGradient: ramp(2, of: size, 8))
    typealias Reference = ReferenceValues
    let wanted =
      returnSequences
      ? [
        Reference.lstmSequencesKernelGradient, Reference.lstmSequencesRecurrentKernelGradient,
        Reference.lstmSequencesBiasGradient, Reference.lstmSequencesRecurrentBiasGradient,
      ]
      : [
        Reference.lstmLastKernelGradient, Reference.lstmLastRecurrentKernelGradient,
        Reference.lstmLastBiasGradient, Reference.lstmLastRecurrentBiasGradient,
      ]
    var place = 0
    layer.forEachParameter { parameter in
      #expect(largestDifference(parameter.gradient.elements, wanted[place]) < 2e-6, "\(parameter.name)")
      place += 1
    }
    #expect(place == 4)
    let inputGradient =
      returnSequences ? Reference.lstmSequencesInputGradient : Reference.lstmLastInputGradient
    #expect(largestDifference(gradient.samples.flatMap { $0 }, inputGradient) < 2e-6)
  }

  // MARK: Gradients

  /// Extents that fit no vector or block: units that are not a multiple of a vector, and more samples than a block has.
  @Test(
    arguments: [(1, 3, 2), (2, 5, 17), (5, 2, 3)], [true, false])
  func gradientsAgreeWithDifferences(
    _ extents: (steps: Int, features: Int, units: Int), returnSequences: Bool
  ) {
    let shape = SampleShape.sequence(steps: extents.steps, features: extents.features)
    for count in [1, 17] {
      for useBias in [true, false] {
        let configuration = LSTM.Configuration(
          units: extents.units, returnSequences: returnSequences, useBias: useBias)
        var layer = LSTM(
          steps: extents.steps, features: extents.features, configuration: configuration)
        randomize(&layer, in: -0.7...0.7)
        var values = TestValues(seed: 4)
        let samples = values.samples(count, of: shape.count)
        #expect(
          GradientCheck(elementLimit: 8).mismatches(of: layer, on: samples, shape: shape) == [],
          "\(count) samples, bias \(useBias)")
      }
    }
  }

  @Test func gradientsHaveZerosAfterThem() {
    var layer = layer(returnSequences: true)
    _ = probe.backward(&layer, on: samples, outputGradient: ramp(2, of: 6))
    layer.forEachParameter { parameter in
      let gradient = parameter.gradient
      #expect((gradient.count..<gradient.paddedCount).allSatisfy { gradient.pointer[$0] == 0 })
    }
  }

  /// A short batch between long ones uses its own state.
  @Test func batchesOfDifferentSizes() {
    var layer = layer(returnSequences: true)
    let many = ramp(33, of: 12)
    let alone = probe.forward(&layer, on: samples)
    let whole = probe.forward(&layer, on: many)
    #expect(probe.forward(&layer, on: samples) == alone)
    #expect(probe.forward(&layer, on: many) == whole)
    #expect(probe.infer(layer, on: many) == whole)
  }

  /// Threads share the samples; how they are split changes no bit.
  @Test func threadsGiveTheSameBits() {
    var reference: [[Float]]?
    let shape = SampleShape.sequence(steps: 4, features: 9)
    let samples = ramp(65, of: shape.count)
    for kernels in Kernels.available where kernels.hasFusedMultiplyAdd {
      for threads in [1, 2, 3] {
        let executor = Executor(kernels: kernels, threads: threads)
        var layer = LSTM(
          steps: 4, features: 9, configuration: .init(units: 21, returnSequences: true))
        let probe = LayerProbe(inputShape: shape, executor: executor)
        let gradient = probe.backward(&layer, on: samples, outputGradient: ramp(65, of: 84))
        var found = probe.infer(layer, on: samples) + gradient.samples
        layer.forEachParameter { found.append($0.gradient.elements) }
        #expect(found == reference ?? found, "\(kernels.name), \(threads) threads")
        #expect(threads == 1 || executor.sharedWorkCount > 4)
        reference = reference ?? found
      }
    }
  }

  // MARK: Parameters

  @Test func tensorsHaveTorchsNamesOrderAndShapes() {
    var layer = LSTM(steps: 3, features: 4, configuration: .init(units: 2))
    var found: [(String, [Int])] = []
    layer.forEachParameter { found.append(($0.name, $0.value.shape)) }
    #expect(found.map(\.0) == ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"])
    #expect(found.map(\.1) == [[8, 4], [8, 2], [8], [8]])
    var configuration = LSTM.Configuration(units: 2)
    configuration.useBias = false
    layer = LSTM(steps: 3, features: 4, configuration: configuration)
    found = []
    layer.forEachParameter { found.append(($0.name, $0.value.shape)) }
    #expect(found.map(\.0) == ["weight_ih_l0", "weight_hh_l0"])
  }

  /// i, f, g, o: the forget gate's two elements are 1, in one of the biases.
  @Test func forgetGatesStartOpen() {
    let layer = LSTM(steps: 3, features: 4, configuration: .init(units: 2))
    #expect(layer.bias?.value.elements == [0, 0, 1, 1, 0, 0, 0, 0])
    #expect(layer.recurrentBias?.value.elements == Array(repeating: 0, count: 8))
    var configuration = LSTM.Configuration(units: 2)
    configuration.unitForgetBias = false
    configuration.bias.initializer = .constant(0.5)
    configuration.trainsRecurrentBias = false
    let other = LSTM(steps: 3, features: 4, configuration: configuration)
    #expect(other.bias?.value.elements == Array(repeating: 0.5, count: 8))
    #expect(other.recurrentBias?.isTrainable == false)
  }

  /// Glorot's limit is √(6/(4 + 8)) = √½; the recurrent kernel has orthonormal columns. Both depend on seed and index.
  @Test func kernelsDependOnSeedAndIndex() {
    let layer = LSTM(steps: 3, features: 4, configuration: .init(units: 2), seed: 3, index: 1)
    #expect(layer.kernel.value.elements.allSatisfy { abs($0) <= Float(0.5).squareRoot() })
    let columns = (0..<2).map { column in (0..<8).map { layer.recurrentKernel.value[$0 * 2 + column] } }
    for (i, one) in columns.enumerated() {
      for (j, other) in columns.enumerated() {
        let product = zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (i == j ? 1 : 0)) < 1e-6)
      }
    }
    #expect(
      LSTM(steps: 9, features: 4, configuration: .init(units: 2), seed: 3, index: 1).kernel.value
        == layer.kernel.value)
    #expect(
      LSTM(steps: 3, features: 4, configuration: .init(units: 2), seed: 4, index: 1).kernel.value
        != layer.kernel.value)
    #expect(
      LSTM(steps: 3, features: 4, configuration: .init(units: 2), seed: 3, index: 2).kernel.value
        != layer.kernel.value)
  }

  /// 8·4 + 8·2 weights and one or two biases of 8.
  @Test func countsItsParameters() throws {
    #expect(try LSTM.parameterCount(steps: 3, features: 4, configuration: .init(units: 2)) == 64)
    var configuration = LSTM.Configuration(units: 2)
    configuration.trainsRecurrentBias = false
    #expect(
      try LSTM.parameterCount(steps: 3, features: 4, configuration: configuration) == 56)
    #expect(throws: ShapeError.sizeOutOfBounds(what: "number of units", size: 0)) {
      try LSTM.parameterCount(steps: 3, features: 4, configuration: .init(units: 0))
    }
    #expect(throws: ShapeError.tooManyElements(what: "recurrent weights")) {
      try LSTM.parameterCount(steps: 1, features: 1, configuration: .init(units: 1 << 20))
    }
    // Rows of 16 floats: one for the four gates of 2 units, and one each for cell and output.
    #expect(LSTM.stateCount(steps: 3, units: 2) == 3 * 48)
  }
}
