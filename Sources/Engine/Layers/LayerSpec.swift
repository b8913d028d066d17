import Schema

/// One entry of a spec's `model`: the configuration of any kind of layer.
public struct LayerSpec: Equatable, Sendable {
  public let configuration: any LayerConfiguration

  public init(_ configuration: any LayerConfiguration) {
    self.configuration = configuration
  }

  /// Every layer that a spec can name, in the order of messages and of the JSON Schema. A new layer needs a line here.
  static let configurations: [any LayerConfiguration.Type] = [
    Dense.Configuration.self,
    Conv2D.Configuration.self,
    LSTM.Configuration.self,
    BatchNorm.Configuration.self,
    LayerNorm.Configuration.self,
    GroupNorm.Configuration.self,
    InstanceNorm.Configuration.self,
    LocalResponseNorm.Configuration.self,
    Pooling.Configuration.self,
    GlobalAveragePool2D.Configuration.self,
    Flatten.Configuration.self,
    Dropout.Configuration.self,
    Activation.Configuration.self,
    Softmax.Configuration.self,
    LinearUnit.Configuration.self,
  ]

  public static func == (one: LayerSpec, other: LayerSpec) -> Bool {
    func isEqual<Configuration: LayerConfiguration>(_ configuration: Configuration) -> Bool {
      other.configuration as? Configuration == configuration
    }
    return isEqual(one.configuration)
  }
}

extension LayerSpec {
  /// The layer's name in a spec: `batch_norm`.
  public var name: String { configuration.name }

  /// - Throws: `LayerProblem` if the layer cannot take such an input.
  public func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan {
    try configuration.plan(for: input)
  }

  /// Whether an initializer of the layer draws random numbers. One of a tensor that is switched off counts too.
  public var hasRandomInitialValues: Bool {
    guard case .object(let members)? = configuration.options else { return false }
    return members.contains { $0.name.hasSuffix("_initializer") && Initializer.isRandom($0.value) }
  }

  /// The options that are not at their defaults, in the spec's own notation: `units 50, use_bias false`.
  public var notableOptions: String {
    guard case .object(let members)? = configuration.options,
      let shape = Self.kinds.first(where: { $0.name == name })?.alternative.options
    else { return "" }
    return members.filter { $0.value != shape[$0.name]?.defaultValue }.map {
      "\($0.name) \(Self.plain($0.value))"
    }
    .joined(separator: ", ")
  }

  /// The value as JSON, but a string without its quotes.
  private static func plain(_ value: JSON) -> String {
    if case .string(let text) = value { return text }
    return value.compact
  }

  /// The kinds of all configurations.
  static let kinds = configurations.flatMap { $0.kinds }

  public static let codec = Codec<LayerSpec>.choice(
    "layer", "A layer of the model: its name, or an object with its name as the only key.",
    kinds.map { ($0.name, $0.alternative) }
  ) { ($0.name, $0.configuration.options) }
}
