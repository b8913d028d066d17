import Schema

/// A limit on gradients, applied before a step uses them, in one of the three ways of Keras's optimizers
/// (https://keras.io/api/optimizers/). The gradients contain those of regularizers' penalties, but not weight decay.
public enum GradientClipping: Equatable, Sendable {
  /// `clipvalue`: each element is limited to −limit...limit.
  case value(Double)
  /// `clipnorm`: the gradient of each parameter is scaled down to this norm if its norm is larger.
  case norm(Double)
  /// `global_clipnorm`: all gradients together, as one vector, are scaled down to this norm if their norm is larger:
  /// Pascanu, Mikolov and Bengio (2013).
  case globalNorm(Double)

  /// The factor that scales all gradients so that their common norm is at most the limit; 1 for the other ways of
  /// clipping. NaN if the norm is not finite, so that all gradients become NaN, as in Keras.
  func globalFactor(_ network: inout Network, on executor: Executor) -> Double {
    guard case .globalNorm(let limit) = self else { return 1 }
    var squares = 0.0
    network.forEachParameter { _, parameter in
      if parameter.isTrainable { squares += Self.squares(of: parameter, on: executor) }
    }
    let norm = squares.squareRoot()
    return norm.isFinite ? Self.factor(norm: norm, limit: limit) : .nan
  }

  /// Clips the gradient of a parameter.
  /// - Parameter globalFactor: the result of `globalFactor` for the whole network.
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
  /// The limits in a spec, one key for each way of clipping; at most one of them may be set.
  struct Limits: Sendable {
    var value: Double?
    var norm: Double?
    var globalNorm: Double?

    static let keys: [TableKey<Limits>] = [
      .optional(
        "clipvalue", \.value, .nullable(.number(.positive)),
        "Each element of the gradients is limited to -clipvalue...clipvalue; null: no limit."),
      .optional(
        "clipnorm", \.norm, .nullable(.number(.positive)),
        "The gradient of each tensor is scaled down to this norm if its norm is larger; null: no limit."),
      .optional(
        "global_clipnorm", \.globalNorm, .nullable(.number(.positive)),
        "All gradients together are scaled down to this norm if their common norm is larger; null: no limit."),
    ]

    /// The problem if more than one limit is set, which Keras refuses too; otherwise nil.
    var problem: (key: String, reason: SpecProblem.Reason)? {
      let ways = zip(Self.keys.map(\.name), [value, norm, globalNorm])
      let given = ways.filter { $0.1 != nil }
      return given.count > 1 ? (given[1].0, .onlyOneOf(ways.map(\.0))) : nil
    }

    /// The first limit that is set; nil if there is none.
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
