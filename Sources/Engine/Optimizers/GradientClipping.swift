import Schema

/// Limits gradients before a step uses them, in one of the three ways of Keras's optimizers
/// (https://keras.io/api/optimizers/). Penalties of regularizers are part of the gradients, weight decay is not.
public enum GradientClipping: Equatable, Sendable {
  /// `clipvalue`: each element is limited to −limit...limit.
  case value(Double)
  /// `clipnorm`: each parameter's gradient with a greater norm is scaled down to this norm.
  case norm(Double)
  /// `global_clipnorm`: all gradients together, as one vector, are scaled down to this norm: Pascanu, Mikolov and Bengio
  /// (2013).
  case globalNorm(Double)

  /// The factor that brings the norm of all gradients together down to the limit. A norm that is not finite makes all
  /// gradients NaN, as in Keras.
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

  /// Written so that a norm of NaN gives NaN.
  private static func factor(norm: Double, limit: Double) -> Double { norm <= limit ? 1 : limit / norm }

  private static func scale(_ gradient: inout Tensor, by factor: Double, on executor: Executor) {
    guard factor != 1 else { return }
    executor.kernels.table.pointee.scale_values(gradient.paddedCount, Float(factor), gradient.mutablePointer)
  }
}

extension GradientClipping {
  /// A limit for each way of clipping, as specs state them.
  struct Limits: Sendable {
    var value: Double?
    var norm: Double?
    var globalNorm: Double?

    static let keys: [TableKey<Limits>] = [
      .optional(
        "clipvalue", \.value, .nullable(.number(.positive)),
        "Each element of the gradients is limited to -clipvalue...clipvalue; null: not."),
      .optional(
        "clipnorm", \.norm, .nullable(.number(.positive)),
        "Each tensor's gradient with a greater norm is scaled down to it; null: not."),
      .optional(
        "global_clipnorm", \.globalNorm, .nullable(.number(.positive)),
        "All gradients together with a greater norm are scaled down to it; null: not."),
    ]

    /// More than one way of clipping, which Keras refuses too.
    var problem: (key: String, reason: SpecProblem.Reason)? {
      let ways = zip(Self.keys.map(\.name), [value, norm, globalNorm])
      let stated = ways.filter { $0.1 != nil }
      return stated.count > 1 ? (stated[1].0, .onlyOneOf(ways.map(\.0))) : nil
    }

    /// The first way that is stated.
    var clipping: GradientClipping? {
      value.map(GradientClipping.value) ?? norm.map(GradientClipping.norm)
        ?? globalNorm.map(GradientClipping.globalNorm)
    }
  }
}

extension GradientClipping.Limits {
  init(_ clipping: GradientClipping?) {
    switch clipping {
    case .value(let limit): value = limit
    case .norm(let limit): norm = limit
    case .globalNorm(let limit): globalNorm = limit
    case nil: break
    }
  }
}
