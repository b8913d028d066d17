import CKernels

/// What training minimises: the mean over a batch of the samples' losses.
///
/// The cross-entropies take logits: with the final sigmoid or softmax folded in, nothing needs clipping.
public enum Loss: Equatable, Sendable {
  /// −log p of a label 0 or 1 with p = sigmoid(x); one output a sample. https://keras.io/api/losses/probabilistic_losses/
  case binaryCrossentropy
  /// −log softmax(x) at the label; one output a class.
  case categoricalCrossentropy
  /// The mean of (x − target)² over a sample's outputs. https://keras.io/api/losses/regression_losses/
  case meanSquaredError

  /// Whether answers can be right or wrong; else `Totals.right` is 0 and the accuracy means nothing.
  public var hasAccuracy: Bool {
    switch self {
    case .binaryCrossentropy, .categoricalCrossentropy: true
    case .meanSquaredError: false
    }
  }

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
  ///   - outputs: the logits, [samples, classes] or [samples, 1], or what is compared with values, [samples, outputs].
  ///   - targets: of the loss's kind: labels in 0..<classes, or values.
  ///   - losses: room for a float a sample.
  func evaluate(
    outputs: Batch, targets: Targets, gradient: Batch?, losses: UnsafeMutablePointer<Float>,
    on executor: Executor
  ) -> Totals {
    let kernels = executor.kernels.table
    let scale = 1 / Float(outputs.samples)
    let (samples, columns) = (outputs.samples, outputs.shape.count)
    var right = 0
    switch (self, targets) {
    case (.binaryCrossentropy, .labels(let labels)):
      right = kernels.pointee.sigmoid_cross_entropy(
        samples, outputs.pointer, outputs.stride, labels, scale, losses, gradient?.pointer)
    case (.categoricalCrossentropy, .labels(let labels)):
      right = kernels.pointee.softmax_cross_entropy(
        samples, columns, outputs.pointer, outputs.stride, labels, scale, losses, gradient?.pointer)
    case (.meanSquaredError, .values(let values)):
      kernels.pointee.squared_error(
        samples, columns, outputs.pointer, outputs.stride, values, scale, losses, gradient?.pointer)
    case (.binaryCrossentropy, .values), (.categoricalCrossentropy, .values), (.meanSquaredError, .labels):
      preconditionFailure("the targets are not of the loss's kind")
    }
    var sum = 0.0
    for sample in 0..<samples { sum += Double(losses[sample]) }
    return Totals(loss: sum, right: right, samples: samples)
  }

  func evaluate(
    outputs: Batch, labels: UnsafePointer<Int32>, gradient: Batch?, losses: UnsafeMutablePointer<Float>,
    on executor: Executor
  ) -> Totals {
    evaluate(outputs: outputs, targets: .labels(labels), gradient: gradient, losses: losses, on: executor)
  }
}
