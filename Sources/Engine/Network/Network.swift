/// A chain of layers: each layer's output is the input of the next.
public struct Network: Sendable {
  /// A layer, and the first part of its tensors' names in a weights file: the layer's place in the spec's model.
  public struct Entry: Sendable {
    public let name: String
    public var layer: any Layer

    public init(name: String, layer: any Layer) {
      self.name = name
      self.layer = layer
    }
  }

  public let inputShape: SampleShape
  public var entries: [Entry]

  public init(inputShape: SampleShape, entries: [Entry]) {
    self.inputShape = inputShape
    self.entries = entries
  }

  /// Whether a layer normalises by the evaluated batch in inference, so that a result depends on the samples beside it.
  public var infersByBatch: Bool { entries.contains { $0.layer.infersByBatch } }

  /// The index of the first entry with a parameter that is trained; the number of entries if there is none.
  var firstTrained: Int {
    var copy = self
    return entries.indices.first { index in
      var isTrained = false
      copy.entries[index].layer.forEachParameter { isTrained = isTrained || $0.isTrainable }
      return isTrained
    } ?? entries.count
  }

  public var outputShape: SampleShape { entries.last?.layer.outputShape ?? inputShape }

  /// Calls `body` with each parameter and the name of its entry, such as `0`, in the order of the layers.
  public mutating func forEachParameter(_ body: (_ layer: String, _ parameter: inout Parameter) -> Void) {
    for index in entries.indices {
      let name = entries[index].name
      entries[index].layer.forEachParameter { body(name, &$0) }
    }
  }

  /// The network's tensors with their names in a weights file, such as `0.weight`, in the order of PyTorch's
  /// state_dict.
  public var namedTensors: [(name: String, tensor: Tensor)] {
    var copy = self
    var tensors: [(name: String, tensor: Tensor)] = []
    copy.forEachTensor { tensors.append(($0, $1)) }
    return tensors
  }

  /// Calls `body` with each parameter's value and each statistic, with their names in a weights file.
  mutating func forEachTensor(_ body: (_ name: String, _ value: inout Tensor) -> Void) {
    for index in entries.indices {
      let prefix = entries[index].name + "."
      entries[index].layer.forEachParameter { body(prefix + $0.name, &$0.value) }
      entries[index].layer.forEachStatistic { body(prefix + $0, &$1) }
    }
  }
}
