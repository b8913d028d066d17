import Schema

/// Keras's initializer of this name, with its arguments: values with the variance scale/n, where n is one of the fans or
/// their mean. https://keras.io/api/layers/initializers/#variancescaling-class
public struct VarianceScaling: Equatable, Sendable {
  public var scale = 1.0
  public var mode = Mode.fanIn
  public var distribution = Distribution.truncatedNormal

  public enum Mode: String, CaseIterable, Sendable {
    case fanIn = "fan_in"
    case fanOut = "fan_out"
    /// The mean of both.
    case fanAvg = "fan_avg"
  }

  public enum Distribution: String, CaseIterable, Sendable {
    /// Cut off at two deviations, and widened so that the variance is right after the cut.
    case truncatedNormal = "truncated_normal"
    case untruncatedNormal = "untruncated_normal"
    case uniform
  }

  static let keys = KeyTable(
    "Values with the variance scale / n, where n is one of the fans: glorot_uniform is scale 1, fan_avg, uniform; he_normal is scale 2, fan_in, truncated_normal.",
    blank: VarianceScaling(),
    [
      .optional("scale", \.scale, .number(.positive), "The variance times n."),
      .optional(
        "mode", \.mode, .word,
        "What n is: the number of inputs of a unit, the number of units that an input reaches, or the mean of both."
      ),
      .optional(
        "distribution", \.distribution, .word,
        "How the values are distributed: normally with values beyond two deviations drawn again, normally without a limit, or uniformly."
      ),
    ])

  func variance(_ fans: Initializer.Fans) -> Double {
    switch mode {
    case .fanIn: scale / Double(fans.input)
    case .fanOut: scale / Double(fans.output)
    case .fanAvg: 2 * scale / Double(fans.input + fans.output)
    }
  }
}
