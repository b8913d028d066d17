import Schema

/// Weight decay, which draws weights towards zero in each step. Unlike a regularizer it is not part of the reported
/// loss.
///
/// A spec gives it as a number, or as an object if it has options besides the decay.
public struct WeightDecay: Equatable, Sendable {
  public var decay: Double
  /// True: decay·w is added to the gradient, as by the `weight_decay` of PyTorch's SGD, RMSprop and Adam.
  ///
  /// False: w ← (1 − rate·decay)·w before the update, as by Keras's `weight_decay` and PyTorch's AdamW: Loshchilov
  /// and Hutter (2019), "Decoupled Weight Decay Regularization".
  public var coupled = false
  /// Kinds of parameters that are not decayed, often biases, γ and β.
  public var exempt: [Parameter.Role] = []

  /// Whether the parameter is not decayed.
  func spares(_ parameter: Parameter) -> Bool { exempt.contains(parameter.role) }

  /// Decays a parameter, or adds to its gradient. The caller leaves out parameters for which `spares` is true.
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
    "Draws weights towards zero in each step without being part of the loss.",
    blank: WeightDecay(decay: 0),
    [
      .required("decay", \.decay, .number(.notNegative), "The strength of the decay."),
      .optional(
        "coupled", \.coupled, .boolean,
        "Add decay times w to the gradient, as PyTorch's weight_decay; false: w = (1 - learning_rate decay) w, as Keras's and AdamW's."
      ),
      .optional(
        "exempt", \.exempt, .list(of: .word),
        "Kinds of tensors that are not decayed: [\"gamma\", \"beta\"] leaves out those of normalization layers."
      ),
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
