import Datasets
import Engine
import Experiments
import Training

/// The network of an experiment as a benchmark measures it: built from the spec and run on random samples.
public struct NetworkSubject {
  public let name: String
  let spec: ExperimentSpec
  let plan: NetworkPlan
  private let trainSamples: Int

  /// - Parameters:
  ///   - inputShape: the shape of a sample of the spec's data set.
  ///   - trainSamples: the number of training samples in it.
  /// - Throws: `PlanError`.
  public init(_ spec: ExperimentSpec, inputShape: SampleShape, trainSamples: Int) throws {
    name = spec.name
    self.spec = spec
    plan = try NetworkPlan(model: spec.model, loss: spec.loss, inputShape: inputShape)
    self.trainSamples = trainSamples
  }

  private var builder: NetworkBuilder { NetworkBuilder(plan: plan, seed: spec.training.seed) }
  var loss: Loss { spec.loss }
  func network() -> Network { builder.build() }

  /// The number of random samples: the same as in the data set, or fewer if these already exceed any cache.
  var sampleCount: Int {
    max(min(trainSamples, Self.enoughValues / plan.inputShape.count), 1)
  }
  /// The number of values that exceed any cache: 64 MB.
  private static let enoughValues = 1 << 24

  func samples() -> RandomSamples {
    RandomSamples(
      count: sampleCount, shape: plan.inputShape, classes: max(plan.outputShape.count, 2),
      strokesOnPaper: spec.dataset.configuration.hasStrokesOnPaper)
  }

  var batchSize: Int { min(spec.training.batchSize, sampleCount) }
  /// The number of samples of an evaluation: two batches.
  var evaluationSamples: Int { min(sampleCount, 2 * plan.evaluationBatchSize) }
  var defaultThreads: Int { plan.defaultThreadCount(batchSize: batchSize) }

  /// The names of the network's entries: `0 conv2d+tanh` for a layer that applies an activation itself.
  func entryNames(of network: Network) -> [String] {
    let built = spec.loss.foldsLastLayer ? plan.layers.count - 1 : plan.layers.count
    let starts = network.entries.compactMap { Int($0.name) }
    return zip(starts, starts.dropFirst() + [built]).map { start, end in
      let layers = plan.layers[start..<end].filter { !$0.changesNothing }
      return "\(start) " + layers.map(\.name).joined(separator: "+")
    }
  }
}
