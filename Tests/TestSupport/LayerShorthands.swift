import Engine

/// Short forms for the layers of a model in tests, such as `.dense(.init(units: 3))`.
extension LayerSpec {
  public static func dense(_ configuration: Dense.Configuration) -> LayerSpec { LayerSpec(configuration) }
  public static func conv2d(_ configuration: Conv2D.Configuration) -> LayerSpec { LayerSpec(configuration) }
  public static func lstm(_ configuration: LSTM.Configuration) -> LayerSpec { LayerSpec(configuration) }
  public static func batchNorm(_ configuration: BatchNorm.Configuration) -> LayerSpec {
    LayerSpec(configuration)
  }
  public static func layerNorm(_ configuration: LayerNorm.Configuration) -> LayerSpec {
    LayerSpec(configuration)
  }
  public static func groupNorm(_ configuration: GroupNorm.Configuration) -> LayerSpec {
    LayerSpec(configuration)
  }
  public static func instanceNorm(_ configuration: InstanceNorm.Configuration) -> LayerSpec {
    LayerSpec(configuration)
  }
  public static func localResponseNorm(_ configuration: LocalResponseNorm.Configuration) -> LayerSpec {
    LayerSpec(configuration)
  }
  public static func pooling(_ configuration: Pooling.Configuration) -> LayerSpec { LayerSpec(configuration) }
  public static func dropout(_ configuration: Dropout.Configuration) -> LayerSpec { LayerSpec(configuration) }
  public static func activation(_ function: ActivationFunction) -> LayerSpec {
    LayerSpec(Activation.Configuration(function))
  }
  public static func linearUnit(_ function: LinearUnitFunction) -> LayerSpec {
    LayerSpec(LinearUnit.Configuration(function))
  }
  public static var softmax: LayerSpec { LayerSpec(Softmax.Configuration()) }
  public static var flatten: LayerSpec { LayerSpec(Flatten.Configuration()) }
  public static var globalAveragePool2D: LayerSpec { LayerSpec(GlobalAveragePool2D.Configuration()) }
}
