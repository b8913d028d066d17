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

public struct DenseSpec: Equatable, Sendable {
  public var units: Int
  public var useBias: Bool = true
  public var kernelInitializer: InitializerSpec = .glorotUniform
  public var biasInitializer: InitializerSpec = .zeros
}

public struct Conv2DSpec: Equatable, Sendable {
  public var filters: Int
  public var kernelSize: Size2D
  public var strides: Size2D = Size2D(height: 1, width: 1)
  public var padding: PaddingSpec = .valid
  public var useBias: Bool = true
  public var kernelInitializer: InitializerSpec = .glorotUniform
  public var biasInitializer: InitializerSpec = .zeros
}

public enum PaddingSpec: Equatable, Sendable {
  case valid
  /// Keras's rule: ⌈in/stride⌉ outputs, an odd pixel of padding below and to the right.
  case same
  /// This many zero pixels on every side.
  case pixels(Int)
}

public struct PoolSpec: Equatable, Sendable {
  public var poolSize: Size2D = Size2D(height: 2, width: 2)
  /// Nil: the pool size.
  public var strides: Size2D?
}

/// Height and width in pixels; written as one integer or as `[height, width]`.
public struct Size2D: Equatable, Sendable {
  public var height: Int
  public var width: Int
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }
}

public struct BatchNormSpec: Equatable, Sendable {
  /// The keep rate of the moving statistics: moving = momentum · moving + (1 − momentum) · batch.
  public var momentum: Double = 0.99
  public var epsilon: Double = 0.001
  public var center: Bool = true
  public var scale: Bool = true
  /// The axis of the channels, counted with the batch's axis as 0; nil: 1 for features and images, the last for sequences.
  public var axis: Int?
  public var movingVarianceEstimator: VarianceEstimator = .biased
  public var updateMovingStatistics: Bool = true
  /// False: γ and β stay as they are and the layer works in inference mode in training too.
  public var trainable: Bool = true
}

public enum VarianceEstimator: String, CaseIterable, Sendable {
  /// Σ(x−μ)²/N.
  case biased
  /// Σ(x−μ)²/(N−1), as PyTorch keeps it.
  case bessel
}

/// Names and parameters as in Keras; fans as in Keras too (a convolution's count the kernel's area).
public enum InitializerSpec: Equatable, Sendable {
  case zeros
  case ones
  case constant(value: Double)
  case randomUniform(minval: Double, maxval: Double)
  case randomNormal(mean: Double, stddev: Double)
  case glorotUniform
  case glorotNormal
  case heUniform
  case heNormal
  case lecunUniform
  case lecunNormal
}
