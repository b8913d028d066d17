import TestSupport
import Testing

@testable import Engine

/// Layers with `"trainable": false`.
struct FrozenLayersTests {
  private static let kernel = ParameterOptions(
    .glorotUniform, regularizer: .l2(0.5), constraint: .maxNorm(0.01, axes: .one(0)))

  /// Each kind of layer with weights, with its input.
  static let layers: [(LayerSpec, SampleShape)] = [
    (.dense(.init(units: 5, kernel: kernel)), .features(7)),
    (.dense(.init(units: 5, kernel: kernel)), .sequence(steps: 2, features: 3)),
    (.dense(.init(units: 4, kernel: kernel)), .image(channels: 3, height: 2, width: 2)),
    (
      .conv2d(.init(filters: 3, kernelSize: .init(height: 2, width: 2), kernel: kernel)),
      .image(channels: 2, height: 4, width: 3)
    ),
    (.lstm(.init(units: 4, kernel: kernel)), .sequence(steps: 3, features: 2)),
    (.batchNorm(.init()), .features(7)),
    (.layerNorm(.init()), .features(7)),
    (.groupNorm(.init(groups: 2)), .image(channels: 4, height: 2, width: 2)),
    (
      .instanceNorm(.init(affine: Affine(center: true, scale: true))),
      .image(channels: 4, height: 2, width: 2)
    ),
  ]

  private func frozen(_ spec: LayerSpec) -> LayerSpec {
    switch spec.configuration {
    case var layer as Dense.Configuration:
      layer.isTrainable = false
      return LayerSpec(layer)
    case var layer as Conv2D.Configuration:
      layer.isTrainable = false
      return LayerSpec(layer)
    case var layer as LSTM.Configuration:
      layer.isTrainable = false
      return LayerSpec(layer)
    case var layer as BatchNorm.Configuration:
      layer.isTrainable = false
      return LayerSpec(layer)
    case var layer as LayerNorm.Configuration:
      layer.isTrainable = false
      return LayerSpec(layer)
    case var layer as GroupNorm.Configuration:
      layer.isTrainable = false
      return LayerSpec(layer)
    case var layer as InstanceNorm.Configuration:
      layer.isTrainable = false
      return LayerSpec(layer)
    default: return spec
    }
  }

  private func build(_ spec: LayerSpec, _ shape: SampleShape) throws -> any Layer {
    var context = LayerContext(seed: 4)
    return try #require(try spec.plan(for: shape).build(in: &context))
  }

  private func values(_ layer: any Layer) -> [[Float]] {
    var (layer, values) = (layer, [[Float]]())
    layer.forEachParameter { values.append($0.value.elements) }
    return values
  }

