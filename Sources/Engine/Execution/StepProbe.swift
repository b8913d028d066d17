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

/// Is told during a training step as each part ends.
public protocol StepProbe {
  mutating func ended(_ part: StepPart)
}

/// The ordinary step's: nothing is left of it once the step is specialised.
struct NoProbe: StepProbe {
  @inline(__always) func ended(_ part: StepPart) {}
}
