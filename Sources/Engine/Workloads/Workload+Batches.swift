/// Work that a training step does before and after its layers.
extension Workload {
  /// Gathering the batches of a shuffled data set, one batch each time.
  /// - Parameters:
  ///   - samples: the number of samples in a batch.
  ///   - total: the number of samples in the data set.
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

  /// The update of a network's trainable parameters by an optimizer. It reads gradients, weights and the rule's
  /// slots, and writes weights and slots.
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
