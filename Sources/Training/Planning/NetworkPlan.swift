import Engine
import Experiments

/// A model with every shape worked out: what `bnlab show` prints, and what a network is built from.
///
/// Making a plan checks all shapes and sizes and allocates nothing.
public struct NetworkPlan: Equatable, Sendable {
  public struct Layer: Equatable, Sendable {
    public let spec: LayerSpec
    /// The layer with its shapes checked, ready to build.
    public let form: Form
    public let input: SampleShape
    public let output: SampleShape
    /// Parameters that an optimizer changes.
    public let trainableCount: Int
    /// Parameters that stay as they are, and moving statistics.
    public let nonTrainableCount: Int
  }

  /// A layer of the model together with what its input decides.
  public enum Form: Equatable, Sendable {
    case dense(DenseSpec, inputs: Int)
    case conv2d(Conv2DSpec, channels: Int, Window)
    case batchNorm(BatchNormSpec)
    case pooling(Pooling.Kind, channels: Int, Window)
    case flatten
    case activation(ActivationFunction)
    case softmax(features: Int)
    /// Changes nothing, such as `flatten` behind a dense layer.
    case identity
  }

  public let inputShape: SampleShape
  public let layers: [Layer]
  public let loss: LossSpec

  public var outputShape: SampleShape { layers.last?.output ?? inputShape }
  public var trainableCount: Int { layers.reduce(0) { $0 + $1.trainableCount } }
  public var nonTrainableCount: Int { layers.reduce(0) { $0 + $1.nonTrainableCount } }

  /// - Throws: `PlanError` at the first layer that cannot stand where it is put.
  public init(model: [LayerSpec], loss: LossSpec, inputShape: SampleShape) throws(PlanError) {
    self.inputShape = inputShape
    self.loss = loss
    var layers: [Layer] = []
    var shape = inputShape
    for (index, spec) in model.enumerated() {
      do {
        let layer = try Self.layer(spec, input: shape)
        layers.append(layer)
        shape = layer.output
      } catch {
        throw PlanError(keyPath: "model[\(index)]", problem: .shape(layer: spec.name, error))
      }
    }
    self.layers = layers
    try Self.check(loss, output: shape, lastLayer: model.count - 1)
  }

  private static func layer(_ spec: LayerSpec, input: SampleShape) throws(ShapeError) -> Layer {
    switch spec {
    case .dense(let dense):
      guard case .features(let features) = input else { throw .needsFeatures(input) }
      try checkSize(dense.units, "number of units")
      let weights = try elementCount(features, dense.units, what: "weights")
      return Layer(
        spec: spec, form: .dense(dense, inputs: features), input: input, output: .features(dense.units),
        trainableCount: weights + (dense.useBias ? dense.units : 0), nonTrainableCount: 0)
    case .conv2d(let conv):
      guard case .image(let channels, let height, let width) = input else { throw .needsImage(input) }
      try checkSize(conv.filters, "number of filters")
      let window = try Window(conv, height: height, width: width)
      let weights = try elementCount(
        channels, conv.filters, window.kernel.height, window.kernel.width, what: "weights")
      let output = window.outputShape(channels: conv.filters)
      _ = try elementCount(conv.filters, window.output.height, window.output.width, what: "values a sample")
      return Layer(
        spec: spec, form: .conv2d(conv, channels: channels, window), input: input, output: output,
        trainableCount: weights + (conv.useBias ? conv.filters : 0), nonTrainableCount: 0)
    case .batchNorm(let norm):
      // Features and images both have their channels behind the batch's axis; −1 is the same axis of features.
      let rank = input.dimensions.count + 1
      if let axis = norm.axis, axis != 1, axis + rank != 1 {
        throw .axisOutOfRange(axis: axis, allowed: 1, shape: input)
      }
      let channels = input.dimensions[0]
      let affine = ((norm.scale ? 1 : 0) + (norm.center ? 1 : 0)) * channels
      return Layer(
        spec: spec, form: .batchNorm(norm), input: input, output: input,
        trainableCount: norm.trainable ? affine : 0,
        nonTrainableCount: 2 * channels + (norm.trainable ? 0 : affine))
    case .maxPool2D(let pool), .averagePool2D(let pool):
      let kind: Pooling.Kind = if case .maxPool2D = spec { .max } else { .average }
      guard case .image(let channels, let height, let width) = input else { throw .needsImage(input) }
      let window = try Window(pool, height: height, width: width)
      return Layer(
        spec: spec, form: .pooling(kind, channels: channels, window), input: input,
        output: window.outputShape(channels: channels), trainableCount: 0, nonTrainableCount: 0)
    case .flatten:
      let form: Form = if case .image = input { .flatten } else { .identity }
      return Layer(
        spec: spec, form: form, input: input, output: .features(input.count), trainableCount: 0,
        nonTrainableCount: 0)
    case .activation(let activation):
      let form: Form
      if let function = ActivationFunction(activation) {
        form = .activation(function)
      } else {
        guard case .features(let features) = input else { throw .needsFeatures(input) }
        form = .softmax(features: features)
      }
      return Layer(
        spec: spec, form: form, input: input, output: input, trainableCount: 0, nonTrainableCount: 0)
    }
  }

  private static func checkSize(_ size: Int, _ what: String) throws(ShapeError) {
    guard (1...ShapeError.largestSize).contains(size) else { throw .sizeOutOfBounds(what: what, size: size) }
  }

  private static func check(_ loss: LossSpec, output: SampleShape, lastLayer: Int) throws(PlanError) {
    let place = "model[\(lastLayer)]"
    guard case .features(let count) = output else {
      throw PlanError(keyPath: place, problem: .outputIsNotFlat(output))
    }
    switch loss {
    case .binaryCrossentropy:
      guard count == 1 else { throw PlanError(keyPath: place, problem: .binaryOutputs(count)) }
    case .categoricalCrossentropy:
      guard count >= 2 else { throw PlanError(keyPath: place, problem: .categoricalOutputs(count)) }
    }
  }
}

extension Window {
  init(_ conv: Conv2DSpec, height: Int, width: Int) throws(ShapeError) {
    let padding: Padding =
      switch conv.padding {
      case .valid: .valid
      case .same: .same
      case .pixels(let pixels): .pixels(pixels)
      }
    try self.init(
      input: Size(height: height, width: width), kernel: Size(conv.kernelSize), strides: Size(conv.strides),
      padding: padding)
  }

  init(_ pool: PoolSpec, height: Int, width: Int) throws(ShapeError) {
    try self.init(
      input: Size(height: height, width: width), kernel: Size(pool.poolSize),
      strides: Size(pool.strides ?? pool.poolSize), padding: .valid)
  }
}

extension Window.Size {
  init(_ size: Size2D) {
    self.init(height: size.height, width: size.width)
  }
}
