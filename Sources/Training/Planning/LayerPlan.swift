import Engine
import Experiments

/// Why a layer cannot stand where it is put, and the key of its options that says so, where one does.
struct LayerProblem: Error {
  let key: String?
  let error: ShapeError

  /// What `body` throws, blamed on a key.
  static func at<Value>(
    _ key: String?, _ body: () throws(ShapeError) -> Value
  ) throws(LayerProblem) -> Value {
    do {
      return try body()
    } catch {
      throw LayerProblem(key: key, error: error)
    }
  }
}

extension NetworkPlan.Layer {
  /// - Throws: `LayerProblem` where the layer cannot take such an input.
  init(_ spec: LayerSpec, input: SampleShape) throws(LayerProblem) {
    self =
      switch spec {
      case .dense(let dense): try Self.dense(dense, input)
      case .conv2d(let conv): try Self.conv2d(conv, input)
      case .lstm(let lstm): try Self.lstm(lstm, input)
      case .batchNorm(let norm): try Self.batchNorm(norm, input)
      case .layerNorm(let norm): try Self.layerNorm(norm, input)
      case .groupNorm(let norm): try Self.groupNorm(norm, input)
      case .maxPool2D(let pool): try Self.pooling(spec, .max, pool, input)
      case .averagePool2D(let pool): try Self.pooling(spec, .average, pool, input)
      case .globalAveragePool2D: try Self.globalAveragePool(input)
      case .flatten:
        if case .features = input {
          Self(spec, .identity, input, output: input)
        } else {
          Self(spec, .flatten, input, output: .features(input.count))
        }
      case .dropout(let dropout): Self(spec, .dropout(rate: dropout.rate), input, output: input)
      case .activation(let activation): try Self.activation(activation, input)
      case .linearUnit(let unit): Self(spec, .linearUnit(LinearUnitFunction(unit)), input, output: input)
      }
  }

  private init(
    _ spec: LayerSpec, _ form: NetworkPlan.Form, _ input: SampleShape, output: SampleShape,
    trainable: Int = 0, nonTrainable: Int = 0
  ) {
    self.init(
      spec: spec, form: form, input: input, output: output, trainableCount: trainable,
      nonTrainableCount: nonTrainable)
  }

  private static func problem(_ error: ShapeError, key: String? = nil) -> LayerProblem {
    LayerProblem(key: key, error: error)
  }

  private static func checkSize(_ size: Int, _ what: String, key: String) throws(LayerProblem) {
    guard (1...ShapeError.largestSize).contains(size) else {
      throw problem(.sizeOutOfBounds(what: what, size: size), key: key)
    }
  }

  /// - Parameter tensors: with the beginnings of their keys, and their ranks.
  private static func checkConstraints(
    _ tensors: [(key: String, spec: ParameterSpec, rank: Int)]
  ) throws(LayerProblem) {
    for tensor in tensors {
      guard let constraint = tensor.spec.constraint else { continue }
      try LayerProblem.at("\(tensor.key)_constraint") { () throws(ShapeError) in
        try Constraint(constraint).check(rank: tensor.rank)
      }
    }
  }

  // MARK: Layers with kernels

  private static func dense(_ dense: DenseSpec, _ input: SampleShape) throws(LayerProblem) -> Self {
    try checkSize(dense.units, "number of units", key: "units")
    let (inputs, steps): (Int, Int?)
    let output: SampleShape
    switch input {
    case .features(let features): (inputs, steps, output) = (features, nil, .features(dense.units))
    case .sequence(let count, let features):
      (inputs, steps, output) = (features, count, .sequence(steps: count, features: dense.units))
    case .image: throw problem(.needsFeatures(input))
    }
    let weights = try LayerProblem.at("units") { () throws(ShapeError) in
      _ = try elementCount(steps ?? 1, dense.units, what: "values a sample")
      return try elementCount(inputs, dense.units, what: "weights")
    }
    try checkConstraints([("kernel", dense.kernel, 2)] + (dense.useBias ? [("bias", dense.bias, 1)] : []))
    return Self(
      .dense(dense), .dense(dense, inputs: inputs, steps: steps), input, output: output,
      trainable: weights + (dense.useBias ? dense.units : 0))
  }

  private static func conv2d(_ conv: Conv2DSpec, _ input: SampleShape) throws(LayerProblem) -> Self {
    guard case .image(let channels, let height, let width) = input else { throw problem(.needsImage(input)) }
    try checkSize(conv.filters, "number of filters", key: "filters")
    let window = try LayerProblem.at(nil) { () throws(ShapeError) in
      try Window(conv, height: height, width: width)
    }
    let weights = try LayerProblem.at(nil) { () throws(ShapeError) in
      _ = try elementCount(conv.filters, window.output.height, window.output.width, what: "values a sample")
      return try elementCount(
        channels, conv.filters, window.kernel.height, window.kernel.width, what: "weights")
    }
    try checkConstraints([("kernel", conv.kernel, 4)] + (conv.useBias ? [("bias", conv.bias, 1)] : []))
    return Self(
      .conv2d(conv), .conv2d(conv, channels: channels, window), input,
      output: window.outputShape(channels: conv.filters),
      trainable: weights + (conv.useBias ? conv.filters : 0))
  }

