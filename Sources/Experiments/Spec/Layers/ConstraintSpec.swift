import Schema

/// What weights are brought back to after each step. Names, defaults and the numbering of axes as in Keras: axis 0 of a
/// dense kernel are its inputs, axes 0, 1 and 2 of a convolution's are height, width and input channels.
public enum ConstraintSpec: Equatable, Sendable {
  case maxNorm(maxValue: Double, axis: AxesSpec)
  case nonNeg
  case unitNorm(axis: AxesSpec)
  case minMaxNorm(minValue: Double, maxValue: Double, rate: Double, axis: AxesSpec)
}

extension ConstraintSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case maxNorm = "max_norm"
    case nonNeg = "non_neg"
    case unitNorm = "unit_norm"
    case minMaxNorm = "min_max_norm"
  }

  public static let choiceName = "constraint"
  public static let choiceDoc = "What weights are brought back to after each step."
  static let codec = Codec.choice(ConstraintSpec.self)

  public static func alternative(_ name: Name) -> Alternative<ConstraintSpec> {
    switch name {
    case .maxNorm: Alternative(Norm.maxKeys) { .maxNorm(maxValue: $0.maxValue, axis: $0.axis) }
    case .nonNeg: Alternative("Negative weights become 0.", .nonNeg)
    case .unitNorm: Alternative(Norm.unitKeys) { .unitNorm(axis: $0.axis) }
    case .minMaxNorm:
      Alternative(Norm.minMaxKeys) {
        .minMaxNorm(minValue: $0.minValue, maxValue: $0.maxValue, rate: $0.rate, axis: $0.axis)
      }
    }
  }

  public var stated: (name: Name, options: JSON?) {
    switch self {
    case .maxNorm(let maxValue, let axis):
      (.maxNorm, Norm.maxKeys.write(Norm(maxValue: maxValue, axis: axis)))
    case .nonNeg: (.nonNeg, nil)
    case .unitNorm(let axis): (.unitNorm, Norm.unitKeys.write(Norm(axis: axis)))
    case .minMaxNorm(let minValue, let maxValue, let rate, let axis):
      (
        .minMaxNorm,
        Norm.minMaxKeys.write(Norm(minValue: minValue, maxValue: maxValue, rate: rate, axis: axis))
      )
    }
  }
}

/// The options of all constraints on norms.
private struct Norm {
  var minValue = 0.0
  var maxValue = 1.0
  var rate = 1.0
  var axis = AxesSpec.one(0)

  static let maxKeys = KeyTable(
    "Norms above max_value are scaled down to it.", blank: Norm(maxValue: 2), [maxValueKey, axisKey])

  static let unitKeys = KeyTable("Every norm becomes 1.", blank: Norm(), [axisKey])

  static let minMaxKeys = KeyTable(
    "Norms outside of the range go the share rate of the way to it.", blank: Norm(),
    [
      .optional("min_value", \.minValue, .number(.notNegative), "The least norm."), maxValueKey,
      .optional(
        "rate", \.rate, .number(.fraction), "1: norms are brought into the range at once; 0: never."),
      axisKey,
    ],
    rule: { norm in
      norm.minValue <= norm.maxValue
        ? nil
        : (
          "min_value",
          .emptyInterval(lowerKey: "min_value", norm.minValue, upperKey: "max_value", norm.maxValue)
        )
    })

  private static let maxValueKey = TableKey<Norm>.optional(
    "max_value", \.maxValue, .number(.notNegative), "The greatest norm.")
  private static let axisKey = TableKey<Norm>.optional(
    "axis", \.axis, .axes,
    "The axes along which norms are taken, an integer or a list, as Keras numbers them: 0 of a dense kernel are the inputs of each unit, [0, 1, 2] of a convolution's those of each filter."
  )
}