  @Test(arguments: layers) func startsAndCountsAsATrainedOne(place: (LayerSpec, SampleShape)) throws {
    let (trained, frozen) = (try place.0.plan(for: place.1), try frozen(place.0).plan(for: place.1))
    #expect(trained.trainableCount > 0 && frozen.trainableCount == 0)
    #expect(
      frozen.nonTrainableCount == trained.trainableCount + trained.nonTrainableCount)
    #expect(frozen.notableOptions.hasSuffix("trainable false"))
    let layers = (try build(place.0, place.1), try build(self.frozen(place.0), place.1))
    #expect(values(layers.0) == values(layers.1))
  }

  /// The gradient passes through, to the bit; those of the layer's own parameters are not computed, except that batch
  /// normalization needs them for the input's.
  @Test(arguments: layers) func gradientsPassThrough(place: (LayerSpec, SampleShape)) throws {
    // Frozen batch normalization normalises by its moving statistics; see BatchNormTests.
    guard place.0.name != "batch_norm" else { return }
    var (trained, frozen) = (try build(place.0, place.1), try build(self.frozen(place.0), place.1))
    var values = TestValues(seed: 6)
    let samples = values.samples(5, of: place.1.count)
    let gradient = values.samples(5, of: trained.outputShape.count)
    let probe = LayerProbe(inputShape: place.1)
    func inputGradient(_ layer: inout some Layer) -> [[Float]] {
      probe.backward(&layer, on: samples, outputGradient: gradient).samples
    }
    #expect(inputGradient(&trained) == inputGradient(&frozen))
    trained.forEachParameter { #expect($0.gradient.elements.contains { $0 != 0 }) }
    frozen.forEachParameter { #expect($0.gradient.elements.allSatisfy { $0 == 0 }) }
  }

  // MARK: In a network

  /// Two dense layers, one of which may be frozen, and a third.
  private func network(frozen: Int?) throws -> Network {
    var context = LayerContext(seed: 2)
    var shape = SampleShape.features(6)
    var entries: [Network.Entry] = []
    for index in 0..<3 {
      let configuration = Dense.Configuration(
        units: index == 2 ? 3 : 5, kernel: Self.kernel, isTrainable: index != frozen)
      let plan = try LayerSpec(configuration).plan(for: shape)
      entries.append(.init(name: "\(index)", layer: try #require(plan.build(in: &context))))
      shape = plan.output
    }
    return Network(inputShape: .features(6), entries: entries)
  }

  private func weights(_ network: Network, _ layer: Int) -> [Tensor] {
    network.namedTensors.filter { $0.name.hasPrefix("\(layer).") }.map(\.tensor)
  }

  /// Neither the rule nor weight decay nor the constraint changes a frozen layer, whatever the clipping.
  @Test(arguments: [0, 1, 2]) func theOptimizerLeavesItAlone(frozen: Int) throws {
    var network = try network(frozen: frozen)
    let start = network
    TrainingSession(samples: 8, features: 6, classes: 3).train(
      &network,
      configuration: Optimizer.Configuration(
        .adam(Adam()), learningRate: .constant(0.1), clipping: .globalNorm(1),
        weightDecay: WeightDecay(decay: 0.5)), steps: 3)
    for layer in 0..<3 {
      #expect((weights(network, layer) == weights(start, layer)) == (layer == frozen))
    }
  }

  /// As in Keras, whose losses are those of the trainable weights, a frozen layer's regularizer is no part of the loss.
  @Test func itsRegularizerDoesNotCount() throws {
    let (all, rest) = (try network(frozen: nil), try network(frozen: 1))
    let kernel = try #require(all.namedTensors.first { $0.name == "1.weight" }).tensor
    let own = 0.5 * kernel.elements.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(all.penalty() - rest.penalty() - own) < 1e-6 && own > 0.1)
  }

  /// A global norm is that of the trained gradients alone. With a plain step of rate 1 the weights change by the clipped
  /// gradients, so that the norm of all changes is the limit.
  @Test(arguments: [nil, 0, 1]) func itsGradientsAreNotInTheGlobalNorm(frozen: Int?) throws {
    var network = try network(frozen: frozen)
    for index in network.entries.indices {
      network.entries[index].layer.forEachParameter {
        $0.constraint = nil
        $0.regularizer = nil
      }
    }
    let start = network.namedTensors
    TrainingSession(samples: 8, features: 6, classes: 3).train(
      &network,
      configuration: Optimizer.Configuration(
        .sgd(SGD()), learningRate: .constant(1), clipping: .globalNorm(1e-2)), steps: 1)
    var squares = 0.0
    for (one, other) in zip(start, network.namedTensors) {
      for (a, b) in zip(one.tensor.elements, other.tensor.elements) {
        squares += Double(a - b) * Double(a - b)
      }
    }
    #expect(abs(squares.squareRoot() - 1e-2) < 1e-5)
  }

  private struct Recorder: StepProbe {
    var layers: [Int] = []
    mutating func ended(_ part: StepPart) {
      if case .backward(let layer) = part { layers.append(layer) }
    }
  }

  /// Nothing needs the gradients before the first trained layer.
  @Test func backwardEndsAtTheFirstTrainedLayer() throws {
    for (frozen, layers) in [(nil, [2, 1, 0]), (0, [2, 1]), (1, [2, 1, 0])] as [(Int?, [Int])] {
      var network = try network(frozen: frozen)
      var optimizer = Optimizer(.sgd(learningRate: 0.1, momentum: 0, nesterov: false), for: &network)
      let runner = NetworkRunner(
        network: network, loss: .categoricalCrossentropy(), batchSize: 8, executor: Executor())
      var recorder = Recorder()
      _ = TrainingSession(samples: 8, features: 6, classes: 3).withSamples(shape: .features(6)) {
        runner.train(
          &network, optimizer: &optimizer, on: $0, from: 0, count: 8, step: TrainingStep(),
          probe: &recorder)
      }
      #expect(recorder.layers == layers)
    }
  }
}
