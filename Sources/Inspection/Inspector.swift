import Datasets
import Engine
import Experiments
import Training

/// Inspects a network with the weights that it has after certain epochs of its training.
public struct Inspector {
  public let spec: ExperimentSpec
  public let subject: InspectionRecord.Subject
  private let data: TrainingData
  /// The test samples that go through the network; nil if training samples do.
  private let testRange: Range<Int>?
  /// The test samples that go through the network together with those: more of them if a layer normalises by the
  /// evaluated batch.
  private let evaluatedRange: Range<Int>
  private let batchSize: Int
  private let runner: NetworkRunner
  private var open: OpenNetwork

  /// - Parameters:
  ///   - subject: the samples that go through the network.
  ///   - threads: nil for the number that suits the size of the network.
  /// - Throws: `InspectionError`, `PlanError`, `FileError`.
  public init(
    spec: ExperimentSpec, data: TrainingData, subject: InspectionRecord.Subject, kernels: Kernels,
    threads: Int?
  ) throws {
    switch subject {
    case .sample(let sample):
      guard sample >= 0, sample < data.test.count else {
        throw InspectionError.noSuchSample(sample, count: data.test.count)
      }
      (testRange, batchSize) = (sample..<sample + 1, min(spec.training.batchSize, data.train.count))
    case .samples(let count):
      guard count > 0, count <= data.test.count else {
        throw InspectionError.tooFewSamples(count, count: data.test.count)
      }
      (testRange, batchSize) = (0..<count, min(spec.training.batchSize, data.train.count))
    case .batch(let size):
      guard size > 0, size <= data.train.count else {
        throw InspectionError.batchTooLarge(size, count: data.train.count)
      }
      (testRange, batchSize) = (nil, size)
    }
    self.spec = spec
    self.subject = subject
    self.data = data
    evaluatedRange = testRange.map { OpenNetwork.evaluated($0, of: data.test.count, spec: spec) } ?? 0..<0
    let testSamples = evaluatedRange.count
    open = try OpenNetwork(
      spec: spec, data: data, batchSize: batchSize, testSamples: testSamples, kernels: kernels,
      threads: threads)
    runner = NetworkRunner(
      network: open.network, loss: open.plan.loss, batchSize: max(batchSize, testSamples),
      executor: Executor(kernels: kernels, threads: open.threads))
  }

  /// Inspects the network with the weights after an epoch.
  /// - Parameters:
  ///   - tensors: the parameters and moving statistics, by their names in a weights file.
  ///   - epoch: the epoch that they are from; 0 for the initial weights.
  /// - Throws: `WeightsError` if the tensors do not fit the network.
  public mutating func inspect(_ tensors: [String: Tensor], epoch: Int) throws -> InspectionRecord.State {
    try open.load(tensors)
    let step = open.step(afterEpoch: epoch)
    guard let testRange else {
      let batch = pass(
        open.network, data.train, 0..<batchSize, step, .init(layers: true, moments: true))
      return state(epoch, batch, moments: batch.collector.moments)
    }
    let pass = testPass(testRange, step, .init(layers: true))
    var moments: [Int: ChannelMoments] = [:]
    if open.network.entries.contains(where: { $0.layer.movingStatistics != nil }) {
      moments =
        self.pass(open.network, data.train, 0..<batchSize, step, .init(moments: true)).collector.moments
    }
    var state = state(epoch, pass, moments: moments)
    if case .sample(let sample) = subject, case .classes(let classes) = data.test.labels {
      state.label = Int(classes[sample])
      state.prediction = open.prediction(pass.collector.outputs)
      if data.classNames != nil {
        state.labelName = state.label.map(data.className)
        state.predictionName = state.prediction.map(data.className)
      }
    }
    return state
  }

  /// The statistics of some layers alone, in the model's order.
  /// - Parameter tensors: as for `inspect`; nil for the weights that the network has, which are the initial ones until
  ///   others are loaded.
  /// - Throws: `WeightsError` if the tensors do not fit the network.
  public mutating func layers(_ places: Set<LayerPlace>, _ tensors: [String: Tensor]?) throws
    -> [InspectionRecord.Layer]
  {
    if let tensors { try open.load(tensors) }
    let (step, wishes) = (open.step(afterEpoch: 0), LayerCollector.Wishes(layers: true, places: places))
    let pass =
      testRange.map { testPass($0, step, wishes) }
      ?? pass(open.network, data.train, 0..<batchSize, step, wishes)
    return pass.collector.layers
  }

