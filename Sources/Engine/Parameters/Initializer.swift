import Schema

/// How the initial values of a parameter are chosen. Names and scales are those of Keras
/// (https://keras.io/api/layers/initializers/).
public enum Initializer: Equatable, Sendable {
  case zeros
  case ones
  case constant(Double)
  case randomUniform(minval: Double, maxval: Double)
  case randomNormal(mean: Double, stddev: Double)
  /// Var(w) = 2/(fan in + fan out): Glorot and Bengio (2010).
  case glorotUniform, glorotNormal
  /// Var(w) = 2/fan in: He et al. (2015).
  case heUniform, heNormal
  /// Var(w) = 1/fan in: LeCun et al. (1998).
  case lecunUniform, lecunNormal
  /// `gain` times a matrix with orthonormal columns, or with orthonormal rows if it has more columns than rows: Saxe
  /// et al. (2014).
  case orthogonal(gain: Double)
  /// Uniform within ±1/√fan in: what torch.nn.Linear, Conv2d and (with its number of units as the fan) LSTM do unless
  /// told otherwise, for kernels and biases. https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
  case torchDefault
  /// Var(w) = scale/n, where n is one of the fans: the family of the Glorot, He and LeCun initializers.
  case varianceScaling(VarianceScaling)
  /// Normally distributed, where values beyond two deviations are drawn again.
  case truncatedNormal(mean: Double, stddev: Double)

  /// The fans of a kernel: the number of inputs that a unit sums over, and the number of units that an input reaches.
  /// For a convolution both include the kernel's area as a factor.
  public struct Fans: Equatable, Sendable {
    public let input: Int
    public let output: Int
    public init(input: Int, output: Int) {
      self.input = input
      self.output = output
    }

    /// The fans of a vector, as Keras counts them: its length for both.
    public static func vector(_ count: Int) -> Fans { Fans(input: count, output: count) }
  }

  /// Fills a vector; its length is used for both fans, as in Keras.
  func fill(_ vector: inout Tensor, from stream: RandomStream) {
    fill(&vector, fans: .vector(vector.count), from: stream)
  }

  /// Fills a tensor in row-major order with values from the start of the stream.
  public func fill(_ tensor: inout Tensor, fans: Fans, from stream: RandomStream) {
    var stream = stream
    switch self {
    case .zeros: tensor.fill { 0 }
    case .ones: tensor.fill { 1 }
    case .constant(let value): tensor.fill { Float(value) }
    case .randomUniform(let minval, let maxval):
      tensor.fill { Float(minval + (maxval - minval) * stream.uniform()) }
    case .randomNormal(let mean, let stddev):
      tensor.fill { Float(mean + stddev * stream.normal()) }
    case .glorotUniform: fillUniform(&tensor, variance: 2 / Double(fans.input + fans.output), from: &stream)
    case .heUniform: fillUniform(&tensor, variance: 2 / Double(fans.input), from: &stream)
    case .lecunUniform: fillUniform(&tensor, variance: 1 / Double(fans.input), from: &stream)
    case .glorotNormal: fillNormal(&tensor, variance: 2 / Double(fans.input + fans.output), from: &stream)
    case .heNormal: fillNormal(&tensor, variance: 2 / Double(fans.input), from: &stream)
    case .lecunNormal: fillNormal(&tensor, variance: 1 / Double(fans.input), from: &stream)
    case .orthogonal(let gain): fillOrthogonal(&tensor, gain: gain, from: &stream)
    case .torchDefault:
      let limit = 1 / Double(fans.input).squareRoot()
      tensor.fill { Float(limit * (2 * stream.uniform() - 1)) }
    case .varianceScaling(let scaling):
      let variance = scaling.variance(fans)
      switch scaling.distribution {
      case .truncatedNormal: fillNormal(&tensor, variance: variance, from: &stream)
      case .untruncatedNormal: tensor.fill { Float(variance.squareRoot() * stream.normal()) }
      case .uniform: fillUniform(&tensor, variance: variance, from: &stream)
      }
    case .truncatedNormal(let mean, let stddev):
      tensor.fill { Float(mean + stddev * stream.truncatedNormal()) }
    }
  }

  /// Uniform in (−a, a) with a = √(3 · variance), since such numbers have the variance a²/3.
  private func fillUniform(_ tensor: inout Tensor, variance: Double, from stream: inout RandomStream) {
    let limit = (3 * variance).squareRoot()
    tensor.fill { Float(limit * (2 * stream.uniform() - 1)) }
  }

  /// Standard deviation of a standard normal distribution that is cut off at two deviations. Keras divides by it, so
  /// that the result has the wanted variance.
  private static let truncatedDeviation = 0.87962566103423978

