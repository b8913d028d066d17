/// A penalty on large weights that is added to the loss: l1·Σ|w| + l2·Σw², as in Keras
/// (https://keras.io/api/layers/regularizers/).
///
/// As there, the reported losses contain it, of training as of evaluation: the batch's mean loss plus the penalties of
/// all trainable parameters.
public struct Regularizer: Equatable, Sendable {
  public var l1: Double
  public var l2: Double

  public init(l1: Double = 0, l2: Double = 0) {
    self.l1 = l1
    self.l2 = l2
  }

  func penalty(of tensor: Tensor, kernels: Kernels) -> Double {
    let (table, count) = (kernels.table, tensor.paddedCount)
    let magnitudes = l1 == 0 ? 0 : l1 * table.pointee.sum_of_magnitudes(count, tensor.pointer)
    let squares = l2 == 0 ? 0 : l2 * table.pointee.sum_of_squares(count, tensor.pointer)
    return magnitudes + squares
  }

  /// Adds l1·sign w + 2·l2·w, with 0 for the derivative of |w| at 0.
  func addGradient(to parameter: inout Parameter, on executor: Executor) {
    let count = parameter.value.paddedCount
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

extension Network {
  /// Whether some trainable parameter has a regularizer.
  var hasPenalties: Bool {
    var copy = self
    var found = false
    copy.forEachParameter { found = found || ($1.isTrainable && $1.regularizer != nil) }
    return found
  }

  /// The penalties of all trainable parameters.
  public func penalty(kernels: Kernels = .best) -> Double {
    var copy = self
    var sum = 0.0
    copy.forEachParameter { _, parameter in
      guard parameter.isTrainable, let regularizer = parameter.regularizer else { return }
      sum += regularizer.penalty(of: parameter.value, kernels: kernels)
    }
    return sum
  }

  /// Adds the penalties' gradients to those of the parameters.
  /// - Returns: the penalties.
  mutating func addPenaltyGradients(on executor: Executor) -> Double {
    var sum = 0.0
    forEachParameter { _, parameter in
      guard parameter.isTrainable, let regularizer = parameter.regularizer else { return }
      sum += regularizer.penalty(of: parameter.value, kernels: executor.kernels)
      regularizer.addGradient(to: &parameter, on: executor)
    }
    return sum
  }
}
