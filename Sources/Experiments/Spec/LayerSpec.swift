import Schema

/// One entry of a spec's `model`.
public enum LayerSpec: Equatable, Sendable {
  case dense(DenseSpec)
  case conv2d(Conv2DSpec)
  case lstm(LSTMSpec)
  case batchNorm(BatchNormSpec)
  case layerNorm(LayerNormSpec)
  case groupNorm(GroupNormSpec)
  case maxPool2D(PoolSpec)
  case averagePool2D(PoolSpec)
  case globalAveragePool2D
  case flatten
  case dropout(DropoutSpec)
  case activation(ActivationSpec)
  case linearUnit(LinearUnitSpec)
}

public enum ActivationSpec: String, CaseIterable, Sendable {
  case relu, tanh, sigmoid, softmax
}

extension LayerSpec: OneKeyChoice {
  public enum Name: String, CaseIterable, Sendable {
    case dense, conv2d, lstm
    case batchNorm = "batch_norm"
    case layerNorm = "layer_norm"
    case groupNorm = "group_norm"
    case maxPool2D = "max_pool2d"
    case averagePool2D = "average_pool2d"
    case globalAveragePool2D = "global_average_pool2d"
    case flatten, dropout, relu, tanh, sigmoid, softmax
    case leakyReLU = "leaky_relu"
    case elu, selu, gelu, softplus
  }

  public static let choiceName = "layer"
  public static let choiceDoc = "A layer of the model: its name, or an object with its name as the only key."
  static let codec = Codec.choice(LayerSpec.self)

  public static func alternative(_ name: Name) -> Alternative<LayerSpec> {
    switch name {
    case .dense: Alternative(DenseSpec.keys, LayerSpec.dense)
    case .conv2d: Alternative(Conv2DSpec.keys, LayerSpec.conv2d)
    case .lstm: Alternative(LSTMSpec.keys, LayerSpec.lstm)
    case .batchNorm: Alternative(BatchNormSpec.keys, LayerSpec.batchNorm)
    case .layerNorm: Alternative(LayerNormSpec.keys, LayerSpec.layerNorm)
    case .groupNorm: Alternative(GroupNormSpec.keys, LayerSpec.groupNorm)
    case .maxPool2D: Alternative(PoolSpec.keys("The largest value of each window."), LayerSpec.maxPool2D)
    case .averagePool2D: Alternative(PoolSpec.keys("The mean of each window."), LayerSpec.averagePool2D)
    case .globalAveragePool2D: Alternative("The mean of each channel over all pixels.", .globalAveragePool2D)
    case .flatten: Alternative("All values of a sample in one row.", .flatten)
    case .dropout: Alternative(DropoutSpec.keys, LayerSpec.dropout)
    case .relu: Alternative("max(x, 0).", .activation(.relu))
    case .tanh: Alternative("The hyperbolic tangent.", .activation(.tanh))
    case .sigmoid: Alternative("1 / (1 + exp(-x)).", .activation(.sigmoid))
    case .softmax:
      Alternative("exp(x) over the sum of all exp(x) of the sample, or of the step.", .activation(.softmax))
    case .leakyReLU:
      Alternative(LeakyReLUOptions.keys) { .linearUnit(.leakyReLU(negativeSlope: $0.negativeSlope)) }
    case .elu: Alternative(ELUOptions.keys) { .linearUnit(.elu(alpha: $0.alpha)) }
    case .selu: Alternative("1.0507010 times elu with alpha 1.6732632.", .linearUnit(.selu))
    case .gelu: Alternative(GELUOptions.keys) { .linearUnit(.gelu(approximate: $0.approximate)) }
    case .softplus: Alternative("log(1 + exp(x)).", .linearUnit(.softplus))
    }
  }

  public var stated: (name: Name, options: JSON?) {
    switch self {
    case .dense(let layer): (.dense, DenseSpec.keys.write(layer))
    case .conv2d(let layer): (.conv2d, Conv2DSpec.keys.write(layer))
    case .lstm(let layer): (.lstm, LSTMSpec.keys.write(layer))
    case .batchNorm(let layer): (.batchNorm, BatchNormSpec.keys.write(layer))
    case .layerNorm(let layer): (.layerNorm, LayerNormSpec.keys.write(layer))
    case .groupNorm(let layer): (.groupNorm, GroupNormSpec.keys.write(layer))
    case .maxPool2D(let layer): (.maxPool2D, PoolSpec.keys("").write(layer))
    case .averagePool2D(let layer): (.averagePool2D, PoolSpec.keys("").write(layer))
    case .globalAveragePool2D: (.globalAveragePool2D, nil)
    case .flatten: (.flatten, nil)
    case .dropout(let layer): (.dropout, DropoutSpec.keys.write(layer))
    case .activation(.relu): (.relu, nil)
    case .activation(.tanh): (.tanh, nil)
    case .activation(.sigmoid): (.sigmoid, nil)
    case .activation(.softmax): (.softmax, nil)
    case .linearUnit(.leakyReLU(let negativeSlope)):
      (.leakyReLU, LeakyReLUOptions.keys.write(LeakyReLUOptions(negativeSlope: negativeSlope)))
    case .linearUnit(.elu(let alpha)): (.elu, ELUOptions.keys.write(ELUOptions(alpha: alpha)))
    case .linearUnit(.selu): (.selu, nil)
    case .linearUnit(.gelu(let approximate)):
      (.gelu, GELUOptions.keys.write(GELUOptions(approximate: approximate)))
    case .linearUnit(.softplus): (.softplus, nil)
    }
  }
}
