/// A chain of layers.
public struct Network: Sendable {
  /// A layer and the name that its tensors have in a weights file: its place in the spec's model.
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

  public var outputShape: SampleShape { entries.last?.layer.outputShape ?? inputShape }

  /// Calls `body` with each parameter and its name in a weights file, such as `0.weight`.
  public mutating func forEachParameter(_ body: (_ layer: String, _ parameter: inout Parameter) -> Void) {
    for index in entries.indices {
      let name = entries[index].name
      entries[index].layer.forEachParameter { body(name, &$0) }
    }
  }

  /// The network's tensors by their names in a weights file, in the order of PyTorch's state_dict.
  public var namedTensors: [(name: String, tensor: Tensor)] {
    var copy = self
    var tensors: [(name: String, tensor: Tensor)] = []
    copy.forEachTensor { tensors.append(($0, $1)) }
    return tensors
  }

  /// Calls `body` with each parameter's value and each statistic.
  mutating func forEachTensor(_ body: (_ name: String, _ value: inout Tensor) -> Void) {
    for index in entries.indices {
      let prefix = entries[index].name + "."
      entries[index].layer.forEachParameter { body(prefix + $0.name, &$0.value) }
      entries[index].layer.forEachStatistic { body(prefix + $0, &$1) }
    }
  }
}
