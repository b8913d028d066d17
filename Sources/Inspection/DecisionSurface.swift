import Engine
import Experiments
import Training

/// What a network with two classes answers at given inputs.
public enum DecisionSurface {
  /// The probability of class 1 for each input, in inference mode. A layer that normalises by the evaluated batch does so
  /// by the first one of the test set, since the inputs are not samples of any set.
  /// - Parameters:
  ///   - inputs: [samples, features], row-major.
  ///   - tensors: the weights by their names in a weights file.
  /// - Returns: nil if the network does not answer with the probabilities of two classes.
  /// - Throws: `PlanError`, `FileError`, `WeightsError`.
  public static func probabilities(
    at inputs: [Float], spec: ExperimentSpec, data: TrainingData, tensors: [String: Tensor], kernels: Kernels,
    threads: Int?
  ) throws -> [Float]? {
    var open = try OpenNetwork(
      spec: spec, data: data, batchSize: min(spec.training.batchSize, data.train.count),
      testSamples: OpenNetwork.evaluated(0..<1, of: data.test.count, spec: spec).count, kernels: kernels,
      threads: threads)
    try open.load(tensors)
    let outputs = open.plan.outputShape.count
    guard outputs == 1 || outputs == 2 else { return nil }
    switch open.plan.loss {
    case .binaryCrossentropy, .categoricalCrossentropy: break
    case .meanSquaredError: return nil
    }
    let evaluated = open.network.infersByBatch ? open.evaluatedBatchSize(of: data.test.count) : 0
    let runner = NetworkRunner(
      network: open.network, loss: open.plan.loss, batchSize: max(chunk, evaluated),
      executor: Executor(kernels: kernels, threads: open.threads))
    let network =
      evaluated == 0
      ? open.network
      : data.test.withSamples {
        runner.fixingStatistics(of: open.network, on: runner.gather($0, from: 0, count: evaluated))
      }
    let features = data.train.shape.count
    let count = inputs.count / features
    let labels = [Int32](repeating: 0, count: count)
    return inputs.withUnsafeBufferPointer { inputs in
      labels.withUnsafeBufferPointer { labels in
        guard let inputs = inputs.baseAddress, let labels = labels.baseAddress else { return [] }
        let samples = NetworkRunner.Samples(
          features: inputs, labels: labels, count: count, shape: data.train.shape)
        return stride(from: 0, to: count, by: chunk).flatMap { start in
          let size = min(chunk, count - start)
          let answers = runner.infer(network, on: runner.gather(samples, from: start, count: size))
          return (0..<size).map { probability(answers.sample($0), open.plan.loss.foldsLastLayer) }
        }
      }
    }
  }

  /// The samples that go through the network together, no more than any runner evaluates at once.
  private static let chunk = 64

  /// - Parameter areLogits: whether the loss computes the last activation, so that the outputs lack it.
  private static func probability(_ outputs: [Float], _ areLogits: Bool) -> Float {
    if outputs.count == 1 { return areLogits ? sigmoid(outputs[0]) : outputs[0] }
    return areLogits ? softmax(outputs[...])[1] : outputs[1]
  }
}
