import Schema

/// A penalty on large weights that is added to the loss: l1·Σ|w| + l2·Σw², as in Keras
/// (https://keras.io/api/layers/regularizers/).
///
/// As in Keras, the reported losses of training and evaluation contain the penalties: a loss is the mean over the
/// batch plus the penalties of all trainable parameters.
public enum Regularizer: Equatable, Sendable {
  case l1(Double)
  case l2(Double)
  case l1l2(l1: Double, l2: Double)

  /// The factors of Σ|w| and Σw².
  private var factors: (l1: Double, l2: Double) {
    switch self {
    case .l1(let l1): (l1, 0)
    case .l2(let l2): (0, l2)
    case .l1l2(let l1, let l2): (l1, l2)
    }
  }

  /// l1·Σ|w| + l2·Σw² over the tensor's elements w.
  func penalty(of tensor: Tensor, kernels: Kernels) -> Double {
    let (table, count, (l1, l2)) = (kernels.table, tensor.paddedCount, factors)
    let magnitudes = l1 == 0 ? 0 : l1 * table.pointee.sum_of_magnitudes(count, tensor.pointer)
    let squares = l2 == 0 ? 0 : l2 * table.pointee.sum_of_squares(count, tensor.pointer)
    return magnitudes + squares
  }

  /// Adds the penalty's gradient, l1·sign w + 2·l2·w, to the parameter's gradient. The derivative of |w| at 0 is
  /// taken as 0.
  func addGradient(to parameter: inout Parameter, on executor: Executor) {
    let (count, (l1, l2)) = (parameter.value.paddedCount, factors)
    executor.parallel(
      count, step: FloatStorage.lanes, cost: 2 * count,
      with: (
        l1: Float(l1), l2: Float(l2), weights: parameter.value.pointer,
        gradient: parameter.gradient.mutablePointer
      )
    ) { work, slice, worker in
      let start = slice.lowerBound
      worker.kernels.pointee.add_penalty_gradient(
        slice.count, work.l1, work.l2, work.weights + start, work.gradient + start)
    }
  }
}

extension Regularizer: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case l1, l2
    case l1l2 = "l1_l2"
  }

  public static let choiceName = "regularizer"
  public static let choiceDoc = "A penalty on large weights that is added to the loss."
  static let codec = Codec.choice(Regularizer.self)

  public static func alternative(_ name: Name) -> Alternative<Regularizer> {
    switch name {
    case .l1: Alternative(Factors.l1Keys) { .l1($0.l1) }
    case .l2: Alternative(Factors.l2Keys) { .l2($0.l2) }
    case .l1l2: Alternative(Factors.keys) { .l1l2(l1: $0.l1, l2: $0.l2) }
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) {
    switch self {
    case .l1(let l1): (.l1, Factors.l1Keys.write(Factors(l1: l1)))
    case .l2(let l2): (.l2, Factors.l2Keys.write(Factors(l2: l2)))
    case .l1l2(let l1, let l2): (.l1l2, Factors.keys.write(Factors(l1: l1, l2: l2)))
    }
  }
}

/// The options of all regularizers. The defaults, which a spec gets by the bare name, are those of Keras.
private struct Factors {
  var l1 = 0.01
  var l2 = 0.01

  static let l1Keys = KeyTable("l1 times the sum of |w|.", blank: Factors(), [l1Key])
  static let l2Keys = KeyTable("l2 times the sum of w^2.", blank: Factors(), [l2Key])
  static let keys = KeyTable(
    "l1 times the sum of |w| plus l2 times the sum of w^2.", blank: Factors(), [l1Key, l2Key])

  private static let l1Key = TableKey<Factors>.optional(
    "l1", \.l1, .number(.notNegative), "The factor of the sum of |w|.")
  private static let l2Key = TableKey<Factors>.optional(
    "l2", \.l2, .number(.notNegative), "The factor of the sum of w^2.")
}
