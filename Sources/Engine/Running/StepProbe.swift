/// A part of a training step, in the order of their ends but for the layers' ways back, which run from the last one.
public enum StepPart: Hashable, Sendable {
  /// Bringing the batch's samples and targets together.
  case gathering
  /// Of the network's entry with this index.
  case forward(Int)
  case loss
  case backward(Int)
  /// The optimizer's, and the regularizers' penalties before it.
  case update
}

/// Is told during a training step as each part ends, and shown what passes between the layers.
public protocol StepProbe {
  mutating func ended(_ part: StepPart)

  /// On the way back, from the last layer to the first: what the network's entry with this index put out in forward, and
  /// the gradient of the batch's mean loss by it. Where the gradient by the batch itself is asked for, that comes last,
  /// with a nil index. Both are valid during the call alone.
  mutating func reached(_ index: Int?, output: Batch, gradient: Batch)
}

extension StepProbe {
  @inline(__always) public func reached(_ index: Int?, output: Batch, gradient: Batch) {}
}

/// The ordinary step's: nothing is left of it once the step is specialised.
struct NoProbe: StepProbe {
  @inline(__always) func ended(_ part: StepPart) {}
}
