import Engine
import Experiments
import Training

/// Takes down what passes between the layers of a network on a batch's way forward and back.
struct LayerCollector: StepProbe {
  /// What is wanted.
  struct Wishes {
    var layers = false
    var maps = false
    /// What reaches batch normalizations.
    var moments = false
  }

  let open: OpenNetwork
  let wishes: Wishes
  /// By places in the model; of what stands before the first of them, the input, nil.
  private(set) var layers: [InspectionRecord.Layer] = []
  private(set) var maps: [ActivationMap] = []
  /// By places in the model.
  private(set) var moments: [Int: ChannelMoments] = [:]
  /// The first sample's logits, or what else the last layer of the network gives.
  private(set) var outputs: [Float] = []

  /// The least number of values of a sample that is drawn itself.
  private static let leastInput = 64

  init(_ open: OpenNetwork, _ wishes: Wishes) {
    self.open = open
    self.wishes = wishes
  }

  mutating func ended(_ part: StepPart) {}

  /// Layers come from the last to the first; the lists have the model's order.
  mutating func reached(_ index: Int?, output: Batch, gradient: Batch) {
    let next = open.normalization(behindEntry: index)
    guard wishes.layers || (wishes.moments && next != nil) else { return }
    let values = output.values
    if wishes.moments, let next {
      moments[next.place] = ChannelMoments(of: values, shape: output.shape, axis: next.axis)
    }
    guard wishes.layers else { return }
    let place = index.map { open.place(ofEntry: $0) }
    if index == open.network.entries.count - 1 || (index == nil && open.network.entries.isEmpty) {
      outputs = output.sample(0)
      addLastActivation(of: values, columns: output.shape.count)
    }
    add(place, values, output.shape, gradientNorm: norm(gradient.values))
  }

  /// The model's last entry where the network lacks it, since the loss folds it in.
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

  private mutating func add(_ place: Int?, _ values: [Float], _ shape: SampleShape, gradientNorm: Double?) {
    let layer = place.map { open.plan.layers[$0] }
    layers.insert(
      InspectionRecord.Layer(
        index: place, name: layer?.name ?? "input", shape: shape.description,
        values: ValueStatistics(of: values),
        saturated: layer?.configuration.saturation?.share(of: values), gradientNorm: gradientNorm),
      at: 0)
    guard wishes.maps else { return }
    guard let place else {
      // Fewer values make no picture.
      guard shape.count >= Self.leastInput else { return }
      return maps.insert(
        ActivationMap(index: nil, name: "input", shape: shape, values: Array(values.prefix(shape.count))),
        at: 0)
    }
    guard let hidden = open.plan.hiddenLayers.first(where: { $0.shown == place })
    else { return }
    let names = Set([hidden.kernel, hidden.shown]).sorted().map { open.plan.layers[$0].name }
    maps.insert(
      ActivationMap(
        index: place, name: names.joined(separator: " "), shape: shape,
        values: Array(values.prefix(shape.count))), at: 0)
  }
}

extension OpenNetwork {
  /// An entry's place in the model, which is its name.
  func place(ofEntry index: Int) -> Int { Int(network.entries[index].name) ?? index }

  /// The place of the batch normalization that takes the output of this entry, with the axis of its channels.
  /// - Parameter index: nil for the network's input.
  func normalization(behindEntry index: Int?) -> (place: Int, axis: Int)? {
    let next = (index ?? -1) + 1
    guard next < network.entries.count, let statistics = network.entries[next].layer.movingStatistics else {
      return nil
    }
    return (place(ofEntry: next), statistics.axis)
  }
}

extension Batch {
  /// [samples, …shape], row-major.
  var values: [Float] { (0..<samples).flatMap { sample($0) } }
}
