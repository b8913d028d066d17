import Schema

/// A layer as a spec states it: its options, and everything that follows from them and the input's shape before the
/// layer is built. It stands in the layer's own file; `LayerSpec.configurations` lists all of them.
public protocol LayerConfiguration: Equatable, Sendable {
  /// The names that specs have for such a layer, each with its keys.
  static var kinds: [LayerKind] { get }

  /// The name in a spec, one of the kinds': `batch_norm`.
  var name: String { get }
  /// The options with every default written out; nil for a kind that takes none.
  var options: JSON? { get }

  /// Checks that the layer can take such an input, and works out its output, parameters, cost and memory.
  /// - Throws: `LayerProblem` where the layer cannot take it.
  func plan(for input: SampleShape) throws(LayerProblem) -> LayerPlan

  // MARK: What few layers have

  /// The shape in which the layer, as a model's first, wants images; nil where it takes them in any.
  var wantedInput: SampleShape.Kind? { get }
  /// What the layer is for those who look at a network.
  var category: LayerCategory { get }
  /// Where the layer's output has next to no slope; nil where that is not defined.
  var saturation: Saturation? { get }
  /// The function that the layer stands for, where the layer before it can compute it on the way.
  var elementwiseFunction: ActivationFunction? { get }
  /// Whether the layer can apply the elementwise function of the next one.
  var appliesNextFunction: Bool { get }

  /// The number of values that the statistics of a training batch are taken from in each channel; nil for a layer that
  /// takes none.
  func valuesPerChannel(samples: Int, input: SampleShape) -> Int?
  /// - Parameter samples: of a training batch, perhaps the last, short one.
  /// - Throws: `LayerProblem` where the layer must not be trained on such a batch.
  func checkBatch(samples: Int, input: SampleShape) throws(LayerProblem)
}

extension LayerConfiguration {
  public var wantedInput: SampleShape.Kind? { nil }
  public var category: LayerCategory { .other }
  public var saturation: Saturation? { nil }
  public var elementwiseFunction: ActivationFunction? { nil }
  public var appliesNextFunction: Bool { false }
  public func valuesPerChannel(samples: Int, input: SampleShape) -> Int? { nil }
  public func checkBatch(samples: Int, input: SampleShape) throws(LayerProblem) {}
}

/// What a layer is for those who look at a network.
public enum LayerCategory: Equatable, Sendable {
  /// Weighted sums of its inputs: what makes a hidden layer.
  case kernel
  /// A function of its inputs without parameters.
  case activation
  /// Everything else: normalization, pooling, dropout.
  case other
}

/// A name that a spec may give a layer, with the keys of its options.
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

/// Why a layer cannot stand where it is put, and the key of its options that says so, where one does.
public struct LayerProblem: Error, Equatable {
  public let key: String?
  public let error: ShapeError

  public init(_ error: ShapeError, key: String? = nil) {
    self.key = key
    self.error = error
  }

  /// What `body` throws, blamed on a key.
  static func at<Value>(
    _ key: String?, _ body: () throws(ShapeError) -> Value
  ) throws(LayerProblem) -> Value {
    do {
      return try body()
    } catch {
      throw LayerProblem(error, key: key)
    }
  }

  /// - Parameter what: the size, as messages name it: `number of units`.
  static func checkSize(_ size: Int, _ what: String, key: String) throws(LayerProblem) {
    guard (1...ShapeError.largestSize).contains(size) else {
      throw LayerProblem(.sizeOutOfBounds(what: what, size: size), key: key)
    }
  }
}

extension ParameterOptions {
  /// - Parameters:
  ///   - name: of the tensor, as its keys begin.
  ///   - rank: the number of the tensor's axes.
  /// - Throws: `LayerProblem` where the constraint's axes are not axes of the tensor.
  func checkConstraint(of name: String, rank: Int) throws(LayerProblem) {
    guard let constraint else { return }
    try LayerProblem.at("\(name)_constraint") { () throws(ShapeError) in try constraint.check(rank: rank) }
  }
}