  /// The outputs of some layers for the sample, in the model's order.
  /// - Parameter tensors: as for `inspect`.
  /// - Throws: `WeightsError` if the tensors do not fit the network.
  public mutating func maps(_ places: Set<LayerPlace>, _ tensors: [String: Tensor]) throws -> [ActivationMap]
  {
    try open.load(tensors)
    guard let testRange else { return [] }
    return testPass(
      testRange, open.step(afterEpoch: 0), .init(layers: true, maps: places)
    ).collector.maps
  }

  /// Runs test samples through the network in inference mode, as in an evaluation, and without dropout.
  private func testPass(_ range: Range<Int>, _ step: TrainingStep, _ wishes: LayerCollector.Wishes) -> Pass {
    var (inference, wishes) = (step, wishes)
    inference.evaluatedBatchSize = open.evaluatedBatchSize(of: data.test.count)
    if evaluatedRange != range {
      let first = evaluatedRange.lowerBound
      wishes.samples = range.lowerBound - first..<range.upperBound - first
    }
    return pass(open.network.withoutDropout, data.test, evaluatedRange, inference, wishes)
  }

  private struct Pass {
    let collector: LayerCollector
    let loss: Double
    /// The network with the gradients of its parameters.
    let network: Network
  }

  /// Runs samples through the network, forward and backward.
  /// - Parameters:
  ///   - range: the indices of the samples.
  ///   - wishes: what to collect, and from which samples.
  private func pass(
    _ network: Network, _ samples: TrainingData.Samples, _ range: Range<Int>, _ step: TrainingStep,
    _ wishes: LayerCollector.Wishes
  ) -> Pass {
    var network = network
    var collector = LayerCollector(open, wishes)
    let totals = samples.withSamples {
      runner.inspect(
        &network, on: $0, from: range.lowerBound, count: range.count, judged: wishes.samples, step: step,
        probe: &collector)
    }
    return Pass(collector: collector, loss: totals.meanLoss, network: network)
  }

  /// The record of a pass.
  /// - Parameter moments: the statistics of the input of each batch normalization, by its index in the model.
  private func state(
    _ epoch: Int, _ pass: Pass, moments: [Int: ChannelMoments]
  ) -> InspectionRecord.State {
    var state = InspectionRecord.State(
      experiment: spec.name, seed: spec.training.seed, epoch: epoch, loss: pass.loss,
      statisticsSamples: batchSize)
    state.layers = pass.collector.layers
    var network = pass.network
    network.forEachParameter { name, parameter in
      // The name of an entry is the index of its layer in the model.
      let index = Int(name) ?? 0
      state.parameters.append(
        .init(
          index: index, layer: open.plan.layers[index].name, name: parameter.name,
          shape: parameter.value.shapeText, norm: norm(parameter.value.elements),
          gradientNorm: parameter.isTrainable ? norm(parameter.gradient.elements) : nil))
    }
    for (entryIndex, entry) in open.network.entries.enumerated() {
      let index = open.layerIndex(ofEntry: entryIndex)
      guard let statistics = entry.layer.movingStatistics, let moments = moments[index] else { continue }
      state.normalizations.append(
        .init(
          index: index, batchMean: moments.means, batchVariance: moments.variances,
          movingMean: statistics.mean.elements.map(Double.init),
          movingVariance: statistics.variance.elements.map(Double.init), epsilon: statistics.epsilon))
    }
    return state
  }
}

extension OpenNetwork {
  /// The class that the outputs for a sample predict; nil for regressions, and if the outputs are NaN because the
  /// network diverged.
  fileprivate func prediction(_ outputs: [Float]) -> Int? {
    outputs.contains(where: \.isNaN) ? nil : plan.loss.predictedClass(outputs)
  }
}

extension Network {
  /// The network with dropout switched off.
  fileprivate var withoutDropout: Network {
    var network = self
    for index in network.entries.indices {
      network.entries[index].layer = network.entries[index].layer.withoutDropout
    }
    return network
  }
}

extension Tensor {
  /// The shape as text: `(1024, 784)`.
  fileprivate var shapeText: String { "(" + shape.map(String.init).joined(separator: ", ") + ")" }
}
