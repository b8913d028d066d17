/// A part of a training step. The cases are in the order in which the parts finish; backward parts run from the last
/// layer to the first.
public enum StepPart: Hashable, Sendable {
  /// Bringing the batch's samples and targets together.
  case gathering
  /// Forward of the network's entry with this index.
  case forward(Int)
  /// The loss, and its gradient with respect to the network's output.
  case loss
  /// Backward of the network's entry with this index.
  case backward(Int)
  /// The optimizer's update, including the regularizers' penalties before it.
  case update
}

/// An observer of a training step: it is told when each part ends, and shown the batches between the layers.
public protocol StepProbe {
  /// Called when a part of the step has ended.
  mutating func ended(_ part: StepPart)

  /// Called before each layer's backward, from the last layer to the first, with the output of the network's entry
  /// with this index and the gradient of the batch's mean loss with respect to that output. If the gradient with
  /// respect to the batch itself is computed, a last call has the index nil and the batch as output. Both batches are
  /// valid only during the call.
  mutating func reached(_ index: Int?, output: Batch, gradient: Batch)
}

extension StepProbe {
  @inline(__always) public func reached(_ index: Int?, output: Batch, gradient: Batch) {}
}

/// The probe of an ordinary step. It does nothing, and the compiler removes its calls when it specialises the step.
struct NoProbe: StepProbe {
  /// Gives the value an address, without which the instrumentation of ThreadSanitizer ends the program.
  private let place: UInt8 = 0

  @inline(__always) func ended(_ part: StepPart) {}
}