  private func fillNormal(_ tensor: inout Tensor, variance: Double, from stream: inout RandomStream) {
    let deviation = variance.squareRoot() / Self.truncatedDeviation
    tensor.fill { Float(deviation * stream.truncatedNormal()) }
  }
}

extension Initializer {
  /// Whether an initializer in a spec draws random numbers.
  /// - Parameter json: its name, or an object with its name as the only key.
  static func isRandom(_ json: JSON) -> Bool {
    let name: String?
    switch json {
    case .string(let text): name = text
    case .object(let members): name = members.first?.name
    case .null, .boolean, .number, .array: name = nil
    }
    return switch name.flatMap(Name.init(rawValue:)) {
    case .zeros, .ones, .constant, nil: false
    case .randomUniform, .randomNormal, .glorotUniform, .glorotNormal, .heUniform, .heNormal, .lecunUniform,
      .lecunNormal, .orthogonal, .torchDefault, .varianceScaling, .truncatedNormal:
      true
    }
  }
}

extension Tensor {
  fileprivate mutating func fill(_ next: () -> Float) {
    let start = mutablePointer
    for index in 0..<count { start[index] = next() }
  }
}

extension Initializer: OneKeyChoice {
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
    case torchDefault = "torch_default"
    case varianceScaling = "variance_scaling"
    case truncatedNormal = "truncated_normal"
  }

  public static let choiceName = "initializer"
  public static let choiceDoc = "How a tensor starts."
  public static let codec = Codec.choice(Initializer.self)

  public static func alternative(_ name: Name) -> Alternative<Initializer> {
    switch name {
    case .zeros: Alternative("All 0.", .zeros)
    case .ones: Alternative("All 1.", .ones)
    case .constant: Alternative(Constant.keys) { .constant($0.value) }
    case .randomUniform: Alternative(Uniform.keys) { .randomUniform(minval: $0.minval, maxval: $0.maxval) }
    case .randomNormal: Alternative(Normal.keys) { .randomNormal(mean: $0.mean, stddev: $0.stddev) }
    case .glorotUniform: Alternative("Uniform within ±sqrt(6 / (fan_in + fan_out)).", .glorotUniform)
    case .glorotNormal:
      Alternative("Truncated normal with the variance 2 / (fan_in + fan_out).", .glorotNormal)
    case .heUniform: Alternative("Uniform within ±sqrt(6 / fan_in).", .heUniform)
    case .heNormal: Alternative("Truncated normal with the variance 2 / fan_in.", .heNormal)
    case .lecunUniform: Alternative("Uniform within ±sqrt(3 / fan_in).", .lecunUniform)
    case .lecunNormal: Alternative("Truncated normal with the variance 1 / fan_in.", .lecunNormal)
    case .orthogonal: Alternative(Orthogonal.keys) { .orthogonal(gain: $0.gain) }
    case .torchDefault:
      Alternative(
        "Uniform within ±1 / sqrt(fan_in), PyTorch's default; for a bias it is the fan_in of the layer's kernel, and in an lstm the number of units counts for every tensor.",
        .torchDefault)
    case .varianceScaling: Alternative(VarianceScaling.keys, Initializer.varianceScaling)
    case .truncatedNormal:
      Alternative(Normal.truncatedKeys) { .truncatedNormal(mean: $0.mean, stddev: $0.stddev) }
    }
  }

  public var nameAndOptions: (name: Name, options: JSON?) {
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
    case .torchDefault: (.torchDefault, nil)
    case .varianceScaling(let scaling): (.varianceScaling, VarianceScaling.keys.write(scaling))
    case .truncatedNormal(let mean, let stddev):
      (.truncatedNormal, Normal.truncatedKeys.write(Normal(mean: mean, stddev: stddev)))
    }
  }
}

// The options of the initializers. The defaults are those of Keras.

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
    "Normally distributed.", blank: Normal(),
    [
      .optional("mean", \.mean, .number(.any), "The mean."),
      .optional("stddev", \.stddev, .number(.notNegative), "The standard deviation."),
    ])
  static let truncatedKeys = KeyTable(
    "Normally distributed; values beyond two standard deviations are drawn again.", blank: Normal(),
    [
      .optional("mean", \.mean, .number(.any), "The mean."),
      .optional(
        "stddev", \.stddev, .number(.notNegative),
        "The standard deviation before the cut; that of the values is 0.88 times as large."),
    ])
}

private struct Orthogonal {
  var gain = 1.0

  static let keys = KeyTable(
    "A matrix with orthonormal columns, or with orthonormal rows if it has more columns than rows.",
    blank: Orthogonal(),
    [.optional("gain", \.gain, .number(.any), "A factor for all values.")])
}
