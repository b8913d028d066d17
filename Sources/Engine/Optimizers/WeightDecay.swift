import Schema

/// What draws weights to zero in each step. Unlike a regularizer it is not a part of the reported loss.
///
/// A spec states it as a number, or as an object where more than the decay is stated.
public struct WeightDecay: Equatable, Sendable {
  public var decay: Double
  /// True: gradient + decay·w, the `weight_decay` of PyTorch's SGD, RMSprop and Adam.
  ///
  /// False: w ← (1 − rate·decay)·w before the update: Loshchilov and Hutter (2019), "Decoupled Weight Decay
  /// Regularization", Keras's `weight_decay`, PyTorch's AdamW.
  public var coupled = false
  /// Kinds of parameters that it leaves alone, often biases, γ and β.
  public var exempt: [Parameter.Role] = []

  func spares(_ parameter: Parameter) -> Bool { exempt.contains(parameter.role) }

  /// Draws a parameter to zero that is not spared.
  /// - Parameter rate: the step's learning rate.
  func apply(to parameter: inout Parameter, rate: Double, on executor: Executor) {
    if coupled {
      Regularizer.l2(decay / 2).addGradient(to: &parameter, on: executor)
    } else {
      executor.kernels.table.pointee.scale_values(
        parameter.value.paddedCount, Float(1 - rate * decay), parameter.value.mutablePointer)
    }
  }
}

extension WeightDecay {
  private static let keys = KeyTable(
    "What draws weights to zero in each step without being a part of the loss.",
    blank: WeightDecay(decay: 0),
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

  static let codec: Codec<WeightDecay> = {
    let object = keys.codec
    return .either(
      Codec<Double>.number(.notNegative).map({ WeightDecay(decay: $0) }, \.decay), object
    ) { weightDecay in
      weightDecay == WeightDecay(decay: weightDecay.decay)
        ? .double(weightDecay.decay) : object.write(weightDecay)
    }
  }()
}
