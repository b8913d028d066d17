/// What `bnlab inspect` found in networks.
public struct InspectionRecord: Equatable, Sendable {
  /// What goes through the networks.
  public enum Subject: Equatable, Sendable {
    /// One sample of the test set, counted from 0, in inference mode.
    case sample(Int)
    /// The first so many samples of the training set, in training mode.
    case batch(Int)
  }

  public var subject: Subject
  /// By experiment, then by epoch.
  public var states: [State]
  /// The data as it is and normalised, where it was asked for.
  public var data: [DataSummary]

  public init(subject: Subject, states: [State] = [], data: [DataSummary] = []) {
    self.subject = subject
    self.states = states
    self.data = data
  }

  /// A network with the weights after an epoch.
  public struct State: Equatable, Sendable {
    public var experiment: String
    public var seed: UInt64
    /// 0: the initial weights.
    public var epoch: Int
    /// The mean over the subject's samples, regularizers' penalties included.
    public var loss: Double
    /// The sample's class, and the one that the network takes it for; nil for batches and regressions.
    public var label: Int?
    public var prediction: Int?
    /// The input, then the layers in the model's order.
    public var layers: [Layer] = []
    public var parameters: [Parameter] = []
    public var normalizations: [Normalization] = []
    /// The training samples whose statistics `normalizations` compares with the moving ones.
    public var statisticsSamples: Int

    public init(experiment: String, seed: UInt64, epoch: Int, loss: Double, statisticsSamples: Int) {
      self.experiment = experiment
      self.seed = seed
      self.epoch = epoch
      self.loss = loss
      self.statisticsSamples = statisticsSamples
    }
  }

  /// What a layer puts out.
  public struct Layer: Equatable, Sendable {
    /// Its place in the model; nil for the network's input.
    public var index: Int?
    public var name: String
    /// Of one sample.
    public var shape: String
    public var values: ValueStatistics
    /// The share of values where the activation has next to no slope; nil where that is not defined.
    public var saturated: Double?
    /// The Euclidean norm of the mean loss's gradient by the output; nil for the last activation where the loss is
    /// computed from what stands before it.
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

  /// A tensor that is trained.
  public struct Parameter: Equatable, Sendable {
    /// Of its layer in the model.
    public var index: Int
    public var layer: String
    /// As in weights.safetensors.
    public var name: String
    public var shape: String
    /// Euclidean.
    public var norm: Double
    public var gradientNorm: Double

    public init(
      index: Int, layer: String, name: String, shape: String, norm: Double, gradientNorm: Double
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
