/// What a layer's configuration and its input decide together, known before anything is allocated.
public struct LayerPlan: Sendable {
  public let configuration: any LayerConfiguration
  public let input: SampleShape
  public let output: SampleShape
  /// The number of parameters that an optimizer changes.
  public let trainableCount: Int
  /// The number of parameters that stay as they are, moving statistics included.
  public let nonTrainableCount: Int
  /// Multiply-adds of a forward pass of one sample; a double, which no product of sizes overflows.
  public let cost: Double
  public let memory: Memory
  private let make: (@Sendable (inout LayerContext) -> any Layer)?

  /// - Parameters:
  ///   - cost: nil: one operation for each output.
  ///   - make: builds the layer; nil for one that changes nothing, such as `flatten` after a dense layer.
  init(
    _ configuration: any LayerConfiguration, input: SampleShape, output: SampleShape? = nil,
    trainableCount: Int = 0, nonTrainableCount: Int = 0, cost: Double? = nil, memory: Memory = Memory(),
    make: (@Sendable (inout LayerContext) -> any Layer)?
  ) {
    self.configuration = configuration
    self.input = input
    self.output = output ?? input
    self.trainableCount = trainableCount
    self.nonTrainableCount = nonTrainableCount
    self.cost = cost ?? Double(self.output.count)
    self.memory = memory
    self.make = make
  }

  /// The name of the layer in a spec.
  public var name: String { configuration.name }
  /// The options that are not at their defaults, in the spec's own notation: `units 50, use_bias false`.
  public var notableOptions: String { LayerSpec(configuration).notableOptions }
  public var changesNothing: Bool { make == nil }

  /// The layer with its initial weights; nil for one that changes nothing.
  public func build(in context: inout LayerContext) -> (any Layer)? { make?(&context) }

  /// The memory of training besides parameters and outputs, in floats.
  public struct Memory: Sendable {
    /// What training keeps of each sample.
    public var perSample = 0
    /// What the layer needs of the memory that all layers share, for each sample.
    public var workspacePerSample = 0
    /// The scratch memory of each thread for batches of so many samples.
    public var scratch: @Sendable (_ samples: Int, _ kernels: Kernels) -> Int = { _, _ in 0 }
  }
}

/// What a layer is built with besides its configuration: the seed, and its place among the layers of its category, by
/// which its random numbers are drawn. So runs that differ in one category of layers are pairs in the others.
public struct LayerContext {
  /// The run's seed.
  public let seed: UInt64
  /// The elementwise function that the layer has to apply to its output.
  public var function = ActivationFunction.linear
  private var kernels = Places()
  private var normalizations = Places()
  private var dropouts = Places()

  public init(seed: UInt64) {
    self.seed = seed
  }

  private struct Places {
    private var count = 0
    mutating func next() -> Int {
      count += 1
      return count - 1
    }
  }

  /// The place among the layers with a kernel.
  mutating func nextKernel() -> Int { kernels.next() }
  /// The place among the normalization layers.
  mutating func nextNormalization() -> Int { normalizations.next() }
  /// The place among the dropout layers; one with a rate of 0 counts, so that its rate does not change others' masks.
  mutating func nextDropout() -> Int { dropouts.next() }
}
