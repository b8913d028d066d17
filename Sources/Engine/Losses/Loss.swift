import CKernels

/// What training minimises: the mean over a batch of the samples' losses.
///
/// Both take logits: with the final sigmoid or softmax folded in, nothing needs clipping.
public enum Loss: Equatable, Sendable {
  /// −log p of a label 0 or 1 with p = sigmoid(x); one output a sample. https://keras.io/api/losses/probabilistic_losses/
  case binaryCrossentropy
  /// −log softmax(x) at the label; one output a class.
  case categoricalCrossentropy

  /// The sums over a batch.
  public struct Totals: Equatable, Sendable {
    public var loss: Double
    public var right: Int
    public var samples: Int

    public init(loss: Double = 0, right: Int = 0, samples: Int = 0) {
      self.loss = loss
      self.right = right
      self.samples = samples
    }

    public static func += (total: inout Totals, more: Totals) {
      total.loss += more.loss
      total.right += more.right
      total.samples += more.samples
    }

    public var meanLoss: Double { loss / Double(samples) }
    public var accuracy: Double { Double(right) / Double(samples) }
  }

  /// The batch's summed loss and right answers; with a `gradient`, writes that of the mean loss there.
  ///
  /// The sum runs over the samples in their order, each sample's loss a float, in double precision.
  /// - Parameters:
  ///   - outputs: the logits, [samples, classes] or [samples, 1].
  ///   - labels: one a sample, in 0..<classes.
  ///   - losses: room for a float a sample.
  func evaluate(
    outputs: Batch, labels: UnsafePointer<Int32>, gradient: Batch?, losses: UnsafeMutablePointer<Float>,
    on executor: Executor
  ) -> Totals {
    let kernels = executor.kernels.table
    let scale = 1 / Float(outputs.samples)
    let right =
      switch self {
      case .binaryCrossentropy:
        kernels.pointee.sigmoid_cross_entropy(
          outputs.samples, outputs.pointer, outputs.stride, labels, scale, losses, gradient?.pointer)
      case .categoricalCrossentropy:
        kernels.pointee.softmax_cross_entropy(
          outputs.samples, outputs.shape.count, outputs.pointer, outputs.stride, labels, scale, losses,
          gradient?.pointer)
      }
    var sum = 0.0
    for sample in 0..<outputs.samples { sum += Double(losses[sample]) }
    return Totals(loss: sum, right: right, samples: outputs.samples)
  }
}
