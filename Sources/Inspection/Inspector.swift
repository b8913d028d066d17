import Datasets
import Engine
import Experiments
import Training

/// Looks at a network in the states that its training goes through.
public struct Inspector {
  public let spec: ExperimentSpec
  public let subject: InspectionRecord.Subject
  private let data: TrainingData
  private let batchSize: Int
  private let runner: NetworkRunner
  private var open: OpenNetwork

  /// - Parameter threads: nil: as many as the network is worth.
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
      batchSize = min(spec.training.batchSize, data.train.count)
    case .batch(let size):
      guard size > 0, size <= data.train.count else {
        throw InspectionError.batchTooLarge(size, count: data.train.count)
      }
      batchSize = size
    }
    self.spec = spec
    self.subject = subject
    self.data = data
    open = try OpenNetwork(
      spec: spec, data: data, batchSize: batchSize, kernels: kernels, threads: threads)
    runner = NetworkRunner(
      network: open.network, loss: open.plan.loss, batchSize: batchSize,
      executor: Executor(kernels: kernels, threads: open.threads))
  }

  /// - Throws: `InspectionError.noHiddenLayers`
  public static func checkMaps(of plan: NetworkPlan) throws(InspectionError) {
    guard !plan.hiddenLayers.isEmpty else { throw .noHiddenLayers }
  }

  /// What was found in one state, and the maps of a sample's hidden layers; a batch has none.
  public struct Finding: Sendable {
    public let state: InspectionRecord.State
    public let maps: [ActivationMap]
  }

  /// - Parameters:
  ///   - tensors: of the network after so many epochs, by their names in a weights file.
  /// - Throws: `WeightsError`.
  public mutating func inspect(_ tensors: [String: Tensor], epoch: Int) throws -> Finding {
    try open.load(tensors)
    let step = open.step(afterEpoch: epoch)
    switch subject {
    case .batch:
      let batch = pass(
        open.network, data.train, 0..<batchSize, step, .init(layers: true, moments: true))
      return Finding(state: state(epoch, batch, moments: batch.collector.moments), maps: [])
    case .sample(let sample):
      // As `evaluate` does: with the moving statistics, and nothing dropped.
      var inference = step
      inference.batchNormIsFrozen = true
      let pass = pass(
        open.network.withoutDropout, data.test, sample..<sample + 1, inference,
        .init(layers: true, maps: true))
      var moments: [Int: ChannelMoments] = [:]
      if open.network.entries.contains(where: { $0.layer.movingStatistics != nil }) {
        moments =
          self.pass(open.network, data.train, 0..<batchSize, step, .init(moments: true)).collector.moments
      }
      var state = state(epoch, pass, moments: moments)
      if case .classes(let classes) = data.test.labels {
        state.label = Int(classes[sample])
        state.prediction = open.prediction(pass.collector.outputs)
      }
      return Finding(state: state, maps: pass.collector.maps)
    }
  }

  private struct Pass {
    let collector: LayerCollector
    let loss: Double
    /// With the parameters' gradients.
    let network: Network
  }

  private func pass(
    _ network: Network, _ samples: TrainingData.Samples, _ range: Range<Int>, _ step: TrainingStep,
    _ wishes: LayerCollector.Wishes
  ) -> Pass {
    var network = network
    var collector = LayerCollector(open, wishes)
    let totals = samples.withSamples {
      runner.inspect(
        &network, on: $0, from: range.lowerBound, count: range.count, step: step, probe: &collector)
    }
    return Pass(collector: collector, loss: totals.meanLoss, network: network)
  }

  private func state(
    _ epoch: Int, _ pass: Pass, moments: [Int: ChannelMoments]
  ) -> InspectionRecord.State {
    var state = InspectionRecord.State(
      experiment: spec.name, seed: spec.training.seed, epoch: epoch, loss: pass.loss,
      statisticsSamples: batchSize)
    state.layers = pass.collector.layers
    var network = pass.network
    network.forEachParameter { name, parameter in
      let place = Int(name) ?? 0
      state.parameters.append(
        .init(
          index: place, layer: open.plan.layers[place].name, name: parameter.name,
          shape: parameter.value.shapeText, norm: norm(parameter.value.elements),
          gradientNorm: norm(parameter.gradient.elements)))
    }
    for (index, entry) in open.network.entries.enumerated() {
      let place = open.place(ofEntry: index)
      guard let statistics = entry.layer.movingStatistics, let moments = moments[place] else { continue }
      state.normalizations.append(
        .init(
          index: place, batchMean: moments.means, batchVariance: moments.variances,
          movingMean: statistics.mean.elements.map(Double.init),
          movingVariance: statistics.variance.elements.map(Double.init), epsilon: statistics.epsilon))
    }
    return state
  }
}

extension OpenNetwork {
  /// The class that a sample's outputs stand for; nil where they are numbers, or NaN because the network diverged.
  fileprivate func prediction(_ outputs: [Float]) -> Int? {
    outputs.contains(where: \.isNaN) ? nil : plan.loss.predictedClass(outputs)
  }
}

extension Network {
  /// With dropout layers that drop nothing.
  fileprivate var withoutDropout: Network {
    var network = self
    for index in network.entries.indices {
      guard let dropout = network.entries[index].layer as? Dropout else { continue }
      network.entries[index].layer = Dropout(rate: 0, shape: dropout.outputShape, index: dropout.index)
    }
    return network
  }
}

extension Tensor {
  /// `(1024, 784)`
  fileprivate var shapeText: String { "(" + shape.map(String.init).joined(separator: ", ") + ")" }
}
