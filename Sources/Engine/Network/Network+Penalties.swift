/// The penalties of regularizers, which are part of the loss.
extension Network {
  /// Whether at least one trainable parameter has a regularizer.
  var hasPenalties: Bool {
    var copy = self
    var found = false
    copy.forEachParameter { found = found || ($1.isTrainable && $1.regularizer != nil) }
    return found
  }

  /// The sum of the penalties of all trainable parameters.
  public func penalty(kernels: Kernels = .best) -> Double {
    var copy = self
    var sum = 0.0
    copy.forEachParameter { _, parameter in
      guard parameter.isTrainable, let regularizer = parameter.regularizer else { return }
      sum += regularizer.penalty(of: parameter.value, kernels: kernels)
    }
    return sum
  }

  /// Adds the gradients of the penalties to the gradients of the trainable parameters.
  /// - Returns: the sum of the penalties.
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
