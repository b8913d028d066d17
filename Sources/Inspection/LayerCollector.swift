import Engine
import Experiments
import Training

/// Collects what passes between the layers of a network during the forward and backward pass of a batch.
struct LayerCollector: StepProbe {
  /// What to collect.
  struct Wishes {
    /// The statistics of the layers' outputs.
    var layers = false
    /// The layers whose statistics are collected; nil: all.
    var places: Set<LayerPlace>?
    /// The layers whose outputs for the first sample are kept, for drawing. Requires `layers`.
    var maps: Set<LayerPlace> = []
    /// The mean and variance of the inputs of batch normalizations.
    var moments = false
    /// The places in the batch of the samples that are looked at; nil: all. The statistics of `moments` are always those
    /// of the whole batch.
    var samples: Range<Int>?
  }

  let open: OpenNetwork
  let wishes: Wishes
  /// In the order of the model; the input of the network, whose index is nil, comes first.
  private(set) var layers: [InspectionRecord.Layer] = []
  private(set) var maps: [ActivationMap] = []
  /// The statistics of the input of each batch normalization, by its index in the model.
  private(set) var moments: [Int: ChannelMoments] = [:]
  /// The outputs of the network for the first sample: its logits if the loss computes the last activation.
  private(set) var outputs: [Float] = []

  init(_ open: OpenNetwork, _ wishes: Wishes) {
    self.open = open
    self.wishes = wishes
  }

  mutating func ended(_ part: StepPart) {}

  /// Called for the last layer first. Each result is inserted at the front, so that the lists are in the model's order.
  /// - Parameter entryIndex: nil for the input of the network.
  mutating func reached(_ entryIndex: Int?, output: Batch, gradient: Batch) {
    let next = open.normalization(afterEntry: entryIndex)
    let index = entryIndex.map { open.layerIndex(ofEntry: $0) }
    let isLast = entryIndex == open.network.entries.count - 1
    let isOutput = isLast || (entryIndex == nil && open.network.entries.isEmpty)
    guard (wishes.layers && (isOutput || wants(index))) || (wishes.moments && next != nil) else { return }
    if wishes.moments, let next {
      moments[next.index] = ChannelMoments(
        of: output.values(of: nil), shape: output.shape, axis: next.axis)
    }
    guard wishes.layers else { return }
    let values = output.values(of: wishes.samples)
    if isOutput {
      outputs = output.sample(wishes.samples?.lowerBound ?? 0)
      addLastActivation(of: values, columns: output.shape.count)
    }
    add(index, values, output.shape, gradientNorm: norm(gradient.values(of: wishes.samples)))
  }

  /// - Parameter index: the index in the model; nil for the input of the network.
  private func wants(_ index: Int?) -> Bool {
    wishes.places?.contains(index.map(LayerPlace.index) ?? .input) ?? true
  }

  /// Adds the last activation of the model if it is not a layer of the network because the loss computes it.
  private mutating func addLastActivation(of logits: [Float], columns: Int) {
    guard open.plan.loss.foldsLastLayer, let last = open.plan.layers.last else { return }
    let values =
      if last.configuration.elementwiseFunction == .sigmoid {
        logits.map(sigmoid)
      } else {
        stride(from: 0, to: logits.count, by: columns).flatMap { softmax(logits[$0..<$0 + columns]) }
      }
    add(open.plan.layers.count - 1, values, last.output, gradientNorm: nil)
  }

  /// Adds a layer and, if it is to be drawn, its map.
  /// - Parameters:
  ///   - index: the index in the model; nil for the input of the network.
  ///   - values: the outputs for the whole batch.
  ///   - shape: the shape of one sample's output.
  private mutating func add(_ index: Int?, _ values: [Float], _ shape: SampleShape, gradientNorm: Double?) {
    guard wants(index) else { return }
    let layer = index.map { open.plan.layers[$0] }
    layers.insert(
      InspectionRecord.Layer(
        index: index, name: layer?.name ?? "input", shape: shape.description,
        values: ValueStatistics(of: values),
        saturated: layer?.configuration.saturation?.share(of: values), gradientNorm: gradientNorm),
      at: 0)
    guard wishes.maps.contains(index.map(LayerPlace.index) ?? .input) else { return }
    // An activation is named with the layer that it belongs to.
    let hidden = open.plan.hiddenLayers.first { $0.shown == index }
    let names = hidden.map { Set([$0.kernel, $0.shown]).sorted().map { open.plan.layers[$0].name } }
    maps.insert(
      ActivationMap(
        index: index, name: names?.joined(separator: " ") ?? layer?.name ?? "input", shape: shape,
        values: Array(values.prefix(shape.count))), at: 0)
  }
}

extension OpenNetwork {
  /// The index in the model of an entry of the network. It is the name of the entry.
  func layerIndex(ofEntry index: Int) -> Int { Int(network.entries[index].name) ?? index }

  /// The index in the model of the batch normalization that takes the output of this entry, and the axis of its channels;
  /// nil if the next entry is not a batch normalization.
  /// - Parameter index: the index of the entry; nil for the input of the network.
  func normalization(afterEntry index: Int?) -> (index: Int, axis: Int)? {
    let next = (index ?? -1) + 1
    guard next < network.entries.count, let statistics = network.entries[next].layer.movingStatistics else {
      return nil
    }
    return (layerIndex(ofEntry: next), statistics.axis)
  }
}

extension Batch {
  /// The values of some samples, or of all: [samples, …shape], row-major.
  fileprivate func values(of range: Range<Int>?) -> [Float] {
    (range ?? 0..<samples).flatMap { sample($0) }
  }
}
