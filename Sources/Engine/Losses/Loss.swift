import CKernels
import Schema

/// What training minimises: the mean of the samples' losses over a batch.
///
/// A loss with a required final activation computes that sigmoid or softmax itself. The built network therefore ends
/// before it, and the loss is computed from the logits, so that nothing needs clipping. A loss can be computed from
/// clipped probabilities all the same, as Keras does: see `ProbabilityClip`.
public enum Loss: Equatable, Sendable {
  /// −log of the probability of the label, which is 0 or 1, with the probability sigmoid(x) for 1; one output per
  /// sample. A sample may also have several such labels, with an output for each; its loss is then their mean.
  /// https://keras.io/api/losses/probabilistic_losses/
  case binaryCrossentropy(fromLogits: Bool = false, clip: ProbabilityClip? = nil)
  /// −log softmax(x) at the label; one output per class.
  case categoricalCrossentropy(fromLogits: Bool = false, clip: ProbabilityClip? = nil)
  /// The mean of (x − target)² over the outputs of a sample. https://keras.io/api/losses/regression_losses/
  case meanSquaredError

  // MARK: The model

  /// The name in specs of the layer that the model must end with; nil if any output will do.
  public var requiredActivation: String? {
    switch self {
    case .binaryCrossentropy(let fromLogits, _): fromLogits ? nil : "sigmoid"
    case .categoricalCrossentropy(let fromLogits, _): fromLogits ? nil : "softmax"
    case .meanSquaredError: nil
    }
  }

  /// Whether the loss computes the model's last layer itself, so that the built network lacks it.
  public var foldsLastLayer: Bool { requiredActivation != nil }

  /// Why a model with `count` outputs does not fit the loss; nil if it fits.
  public func problem(outputs count: Int) -> String? {
    switch self {
    case .binaryCrossentropy: nil
    case .categoricalCrossentropy:
      count >= 2
        ? nil : "\(name) needs an output for each class, at least 2, but the model has \(count)"
    case .meanSquaredError: nil
    }
  }

  // MARK: Labels

  /// Whether labels are classes, or several labels of 0 or 1, so that an answer is right or wrong. Otherwise targets are
  /// numbers, `Totals.right` is 0 and the accuracy has no meaning.
  public var hasAccuracy: Bool {
    switch self {
    case .binaryCrossentropy, .categoricalCrossentropy: true
    case .meanSquaredError: false
    }
  }

  /// Number of answers for each sample of a model with `count` outputs: each output of several labels is an answer of
  /// its own.
  public func answersPerSample(outputs count: Int) -> Int {
    switch self {
    case .binaryCrossentropy: count
    case .categoricalCrossentropy, .meanSquaredError: 1
    }
  }

  /// Number of classes that a model with `count` outputs tells apart; nil if targets are numbers or several labels.
  public func classCount(outputs count: Int) -> Int? {
    switch self {
    case .binaryCrossentropy: count == 1 ? 2 : nil
    case .categoricalCrossentropy: count
    case .meanSquaredError: nil
    }
  }

  /// The class that the built network predicts with these outputs for a sample; nil if targets are numbers or several
  /// labels.
  public func predictedClass(_ outputs: [Float]) -> Int? {
    switch self {
    case .binaryCrossentropy: outputs.count == 1 ? (outputs[0] > 0 ? 1 : 0) : nil
    case .categoricalCrossentropy: outputs.indices.max { outputs[$0] < outputs[$1] }
    case .meanSquaredError: nil
    }
  }

  // MARK: Evaluation

  /// Sums over samples: of their losses and of their right answers. A sample has one answer, or one for each of several
  /// labels.
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
    /// The accuracy if each sample has one answer.
    public var accuracy: Double { accuracy(answersPerSample: 1) }

