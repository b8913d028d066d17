import Engine
import Experiments
import System

// What training a network costs, told before anything is allocated.

extension NetworkPlan {
  /// Multiply-adds of a forward pass of one sample; a double, which no product of sizes overflows.
  var costPerSample: Double {
    layers.reduce(0) { total, layer in
      switch layer.form {
      case .dense(let dense, let inputs, let steps):
        total + Double(inputs) * Double(dense.units) * Double(steps ?? 1)
      case .conv2d(_, let channels, let window):
        total + Double(layer.output.count) * Double(channels * window.kernel.height * window.kernel.width)
      case .lstm(let lstm, let steps, let features):
        total + 4 * Double(steps) * Double(lstm.units) * Double(features + lstm.units)
      case .batchNorm, .layerNorm, .groupNorm, .pooling, .globalAveragePool, .flatten, .dropout, .activation,
        .linearUnit, .softmax, .identity:
        total + Double(layer.output.count)
      }
    }
  }

  /// The samples that a runner evaluates at a time.
  public var evaluationBatchSize: Int {
    let sizes = layers.map(\.output.count) + [inputShape.count]
    return NetworkRunner.evaluationBatchSize(largestSample: sizes.max() ?? 0)
  }

  /// What training takes beside the data: weights, gradients and the optimizer's slots once for each parameter; every
  /// layer's output, the input and two gradients for each sample of a batch; what recurrent layers keep of each step;
  /// and each thread's scratch memory. Nil where no integer holds it.
  func trainingBytes(_ spec: ExperimentSpec, samples: Int, kernels: Kernels, threads: Int) -> Int? {
    let batch = max(min(spec.training.batchSize, samples), evaluationBatchSize)
    let slots = Optimizer.Rule(spec.optimizer).slotCount
    let values = layers.map(\.output.paddedCount) + [inputShape.paddedCount]
    let perSample = values.reduce(2 * (values.max() ?? 0), +)
    let states = layers.reduce(0) { $0 + $1.stateCount } + (layers.map(\.workspaceCount).max() ?? 0)
    let scratch = layers.map { $0.scratchCount(batch: batch, kernels: kernels) }.max() ?? 0
    return (trainableCount + nonTrainableCount).product(2 + slots)?
      .sum((perSample + states).product(batch + 16))?
      .sum(scratch.product(threads))?.product(MemoryLayout<Float>.size)
  }

  /// As many threads as there are processors, unless a step is so short that handing it out costs more than it saves.
  public func defaultThreadCount(batchSize: Int) -> Int {
    costPerSample * Double(batchSize) > Self.leastCostOfThreads
      ? Machine.processorCount : 1
  }

  /// Some tenth of a millisecond of arithmetic.
  private static let leastCostOfThreads = 5_000_000.0
}

extension SampleShape {
  /// The floats that a sample takes in a batch; rows are padded to whole vectors of 16.
  fileprivate var paddedCount: Int { bufferCount(samples: 16) / 16 }
}

extension NetworkPlan.Layer {
  /// The floats that training keeps of each sample besides the layer's output.
  fileprivate var stateCount: Int {
    switch form {
    case .lstm(let lstm, let steps, _): LSTM.stateCount(steps: steps, units: lstm.units)
    // The statistics of each virtual batch, at worst of one sample.
    case .batchNorm(let configuration): configuration.virtualBatchSize == nil ? 0 : 3 * input.count
    case .dense, .conv2d, .layerNorm, .groupNorm, .pooling, .globalAveragePool, .flatten, .dropout,
      .activation, .linearUnit, .softmax, .identity:
      0
    }
  }

  /// The floats of the memory that layers share, for each sample.
  fileprivate var workspaceCount: Int {
    switch form {
    // Inference has gates, cells and outputs there.
    case .lstm(let lstm, let steps, _): LSTM.stateCount(steps: steps, units: lstm.units)
    // Two copies, where channels do not stand where the kernels look for them.
    case .batchNorm: 2 * input.paddedCount
    case .globalAveragePool: output.paddedCount
    case .dense, .conv2d, .layerNorm, .groupNorm, .pooling, .flatten, .dropout, .activation, .linearUnit,
      .softmax, .identity:
      0
    }
  }

  /// The floats of scratch memory of each thread.
  fileprivate func scratchCount(batch: Int, kernels: Kernels) -> Int {
    switch form {
    case .conv2d(let conv, let channels, let window):
      Conv2D.scratchCount(
        inputChannels: channels, filters: conv.filters, window: window, kernels: kernels)
    case .dense(let dense, let inputs, let steps):
      Dense.scratchCount(
        samples: batch * (steps ?? 1), inputSize: inputs, outputSize: dense.units, kernels: kernels)
    case .lstm(let lstm, let steps, let features):
      LSTM.scratchCount(
        steps: steps, features: features, units: lstm.units, samples: batch, kernels: kernels)
    // A block of sixteen samples twice, and at most as many statistics and parameters.
    case .layerNorm, .groupNorm: 6 * 16 * output.count
    case .batchNorm, .pooling, .globalAveragePool, .flatten, .dropout, .activation, .linearUnit, .softmax,
      .identity:
      output.count
    }
  }
}

extension Int {
  fileprivate func product(_ other: Int) -> Int? {
    let (value, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : value
  }

  fileprivate func sum(_ other: Int?) -> Int? {
    guard let other else { return nil }
    let (value, overflow) = addingReportingOverflow(other)
    return overflow ? nil : value
  }
}
