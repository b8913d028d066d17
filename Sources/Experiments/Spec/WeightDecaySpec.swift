import Schema

/// What draws weights to zero in each step; written as a number or, with more than the decay, as an object.
public struct WeightDecaySpec: Equatable, Sendable {
  public var decay: Double
  /// Part of the gradient, as PyTorch's SGD, RMSprop and Adam have it, instead of w ← (1 − rate·decay)·w as Keras and
  /// AdamW have it.
  public var coupled: Bool
  /// Kinds of tensors that it leaves alone.
  public var exempt: [ParameterRole]

  public init(decay: Double, coupled: Bool = false, exempt: [ParameterRole] = []) {
    self.decay = decay
    self.coupled = coupled
    self.exempt = exempt
  }
}

/// What a tensor does in its layer.
public enum ParameterRole: String, CaseIterable, Sendable {
  case kernel
  case recurrentKernel = "recurrent_kernel"
  case bias, gamma, beta
}

extension WeightDecaySpec {
  fileprivate static let keys = KeyTable(
    "What draws weights to zero in each step without being a part of the loss.",
    blank: WeightDecaySpec(decay: 0),
    [
      .required("decay", \.decay, .number(.notNegative), "How strongly."),
      .optional(
        "coupled", \.coupled, .boolean,
        "Add decay times w to the gradient, as PyTorch's weight_decay; false: w = (1 - learning_rate decay) w, as Keras's and AdamW's."
      ),
      .optional(
        "exempt", \.exempt, .list(of: .word),
        "Kinds of tensors that it leaves alone: [\"gamma\", \"beta\"] spares batch normalization's."),
    ])
}

extension Codec where Value == WeightDecaySpec {
  static var weightDecay: Codec {
    let object = WeightDecaySpec.keys.codec
    return .either(
      Codec<Double>.number(.notNegative).map({ WeightDecaySpec(decay: $0) }, \.decay), object
    ) { weightDecay in
      weightDecay == WeightDecaySpec(decay: weightDecay.decay)
        ? .double(weightDecay.decay) : object.write(weightDecay)
    }
  }
}
