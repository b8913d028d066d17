import Schema

/// The loss that is minimised: the mean over a batch's samples.
public enum LossSpec: Equatable, Sendable {
  /// −log p of a binary label; the model ends in `sigmoid` unless `fromLogits`.
  case binaryCrossentropy(fromLogits: Bool)
  /// −log p of an integer label; the model ends in `softmax` unless `fromLogits`, which takes the last output,
  /// whatever it is, through log-softmax.
  case categoricalCrossentropy(fromLogits: Bool)
  /// The mean of (output − target)² over a sample's outputs; targets are numbers, and there is no accuracy.
  case meanSquaredError
}

extension LossSpec {
  /// The loss's name in a spec: `binary_crossentropy`.
  public var name: String { stated.name.rawValue }

  /// The activation that the model must end in; nil where any output will do.
  public var requiredActivation: ActivationSpec? {
    switch self {
    case .binaryCrossentropy(let fromLogits): fromLogits ? nil : .sigmoid
    case .categoricalCrossentropy(let fromLogits): fromLogits ? nil : .softmax
    case .meanSquaredError: nil
    }
  }
}

extension LossSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case binaryCrossentropy = "binary_crossentropy"
    case categoricalCrossentropy = "categorical_crossentropy"
    case meanSquaredError = "mean_squared_error"
  }

  public static let choiceName = "loss"
  public static let choiceDoc = "What training minimises: the mean over a batch's samples."
  static let codec = Codec.choice(LossSpec.self)

  public static func alternative(_ name: Name) -> Alternative<LossSpec> {
    switch name {
    case .binaryCrossentropy:
      Alternative(
        Options.keys(
          "-log p of a label that is 0 or 1; the model ends in sigmoid unless from_logits.",
          fromLogits: "Take the last output through a sigmoid, whatever it is.")
      ) { .binaryCrossentropy(fromLogits: $0.fromLogits) }
    case .categoricalCrossentropy:
      Alternative(
        Options.keys(
          "-log p of an integer label; the model ends in softmax unless from_logits.",
          fromLogits: "Take the last output through log-softmax, whatever it is.")
      ) { .categoricalCrossentropy(fromLogits: $0.fromLogits) }
    case .meanSquaredError:
      Alternative(
        "The mean of (output - target)^2 over a sample's outputs; targets are numbers, and there is no accuracy.",
        .meanSquaredError)
    }
  }

  public var stated: (name: Name, options: JSON?) {
    switch self {
    case .binaryCrossentropy(let fromLogits): (.binaryCrossentropy, Options.json(fromLogits))
    case .categoricalCrossentropy(let fromLogits): (.categoricalCrossentropy, Options.json(fromLogits))
    case .meanSquaredError: (.meanSquaredError, nil)
    }
  }

  private struct Options {
    var fromLogits = false

    static func keys(_ doc: String, fromLogits: String) -> KeyTable<Options> {
      KeyTable(doc, blank: Options(), [.optional("from_logits", \.fromLogits, .boolean, fromLogits)])
    }

    static func json(_ fromLogits: Bool) -> JSON {
      keys("", fromLogits: "").write(Options(fromLogits: fromLogits))
    }
  }
}
