/// Limits gradients before a step uses them, as Keras's optimizers do with `clipvalue`, `clipnorm` and `global_clipnorm`
/// (https://keras.io/api/optimizers/). Penalties of regularizers are part of the gradients, weight decay is not.
public enum GradientClipping: Equatable, Sendable {
  /// Each element to −limit...limit.
  case value(Double)
  /// Each parameter's gradient with a greater norm is scaled down to this one.
  case norm(Double)
  /// All gradients together, seen as one vector, likewise: Pascanu, Mikolov and Bengio (2013).
  case globalNorm(Double)

  /// The factor for all gradients that their common norm asks for. One that is not finite makes them all NaN, as in
  /// Keras.
  func globalFactor(_ network: inout Network, on executor: Executor) -> Double {
    guard case .globalNorm(let limit) = self else { return 1 }
    var squares = 0.0
    network.forEachParameter { _, parameter in
      if parameter.isTrainable { squares += Self.squares(of: parameter, on: executor) }
    }
    let norm = squares.squareRoot()
    return norm.isFinite ? Self.factor(norm: norm, limit: limit) : .nan
  }

  func apply(to parameter: inout Parameter, globalFactor: Double, on executor: Executor) {
    let (table, count) = (executor.kernels.table, parameter.gradient.paddedCount)
    switch self {
    case .value(let limit): table.pointee.clip_values(count, Float(limit), parameter.gradient.mutablePointer)
    case .norm(let limit):
      let norm = Self.squares(of: parameter, on: executor).squareRoot()
      Self.scale(&parameter.gradient, by: Self.factor(norm: norm, limit: limit), on: executor)
    case .globalNorm: Self.scale(&parameter.gradient, by: globalFactor, on: executor)
    }
  }

  private static func squares(of parameter: Parameter, on executor: Executor) -> Double {
    executor.kernels.table.pointee.sum_of_squares(parameter.gradient.paddedCount, parameter.gradient.pointer)
  }

  /// Written so that a norm of NaN stays one.
  private static func factor(norm: Double, limit: Double) -> Double { norm <= limit ? 1 : limit / norm }

  private static func scale(_ gradient: inout Tensor, by factor: Double, on executor: Executor) {
    guard factor != 1 else { return }
    executor.kernels.table.pointee.scale_values(gradient.paddedCount, Float(factor), gradient.mutablePointer)
  }
}
