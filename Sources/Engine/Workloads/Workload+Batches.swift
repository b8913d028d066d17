/// What a step does before and after its layers.
extension Workload {
  /// Bringing batches of a shuffled data set of so many samples together, one after the other.
  public static func gathering(_ shape: SampleShape, samples: Int, of total: Int) -> Workload {
    let features = FloatStorage.filled(count: total * shape.count)
    let labels = [Int32](repeating: 0, count: total)
    let order = epochOrder(count: total, seed: 1, epoch: 1)
    let network = Network(inputShape: shape, entries: [])
    var (runner, first) = (NetworkRunner?.none, 0)
    return Workload(.floats(samples * shape.count, samples * shape.count)) { executor in
      let current: NetworkRunner
      if let known = runner, known.executor === executor {
        current = known
      } else {
        current = NetworkRunner(
          network: network, loss: .categoricalCrossentropy(), batchSize: samples, executor: executor)
        runner = current
      }
      if first + samples > total { first = 0 }
      labels.withUnsafeBufferPointer { labels in
        order.withUnsafeBufferPointer { order in
          guard let labels = labels.baseAddress, let order = order.baseAddress else { return }
          _ = current.gather(
            NetworkRunner.Samples(features: features.base, labels: labels, count: total, shape: shape),
            indices: order + first, count: samples)
        }
      }
      first += samples
    }
  }

  /// An optimizer's update of a network's trainable parameters. Gradients and what the rule remembers are read, the
  /// latter and the weights written too.
  public static func update(_ configuration: Optimizer.Configuration, of network: Network) -> Workload {
    var network = network
    var count = 0
    network.forEachParameter { _, parameter in
      guard parameter.isTrainable else { return }
      count += parameter.value.count
      parameter.gradient = Tensor(shape: parameter.value.shape, repeating: 0.001)
    }
    var optimizer = Optimizer(configuration, for: &network)
    return Workload(.floats(count, 2 * count, 2 * count * configuration.rule.slotCount)) { executor in
      optimizer.update(&network, on: executor)
    }
  }
}
