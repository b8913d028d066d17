/// One entry of a spec's `model`.
public enum LayerSpec: Equatable, Sendable {
  case dense(DenseSpec)
  case conv2d(Conv2DSpec)
  case batchNorm(BatchNormSpec)
  case maxPool2D(PoolSpec)
  case averagePool2D(PoolSpec)
  case flatten
  case activation(ActivationSpec)
}

public enum ActivationSpec: String, CaseIterable, Sendable {
  case relu, tanh, sigmoid, softmax
}

extension LayerSpec: OneKeyChoice {
  enum Name: String, CaseIterable {
    case dense, conv2d
    case batchNorm = "batch_norm"
    case maxPool2D = "max_pool2d"
    case averagePool2D = "average_pool2d"
    case flatten, relu, tanh, sigmoid, softmax
  }

  static let choiceName = "layer"
  static let choiceDoc = "A layer of the model: its name, or an object with its name as the only key."
  static let codec = Codec.choice(LayerSpec.self)

  static func alternative(_ name: Name) -> Alternative<LayerSpec> {
    switch name {
    case .dense: Alternative(DenseSpec.keys, LayerSpec.dense)
    case .conv2d: Alternative(Conv2DSpec.keys, LayerSpec.conv2d)
    case .batchNorm: Alternative(BatchNormSpec.keys, LayerSpec.batchNorm)
    case .maxPool2D: Alternative(PoolSpec.keys("The largest value of each window."), LayerSpec.maxPool2D)
    case .averagePool2D: Alternative(PoolSpec.keys("The mean of each window."), LayerSpec.averagePool2D)
    case .flatten: Alternative("All values of a sample in one row.", .flatten)
    case .relu: Alternative("max(x, 0).", .activation(.relu))
    case .tanh: Alternative("The hyperbolic tangent.", .activation(.tanh))
    case .sigmoid: Alternative("1 / (1 + exp(-x)).", .activation(.sigmoid))
    case .softmax: Alternative("exp(x) over the sum of all exp(x) of the sample.", .activation(.softmax))
    }
  }

  var stated: (name: Name, options: JSON?) {
    switch self {
    case .dense(let layer): (.dense, DenseSpec.keys.write(layer))
    case .conv2d(let layer): (.conv2d, Conv2DSpec.keys.write(layer))
    case .batchNorm(let layer): (.batchNorm, BatchNormSpec.keys.write(layer))
    case .maxPool2D(let layer): (.maxPool2D, PoolSpec.keys("").write(layer))
    case .averagePool2D(let layer): (.averagePool2D, PoolSpec.keys("").write(layer))
    case .flatten: (.flatten, nil)
    case .activation(.relu): (.relu, nil)
    case .activation(.tanh): (.tanh, nil)
    case .activation(.sigmoid): (.sigmoid, nil)
    case .activation(.softmax): (.softmax, nil)
    }
  }
}
