/// What follows from a layer's configuration and the shape of its input: output, parameters, cost and memory. It is
/// known before anything is allocated.
public struct LayerPlan: Sendable {
  public let configuration: any LayerConfiguration
  public let input: SampleShape
  public let output: SampleShape
  /// Number of parameters that an optimizer changes.
  public let trainableCount: Int
  /// Number of parameters that no optimizer changes, including moving statistics.
  public let nonTrainableCount: Int
  /// Multiply-adds in a forward pass of one sample. It is a double, so that no product of sizes overflows.
  public let cost: Double
  public let memory: Memory
  private let make: (@Sendable (inout LayerContext) -> any Layer)?

  /// - Parameters:
  ///   - trainableCount: the number of parameters that are trained if the configuration allows it.
  ///   - output: nil if the output has the input's shape.
  ///   - cost: nil for one operation per output.
  ///   - make: builds the layer; nil for a layer that changes nothing, such as `flatten` after a dense layer.
  init(
    _ configuration: any LayerConfiguration, input: SampleShape, output: SampleShape? = nil,
    trainableCount: Int = 0, nonTrainableCount: Int = 0, cost: Double? = nil, memory: Memory = Memory(),
    make: (@Sendable (inout LayerContext) -> any Layer)?
  ) {
    self.configuration = configuration
    self.input = input
    self.output = output ?? input
    self.trainableCount = configuration.isTrainable ? trainableCount : 0
    self.nonTrainableCount = nonTrainableCount + (configuration.isTrainable ? 0 : trainableCount)
    self.cost = cost ?? Double(self.output.count)
    self.memory = memory
    self.make = make
  }

  /// The name of the layer in a spec.
  public var name: String { configuration.name }
  /// The options that are not at their defaults, in the spec's own notation: `units 50, use_bias false`.
  public var notableOptions: String { LayerSpec(configuration).notableOptions }
  /// Whether the output equals the input, so that no layer is built.
  public var changesNothing: Bool { make == nil }

  /// Builds the layer with its initial weights; nil for a layer that changes nothing.
  public func build(in context: inout LayerContext) -> (any Layer)? {
    guard var layer = make?(&context) else { return nil }
    if !configuration.isTrainable { layer.forEachParameter { $0.isTrainable = false } }
    return layer
  }

  /// The memory that training needs besides parameters and outputs, in floats.
  public struct Memory: Sendable {
    /// The floats that training keeps for each sample.
    public var perSample = 0
    /// The floats that the layer needs for each sample in the memory that all layers share.
    public var workspacePerSample = 0
    /// The floats of scratch memory that each thread needs for batches of this number of samples.
    public var scratch: @Sendable (_ samples: Int, _ kernels: Kernels) -> Int = { _, _ in 0 }
  }
}

/// What a layer is built with besides its configuration: the run's seed, and the layer's place among the layers of
/// its kind (with a kernel, normalization, dropout). Random numbers depend on these two alone. So two runs that
/// differ only in layers of one kind have the same random numbers in all other layers.
public struct LayerContext {
  /// The run's seed.
  public let seed: UInt64
  /// The elementwise function that the layer has to apply to its output.
  public var function = ActivationFunction.linear
  private var kernels = Counter()
  private var normalizations = Counter()
  private var dropouts = Counter()

  public init(seed: UInt64) {
    self.seed = seed
  }

  private struct Counter {
    private var count = 0
    mutating func next() -> Int {
      count += 1
      return count - 1
    }
  }

  /// The place of the layer to be built among the layers with a kernel, counted from 0.
  mutating func nextKernel() -> Int { kernels.next() }
  /// The place of the layer to be built among the normalization layers, counted from 0.
  mutating func nextNormalization() -> Int { normalizations.next() }
  /// The place of the layer to be built among the dropout layers, counted from 0. A layer with the rate 0 counts too,
  /// so that its rate does not change the masks of other layers.
  mutating func nextDropout() -> Int { dropouts.next() }
}
