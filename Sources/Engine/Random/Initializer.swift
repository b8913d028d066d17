/// How a parameter's first values are drawn; names and scales as in Keras (https://keras.io/api/layers/initializers/).
public enum Initializer: Equatable, Sendable {
  case zeros
  case ones
  case constant(Float)
  case randomUniform(minimum: Double, maximum: Double)
  case randomNormal(mean: Double, deviation: Double)
  /// Var(w) = 2/(fan in + fan out): Glorot and Bengio (2010).
  case glorotUniform, glorotNormal
  /// Var(w) = 2/fan in: He et al. (2015).
  case heUniform, heNormal
  /// Var(w) = 1/fan in: LeCun et al. (1998).
  case lecunUniform, lecunNormal
  /// `gain` times a matrix with orthonormal columns, or rows where it is wider than high: Saxe et al. (2014).
  case orthogonal(gain: Double)

  /// A kernel's fans: the inputs that a unit sums over and the units that an input reaches, a convolution's times the
  /// kernel's area.
  public struct Fans: Equatable, Sendable {
    public let input: Int
    public let output: Int
    public init(input: Int, output: Int) {
      self.input = input
      self.output = output
    }

    /// Of a vector, as Keras counts them.
    public static func vector(_ count: Int) -> Fans { Fans(input: count, output: count) }
  }

  /// Fills a tensor in row-major order.
  public func fill(_ tensor: inout Tensor, fans: Fans, from stream: RandomStream) {
    var stream = stream
    switch self {
    case .zeros: tensor.fill { 0 }
    case .ones: tensor.fill { 1 }
    case .constant(let value): tensor.fill { value }
    case .randomUniform(let minimum, let maximum):
      tensor.fill { Float(minimum + (maximum - minimum) * stream.uniform()) }
    case .randomNormal(let mean, let deviation):
      tensor.fill { Float(mean + deviation * stream.normal()) }
    case .glorotUniform: fillUniform(&tensor, variance: 2 / Double(fans.input + fans.output), from: &stream)
    case .heUniform: fillUniform(&tensor, variance: 2 / Double(fans.input), from: &stream)
    case .lecunUniform: fillUniform(&tensor, variance: 1 / Double(fans.input), from: &stream)
    case .glorotNormal: fillNormal(&tensor, variance: 2 / Double(fans.input + fans.output), from: &stream)
    case .heNormal: fillNormal(&tensor, variance: 2 / Double(fans.input), from: &stream)
    case .lecunNormal: fillNormal(&tensor, variance: 1 / Double(fans.input), from: &stream)
    case .orthogonal(let gain): fillOrthogonal(&tensor, gain: gain, from: &stream)
    }
  }

  /// U(−a, a) has the variance a²/3.
  private func fillUniform(_ tensor: inout Tensor, variance: Double, from stream: inout RandomStream) {
    let limit = (3 * variance).squareRoot()
    tensor.fill { Float(limit * (2 * stream.uniform() - 1)) }
  }

  /// A normal cut off at two deviations keeps this share of its deviation, which Keras divides out.
  private static let truncatedDeviation = 0.87962566103423978

  private func fillNormal(_ tensor: inout Tensor, variance: Double, from stream: inout RandomStream) {
    let deviation = variance.squareRoot() / Self.truncatedDeviation
    tensor.fill { Float(deviation * stream.truncatedNormal()) }
  }
}

extension Tensor {
  fileprivate mutating func fill(_ next: () -> Float) {
    let start = mutablePointer
    for index in 0..<count { start[index] = next() }
  }
}
