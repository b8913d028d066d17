import Schema

/// A layer as a spec describes it: its options, and what follows from them and from the input's shape before the
/// layer is built. A configuration is in its layer's file or in `Layer+Configuration.swift`;
/// `LayerSpec.configurations` lists all.
public protocol LayerConfiguration: Equatable, Sendable {
  /// The names that a spec can give such a layer, each with its keys.
  static var kinds: [LayerKind] { get }

  /// The layer's name in a spec, which is the name of one of the kinds: `batch_norm`.
  var name: String { get }
  /// The options with every default written out; nil for a kind without options.
  var options: JSON? { get }

  /// Checks that the layer can take such an input, and works out its output, parameters, cost and memory.
  /// - Throws: `LayerProblem` if the layer cannot take it.
  func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan

  // MARK: Properties with a default, which few layers replace

  /// The kind of shape in which images are given to the layer if it is the first of the model; nil if it takes any
  /// kind.
  var wantedInput: SampleShape.Kind? { get }
  /// What the layer counts as when a network is described or inspected.
  var category: LayerCategory { get }
  /// The outputs at which the layer's function has almost no slope; nil if that is not defined for the layer.
  var saturation: Saturation? { get }
  /// The function that the layer computes, if the previous layer can compute it together with its own output.
  var elementwiseFunction: ActivationFunction? { get }
  /// Whether the layer can apply the elementwise function of the next one.
  var appliesNextFunction: Bool { get }

  /// False: the optimizer leaves the layer's parameters as they are, with their constraints, and their regularizers are no
  /// part of the loss, as in Keras. Gradients pass through the layer.
  var isTrainable: Bool { get }

  /// Whether a sample's output in inference depends on the other samples of the batch.
  var infersByBatch: Bool { get }
  /// Whether training draws random numbers in the layer. Its initial values do not count.
  var isRandomInTraining: Bool { get }

  /// Options that are allowed but probably mistakes.
  /// - Parameter input: an input that `plan` accepts.
  func warnings(for input: SampleShape) -> [LayerWarning]
  /// Number of values in each channel from which the statistics of a training batch are computed; nil for a layer that
  /// computes none.
  func valuesPerChannel(samples: Int, input: SampleShape) -> Int?
  /// Checks that the layer can be trained on batches of this size.
  /// - Parameter samples: the size of a training batch; the last batch of an epoch may be shorter than the others.
  /// - Throws: `LayerProblem` if it cannot.
  func checkBatch(samples: Int, input: SampleShape) throws(LayerProblem)
}

extension LayerConfiguration {
  public var wantedInput: SampleShape.Kind? { nil }
  public var category: LayerCategory { .other }
  public var saturation: Saturation? { nil }
  public var elementwiseFunction: ActivationFunction? { nil }
  public var appliesNextFunction: Bool { false }
  public var isTrainable: Bool { true }
  public var infersByBatch: Bool { false }
  public var isRandomInTraining: Bool { false }
  public func warnings(for input: SampleShape) -> [LayerWarning] { [] }
  public func valuesPerChannel(samples: Int, input: SampleShape) -> Int? { nil }
  public func checkBatch(samples: Int, input: SampleShape) throws(LayerProblem) {}
}

/// What a layer counts as when a network is described or inspected.
public enum LayerCategory: Equatable, Sendable {
  /// Weighted sums of the inputs; such a layer counts as a hidden layer.
  case kernel
  /// A function of the inputs without parameters.
  case activation
  /// Everything else, such as normalization, pooling and dropout.
  case other
}

extension TableKey {
  /// The key `trainable` of a layer with weights.
  static func trainable(_ property: WritableKeyPath<Root, Bool> & Sendable) -> TableKey {
    optional(
      "trainable", property, .boolean,
      "False: the layer's weights do not change; constraints and weight decay leave them alone, and regularizers do not count. Gradients pass through the layer."
    ).leftOutAtDefault
  }
}

/// A name that a spec can give a layer, with the keys of its options.
public struct LayerKind: Sendable {
  public let name: String
  let alternative: Alternative<LayerSpec>

  init<Options>(
    _ name: String, _ keys: KeyTable<Options>,
    _ configuration: @escaping @Sendable (Options) -> any LayerConfiguration
  ) {
    self.name = name
    alternative = Alternative(keys) { LayerSpec(configuration($0)) }
  }

  init<Configuration: LayerConfiguration>(_ name: String, _ keys: KeyTable<Configuration>) {
    self.init(name, keys) { $0 }
  }

  /// A kind without options.
  init(_ name: String, _ doc: String, _ configuration: any LayerConfiguration) {
    self.name = name
    alternative = Alternative(doc, LayerSpec(configuration))
  }
}

/// Why a layer does not fit its place in the model, and the option that is to blame, if there is one.
public struct LayerProblem: Error, Equatable {
  /// The key of the option that is to blame; nil if it is not a single one.
  public let key: String?
  public let error: ShapeError

  public init(_ error: ShapeError, key: String? = nil) {
    self.key = key
    self.error = error
  }

  /// Calls `body`; an error that it throws is blamed on the key.
  static func at<Value>(
    _ key: String?, _ body: () throws(ShapeError) -> Value
  ) throws(LayerProblem) -> Value {
    do {
      return try body()
    } catch {
      throw LayerProblem(error, key: key)
    }
  }

  /// - Parameters:
  ///   - what: what the size is, for the message: `number of units`.
  ///   - key: the key to blame.
  /// - Throws: `LayerProblem` if the size is not in 1...`ShapeError.largestSize`.
  static func checkSize(_ size: Int, _ what: String, key: String) throws(LayerProblem) {
    guard (1...ShapeError.largestSize).contains(size) else {
      throw LayerProblem(.sizeOutOfBounds(what: what, size: size), key: key)
    }
  }
}

extension ParameterOptions {
  /// - Parameters:
  ///   - name: the start of the keys, which names the tensor: `kernel`.
  ///   - rank: the tensor's number of axes.
  /// - Throws: `LayerProblem` if the tensor lacks one of the constraint's axes.
  func checkConstraint(of name: String, rank: Int) throws(LayerProblem) {
    guard let constraint else { return }
    try LayerProblem.at("\(name)_constraint") { () throws(ShapeError) in try constraint.check(rank: rank) }
  }
}