    /// The share of right answers.
    public func accuracy(answersPerSample: Int) -> Double {
      Double(right) / Double(samples * answersPerSample)
    }
  }

  /// Sums the losses and right answers of a batch. Writes the gradient of the mean loss to `gradient`, unless it is
  /// nil.
  ///
  /// The losses of the samples are floats; they are added in the order of the samples, in double precision.
  /// - Parameters:
  ///   - outputs: the logits, [samples, classes] or [samples, 1], or the numbers to compare with values,
  ///     [samples, outputs].
  ///   - targets: labels in 0..<classes if the loss has classes, otherwise values: numbers, or 0 and 1 for several
  ///     labels.
  ///   - losses: memory for one float per sample.
  func evaluate(
    outputs: Batch, targets: Targets, gradient: Batch?, losses: UnsafeMutablePointer<Float>,
    on executor: Executor
  ) -> Totals {
    let kernels = executor.kernels.table
    let scale = 1 / Float(outputs.samples)
    let (samples, columns) = (outputs.samples, outputs.shape.count)
    var right = 0
    switch (self, targets) {
    case (.binaryCrossentropy(_, let clip), .labels(let labels)):
      right = kernels.pointee.sigmoid_cross_entropy(
        samples, outputs.pointer, outputs.stride, labels, scale, losses, gradient?.pointer)
      clip?.apply(losses, gradient: gradient?.pointer, stride: outputs.stride, samples, columns: 1)
    case (.categoricalCrossentropy(_, let clip), .labels(let labels)):
      right = kernels.pointee.softmax_cross_entropy(
        samples, columns, outputs.pointer, outputs.stride, labels, scale, losses, gradient?.pointer)
      clip?.apply(losses, gradient: gradient?.pointer, stride: outputs.stride, samples, columns: columns)
    case (.meanSquaredError, .values(let values)):
      kernels.pointee.squared_error(
        samples, columns, outputs.pointer, outputs.stride, values, scale, losses, gradient?.pointer)
    case (.binaryCrossentropy(_, let clip), .values(let values)):
      right = kernels.pointee.sigmoid_cross_entropies(
        samples, columns, outputs.pointer, outputs.stride, values, clip?.smallestLoss ?? 0,
        clip?.largestLoss ?? .infinity, scale, losses, gradient?.pointer)
    case (.categoricalCrossentropy, .values), (.meanSquaredError, .labels):
      preconditionFailure("the targets are not of the loss's kind")
    }
    var sum = 0.0
    for sample in 0..<samples { sum += Double(losses[sample]) }
    return Totals(loss: sum, right: right, samples: samples)
  }

  /// The same with labels as targets.
  func evaluate(
    outputs: Batch, labels: UnsafePointer<Int32>, gradient: Batch?, losses: UnsafeMutablePointer<Float>,
    on executor: Executor
  ) -> Totals {
    evaluate(outputs: outputs, targets: .labels(labels), gradient: gradient, losses: losses, on: executor)
  }
}

// MARK: Keys

extension Loss: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case binaryCrossentropy = "binary_crossentropy"
    case categoricalCrossentropy = "categorical_crossentropy"
    case meanSquaredError = "mean_squared_error"
  }

  public static let choiceName = "loss"
  public static let choiceDoc = "What training minimises: the mean over the samples of a batch."
  public static let codec = Codec.choice(Loss.self)

  /// The loss's name in a spec: `binary_crossentropy`.
  public var name: String { nameAndOptions.name.rawValue }

  public static func alternative(_ name: Name) -> Alternative<Loss> {
    switch name {
    case .binaryCrossentropy:
      Alternative(
        Options.keys(
          "-log of the probability of the label, which is 0 or 1; the model must end with sigmoid unless from_logits is true. A model with several outputs takes as many labels for each sample; the loss is their mean, and so is the accuracy.",
          fromLogits: "Apply a sigmoid to the model's output, whatever its last layer is.")
      ) { .binaryCrossentropy(fromLogits: $0.fromLogits, clip: $0.clip) }
    case .categoricalCrossentropy:
      Alternative(
        Options.keys(
          "-log of the probability of the integer label; the model must end with softmax unless from_logits is true.",
          fromLogits: "Apply log-softmax to the model's output, whatever its last layer is.")
      ) { .categoricalCrossentropy(fromLogits: $0.fromLogits, clip: $0.clip) }
    case .meanSquaredError:
      Alternative(
        "The mean of (output - target)^2 over the outputs of a sample; targets are numbers, and there is no accuracy.",
        .meanSquaredError)
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) {
    switch self {
    case .binaryCrossentropy(let fromLogits, let clip):
      (.binaryCrossentropy, Options.json(fromLogits, clip))
    case .categoricalCrossentropy(let fromLogits, let clip):
      (.categoricalCrossentropy, Options.json(fromLogits, clip))
    case .meanSquaredError: (.meanSquaredError, nil)
    }
  }

  private struct Options {
    var fromLogits = false
    var clip: ProbabilityClip?

    static func keys(_ doc: String, fromLogits: String) -> KeyTable<Options> {
      KeyTable(
        doc, blank: Options(),
        [
          .optional("from_logits", \.fromLogits, .boolean, fromLogits),
          .optional(
            "clip", \.clip, .nullable(ProbabilityClip.codec),
            "Compute the loss from the probabilities of the last layer, clipped to clip...1 - clip; where a probability is clipped, the gradient is 0. Keras on JAX and PyTorch does so with 1e-7. Null: no clipping."
          ),
        ],
        rule: { $0.fromLogits && $0.clip != nil ? ("clip", .onlyOneOf(["from_logits", "clip"])) : nil })
    }

    static func json(_ fromLogits: Bool, _ clip: ProbabilityClip?) -> JSON {
      keys("", fromLogits: "").write(Options(fromLogits: fromLogits, clip: clip))
    }
  }
}
