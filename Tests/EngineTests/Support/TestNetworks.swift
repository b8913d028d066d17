@testable import Engine

/// Networks that several tests train.
enum TestNetworks {
  static let optimizers: [Optimizer.Configuration] = [
    .sgd(learningRate: 0.1, momentum: 0, nesterov: false),
    .sgd(learningRate: 0.1, momentum: 0.9, nesterov: false),
    .sgd(learningRate: 0.1, momentum: 0.9, nesterov: true),
    .rmsprop(learningRate: 0.001, rho: 0.9, epsilon: 1e-7),
    .adam(learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
  ]

  static func singleWeight(_ weight: Float) -> Network {
    var layer = Dense(inputSize: 1, outputSize: 1, useBias: false)
    layer.weight.value = Tensor(shape: [1, 1], elements: [weight])
    return Network(inputShape: .features(1), entries: [.init(name: "0", layer: layer)])
  }

  /// 6 features, dense 9 with relu, batch normalization, dense 3 logits. The names are those of a model whose second
  /// layer is the relu.
  static func smallMLP() -> Network {
    mlp(inputs: 6, hidden: 9, classes: 3)
  }

  static func mlp(inputs: Int, hidden: Int, classes: Int) -> Network {
    network(
      .features(inputs),
      [
        ("0", Dense(inputSize: inputs, outputSize: hidden, activation: .relu)),
        ("2", BatchNorm(shape: .features(hidden))),
        ("3", Dense(inputSize: hidden, outputSize: classes)),
      ])
  }

  /// LeNet's kinds of layers: convolution, batch normalization, an activation, both poolings, flattening, dense layers.
  static func convolutional(size: Int, filters: Int, classes: Int) throws(ShapeError) -> Network {
    let input = Window.Size(height: size, width: size)
    let one = Window.Size(height: 1, width: 1)
    let two = Window.Size(height: 2, width: 2)
    let three = Window.Size(height: 3, width: 3)
    let first = try Window(input: input, kernel: three, strides: one, padding: .same)
    let average = try Window(input: first.output, kernel: two, strides: two, padding: .valid)
    let second = try Window(input: average.output, kernel: three, strides: one, padding: .valid)
    let maximum = try Window(input: second.output, kernel: two, strides: two, padding: .valid)
    let flat = maximum.outputShape(channels: filters).count
    return network(
      .image(channels: 1, height: size, width: size),
      [
        ("0", Conv2D(inputChannels: 1, filters: filters, window: first)),
        ("1", BatchNorm(shape: first.outputShape(channels: filters))),
        ("2", Activation(.tanh, shape: first.outputShape(channels: filters))),
        ("3", Pooling(.average, channels: filters, window: average)),
        ("4", Conv2D(inputChannels: filters, filters: filters, window: second, activation: .tanh)),
        ("6", Pooling(.max, channels: filters, window: maximum)),
        ("7", Flatten(inputShape: maximum.outputShape(channels: filters))),
        ("8", Dense(inputSize: flat, outputSize: 20, activation: .sigmoid)),
        ("10", BatchNorm(shape: .features(20))),
        ("11", Dense(inputSize: 20, outputSize: classes)),
      ])
  }

  private static func network(_ shape: SampleShape, _ layers: [(String, any Layer)]) -> Network {
    var network = Network(
      inputShape: shape, entries: layers.map { Network.Entry(name: $0.0, layer: $0.1) })
    var index = 0
    network.forEachParameter { _, parameter in
      guard parameter.value.shape.count > 1 else { return }
      let shape = parameter.value.shape
      let fans = Initializer.Fans(input: shape[1...].reduce(1, *), output: shape[0])
      Initializer.glorotUniform.fill(
        &parameter.value, fans: fans, from: RandomStream(seed: 1, purpose: .kernel, index: index))
      index += 1
    }
    return network
  }
}
