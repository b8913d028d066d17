import Schema

/// Names and parameters as in Keras; fans as in Keras too (a convolution's count the kernel's area).
public enum InitializerSpec: Equatable, Sendable {
  case zeros
  case ones
  case constant(value: Double)
  case randomUniform(minval: Double, maxval: Double)
  case randomNormal(mean: Double, stddev: Double)
  case glorotUniform
  case glorotNormal
  case heUniform
  case heNormal
  case lecunUniform
  case lecunNormal
  case orthogonal(gain: Double)
}

extension InitializerSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case zeros, ones, constant
    case randomUniform = "random_uniform"
    case randomNormal = "random_normal"
    case glorotUniform = "glorot_uniform"
    case glorotNormal = "glorot_normal"
    case heUniform = "he_uniform"
    case heNormal = "he_normal"
    case lecunUniform = "lecun_uniform"
    case lecunNormal = "lecun_normal"
    case orthogonal
  }

  public static let choiceName = "initializer"
  public static let choiceDoc = "How a tensor starts."
  static let codec = Codec.choice(InitializerSpec.self)

  public static func alternative(_ name: Name) -> Alternative<InitializerSpec> {
    switch name {
    case .zeros: Alternative("All 0.", .zeros)
    case .ones: Alternative("All 1.", .ones)
    case .constant: Alternative(Constant.keys) { .constant(value: $0.value) }
    case .randomUniform: Alternative(Uniform.keys) { .randomUniform(minval: $0.minval, maxval: $0.maxval) }
    case .randomNormal: Alternative(Normal.keys) { .randomNormal(mean: $0.mean, stddev: $0.stddev) }
    case .glorotUniform: Alternative("Uniform within ±sqrt(6 / (fan_in + fan_out)).", .glorotUniform)
    case .glorotNormal:
      Alternative("Truncated normal of variance 2 / (fan_in + fan_out).", .glorotNormal)
    case .heUniform: Alternative("Uniform within ±sqrt(6 / fan_in).", .heUniform)
    case .heNormal: Alternative("Truncated normal of variance 2 / fan_in.", .heNormal)
    case .lecunUniform: Alternative("Uniform within ±sqrt(3 / fan_in).", .lecunUniform)
    case .lecunNormal: Alternative("Truncated normal of variance 1 / fan_in.", .lecunNormal)
    case .orthogonal: Alternative(Orthogonal.keys) { .orthogonal(gain: $0.gain) }
    }
  }

  public var stated: (name: Name, options: JSON?) {
    switch self {
    case .zeros: (.zeros, nil)
    case .ones: (.ones, nil)
    case .constant(let value): (.constant, Constant.keys.write(Constant(value: value)))
    case .randomUniform(let minval, let maxval):
      (.randomUniform, Uniform.keys.write(Uniform(minval: minval, maxval: maxval)))
    case .randomNormal(let mean, let stddev):
      (.randomNormal, Normal.keys.write(Normal(mean: mean, stddev: stddev)))
    case .glorotUniform: (.glorotUniform, nil)
    case .glorotNormal: (.glorotNormal, nil)
    case .heUniform: (.heUniform, nil)
    case .heNormal: (.heNormal, nil)
    case .lecunUniform: (.lecunUniform, nil)
    case .lecunNormal: (.lecunNormal, nil)
    case .orthogonal(let gain): (.orthogonal, Orthogonal.keys.write(Orthogonal(gain: gain)))
    }
  }
}

// Defaults are Keras's.

private struct Constant {
  var value = 0.0

  static let keys = KeyTable(
    "All the same value.", blank: Constant(), [.optional("value", \.value, .number(.any), "The value.")])
}

private struct Uniform {
  var minval = -0.05
  var maxval = 0.05

  static let keys = KeyTable(
    "Uniform between two bounds.", blank: Uniform(),
    [
      .optional("minval", \.minval, .number(.any), "The lower bound."),
      .optional("maxval", \.maxval, .number(.any), "The upper bound."),
    ],
    rule: { uniform in
      uniform.minval <= uniform.maxval
        ? nil
        : ("minval", .emptyInterval(lowerKey: "minval", uniform.minval, upperKey: "maxval", uniform.maxval))
    })
}

private struct Normal {
  var mean = 0.0
  var stddev = 0.05

  static let keys = KeyTable(
    "Normal.", blank: Normal(),
    [
      .optional("mean", \.mean, .number(.any), "The mean."),
      .optional("stddev", \.stddev, .number(.notNegative), "The standard deviation."),
    ])
}

private struct Orthogonal {
  var gain = 1.0

  static let keys = KeyTable(
    "Orthonormal columns, or rows where the matrix is wider than high.", blank: Orthogonal(),
    [.optional("gain", \.gain, .number(.any), "The factor of the whole.")])
}
