/// The findings of `bnlab inspect`.
public struct InspectionRecord: Equatable, Sendable {
  /// The samples that go through the networks.
  public enum Subject: Equatable, Sendable {
    /// The sample of the test set with this index, in inference mode.
    case sample(Int)
    /// This many samples from the beginning of the test set, in inference mode.
    case samples(Int)
    /// This many samples from the beginning of the training set, in training mode.
    case batch(Int)
  }

  public var subject: Subject
  /// In the order of the experiments, then of the epochs.
  public var states: [State]

  public init(subject: Subject, states: [State] = []) {
    self.subject = subject
    self.states = states
  }

  /// A network with the weights after an epoch.
  public struct State: Equatable, Sendable {
    public var experiment: String
    public var seed: UInt64
    /// 0 for the initial weights.
    public var epoch: Int
    /// The mean over the samples, including the penalties of regularizers.
    public var loss: Double
    /// The class of the sample; nil for batches and regressions.
    public var label: Int?
    /// The class that the network predicts; nil for batches and regressions.
    public var prediction: Int?
    /// The names of both classes; nil if the data's classes are numbers.
    public var labelName: String?
    public var predictionName: String?
    /// The input, then the layers in the model's order.
    public var layers: [Layer] = []
    public var parameters: [Parameter] = []
    public var normalizations: [Normalization] = []
    /// The number of training samples whose statistics `normalizations` compares with the moving ones.
    public var statisticsSamples: Int

    public init(experiment: String, seed: UInt64, epoch: Int, loss: Double, statisticsSamples: Int) {
      self.experiment = experiment
      self.seed = seed
      self.epoch = epoch
      self.loss = loss
      self.statisticsSamples = statisticsSamples
    }
  }

  /// The output of a layer.
  public struct Layer: Equatable, Sendable {
    /// The index of the layer in the model; nil for the input of the network.
    public var index: Int?
    public var name: String
    /// The shape for one sample.
    public var shape: String
    public var values: ValueStatistics
    /// The share of values at which the activation is almost flat; nil if that is not defined for the layer.
    public var saturated: Double?
    /// The Euclidean norm of the gradient of the mean loss with respect to the output. Nil for the last activation if the
    /// loss is computed from its input.
    public var gradientNorm: Double?

    public init(
      index: Int?, name: String, shape: String, values: ValueStatistics, saturated: Double? = nil,
      gradientNorm: Double? = nil
    ) {
      self.index = index
      self.name = name
      self.shape = shape
      self.values = values
      self.saturated = saturated
      self.gradientNorm = gradientNorm
    }
  }

  /// A parameter of a layer.
  public struct Parameter: Equatable, Sendable {
    /// The index of its layer in the model.
    public var index: Int
    public var layer: String
    /// The name as in weights.safetensors.
    public var name: String
    public var shape: String
    /// The Euclidean norm of the values.
    public var norm: Double
    /// The Euclidean norm of the gradient of the mean loss with respect to the values; nil if the layer is not trained.
    public var gradientNorm: Double?

    public init(
      index: Int, layer: String, name: String, shape: String, norm: Double, gradientNorm: Double?
    ) {
      self.index = index
      self.layer = layer
      self.name = name
      self.shape = shape
      self.norm = norm
      self.gradientNorm = gradientNorm
    }
  }
}
