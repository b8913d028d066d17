/// What a claim is about: a figure of an experiment's runs, or the difference of two.
public struct FigureSpec: Hashable, Sendable {
  public var base: RunFigure
  /// What is subtracted from `base`, run by run with the same seed; nil if nothing is.
  public var minus: RunFigure?

  public init(_ base: RunFigure, minus: RunFigure? = nil) {
    self.base = base
    self.minus = minus
  }

  public init(experiment: String, metric: Metric, reading: FigureReading = .final) {
    self.init(RunFigure(experiment: experiment, quantity: .metric(metric, reading)))
  }

  /// `base`, then what is subtracted from it.
  public var runFigures: [RunFigure] { [base] + (minus.map { [$0] } ?? []) }
}

/// A number from each run of one experiment.
public struct RunFigure: Hashable, Sendable {
  /// An experiment, as the claim or assertion names it.
  public var experiment: String
  public var quantity: FigureQuantity

  public init(experiment: String, quantity: FigureQuantity) {
    self.experiment = experiment
    self.quantity = quantity
  }
}

/// What is measured in a run.
public enum FigureQuantity: Hashable, Sendable {
  case metric(Metric, FigureReading)
  case layer(LayerFigure)
  /// The seconds of training, which depend on the machine.
  case trainSeconds
  /// The number of runs that diverged. Assertions have it. Claims do not, because they are also about runs that nobody has
  /// made.
  case diverged
  /// The share of the runs that diverged.
  case divergedShare

  public var reading: FigureReading {
    switch self {
    case .metric(_, let reading): reading
    case .layer(let figure): figure.reading
    case .trainSeconds, .diverged, .divergedShare: .final
    }
  }
}

/// How a single number is read from the learning curve of a run.
public enum FigureReading: Hashable, Sendable {
  /// The metric at the last epoch.
  case final
  /// The metric at its own best epoch.
  case best
  /// The metric at this epoch, counted from 1. For layers 0 means the initial weights.
  case epoch(Int)
  /// The number of epochs until the metric is as good as this value.
  case epochsUntil(Double)
  /// The mean of the metric over so many epochs at the end.
  case lastEpochs(Int)
  /// How far the metric gets worse at most from one epoch to the next; 0 if it never does.
  case worstStep
}

/// A statistic of the output of a layer, as `bnlab inspect --samples` shows it.
public struct LayerFigure: Hashable, Sendable {
  public var layer: LayerPlace
  public var statistic: LayerStatistic
  /// Number of samples, the first ones of the test set, that go through the network in inference mode.
  public var samples: Int
  /// The weights: `final`, or epoch 0 for the initial ones. A resolved study has no other readings of layers.
  public var reading: FigureReading

  public init(layer: LayerPlace, statistic: LayerStatistic, samples: Int, reading: FigureReading = .final) {
    self.layer = layer
    self.statistic = statistic
    self.samples = samples
    self.reading = reading
  }

  /// Whether the weights are those before training.
  public var isInitial: Bool { reading == .epoch(0) }
}

/// A place in a model whose values can be looked at.
public enum LayerPlace: Hashable, Sendable {
  /// The input of the network.
  case input
  /// The output of the layer with this index in the model.
  case index(Int)

  /// The index in the model; nil for the input.
  public var index: Int? {
    switch self {
    case .input: nil
    case .index(let index): index
    }
  }
}

/// The statistics of a layer's output, by their names in the results of `bnlab inspect`.
public enum LayerStatistic: String, CaseIterable, Sendable {
  case mean
  case deviation = "sd"
  case zeros, saturated, minimum
  case percentile15 = "p15"
  case median = "p50"
  case percentile85 = "p85"
  case maximum
  case gradientNorm = "gradient_norm"

  /// Whether it is a share of values, from 0 to 1.
  public var isShare: Bool {
    switch self {
    case .zeros, .saturated: true
    case .mean, .deviation, .minimum, .percentile15, .median, .percentile85, .maximum, .gradientNorm: false
    }
  }
}

extension InspectionRecord.Layer {
  /// The value of a statistic; nil if it is not defined for the layer.
  public subscript(statistic: LayerStatistic) -> Double? {
    switch statistic {
    case .mean: values.mean
    case .deviation: values.deviation
    case .zeros: values.zeros
    case .saturated: saturated
    case .minimum: values.minimum
    case .percentile15: values.percentile15
    case .median: values.median
    case .percentile85: values.percentile85
    case .maximum: values.maximum
    case .gradientNorm: gradientNorm
    }
  }
}