  private static func lstm(_ lstm: LSTMSpec, _ input: SampleShape) throws(LayerProblem) -> Self {
    guard case .sequence(let steps, let features) = input else { throw problem(.needsSequence(input)) }
    let counts = try LayerProblem.at("units") { () throws(ShapeError) in
      try LSTM.parameterCount(
        steps: steps, features: features, units: lstm.units, configuration: LSTM.Configuration(lstm))
    }
    try checkConstraints(
      [("kernel", lstm.kernel, 2), ("recurrent", lstm.recurrent, 2)]
        + (lstm.useBias ? [("bias", lstm.bias, 1)] : []))
    return Self(
      .lstm(lstm), .lstm(lstm, steps: steps, features: features), input,
      output: lstm.returnSequences ? .sequence(steps: steps, features: lstm.units) : .features(lstm.units),
      trainable: counts.trainable, nonTrainable: counts.nonTrainable)
  }

  // MARK: Normalization

  private static func batchNorm(_ norm: BatchNormSpec, _ input: SampleShape) throws(LayerProblem) -> Self {
    var configuration = BatchNorm.Configuration(norm)
    let axis = try LayerProblem.at("axis") { () throws(ShapeError) in try input.axis(norm.axis) }
    configuration.axis = axis
    let channels = input.dimensions[axis - 1]
    let affine = try affineCount(norm.affine, shape: [channels])
    return Self(
      .batchNorm(norm), .batchNorm(configuration), input, output: input,
      trainable: norm.trainable ? affine : 0, nonTrainable: 2 * channels + (norm.trainable ? 0 : affine))
  }

  private static func layerNorm(_ norm: LayerNormSpec, _ input: SampleShape) throws(LayerProblem) -> Self {
    let axes = try LayerProblem.at("axis") { () throws(ShapeError) in
      try LayerNorm.axes(norm.axis?.axes ?? [input.channelAxis], of: input)
    }
    return Self(
      .layerNorm(norm), .layerNorm(norm, axes: axes), input, output: input,
      trainable: try affineCount(norm.affine, shape: axes.map { input.dimensions[$0 - 1] }))
  }

  private static func groupNorm(_ norm: GroupNormSpec, _ input: SampleShape) throws(LayerProblem) -> Self {
    try LayerProblem.at("groups") { () throws(ShapeError) in
      try GroupNorm.check(groups: norm.groups, shape: input)
    }
    return Self(
      .groupNorm(norm), .groupNorm(norm), input, output: input,
      trainable: try affineCount(norm.affine, shape: [input.dimensions[input.channelAxis - 1]]))
  }

  /// The elements of γ and β of this shape, as far as they are there.
  private static func affineCount(_ affine: AffineSpec, shape: [Int]) throws(LayerProblem) -> Int {
    try checkConstraints(
      (affine.scale ? [("gamma", affine.gamma, shape.count)] : [])
        + (affine.center ? [("beta", affine.beta, shape.count)] : []))
    return ((affine.scale ? 1 : 0) + (affine.center ? 1 : 0)) * shape.reduce(1, *)
  }

  // MARK: Layers without parameters

  private static func pooling(
    _ spec: LayerSpec, _ kind: Pooling.Kind, _ pool: PoolSpec, _ input: SampleShape
  ) throws(LayerProblem) -> Self {
    guard case .image(let channels, let height, let width) = input else { throw problem(.needsImage(input)) }
    let window = try LayerProblem.at(nil) { () throws(ShapeError) in
      try Window(pool, height: height, width: width)
    }
    return Self(
      spec, .pooling(kind, channels: channels, window), input, output: window.outputShape(channels: channels))
  }

  private static func globalAveragePool(_ input: SampleShape) throws(LayerProblem) -> Self {
    guard case .image(let channels, let height, let width) = input else { throw problem(.needsImage(input)) }
    let window = try LayerProblem.at(nil) { () throws(ShapeError) in
      try GlobalAveragePool2D.window(height: height, width: width)
    }
    return Self(
      .globalAveragePool2D, .globalAveragePool(channels: channels, window), input,
      output: .features(channels))
  }

  private static func activation(
    _ activation: ActivationSpec, _ input: SampleShape
  ) throws(LayerProblem) -> Self {
    let form: NetworkPlan.Form
    if let function = ActivationFunction(activation) {
      form = .activation(function)
    } else {
      switch input {
      case .features(let features): form = .softmax(steps: nil, features: features)
      case .sequence(let steps, let features): form = .softmax(steps: steps, features: features)
      case .image: throw problem(.needsFeatures(input))
      }
    }
    return Self(.activation(activation), form, input, output: input)
  }
}

extension Window {
  fileprivate init(_ conv: Conv2DSpec, height: Int, width: Int) throws(ShapeError) {
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

  fileprivate init(_ pool: PoolSpec, height: Int, width: Int) throws(ShapeError) {
    try self.init(
      input: Size(height: height, width: width), kernel: Size(pool.poolSize),
      strides: Size(pool.strides ?? pool.poolSize), padding: .valid)
  }
}

extension Window.Size {
  fileprivate init(_ size: Size2D) {
    self.init(height: size.height, width: size.width)
  }
}
