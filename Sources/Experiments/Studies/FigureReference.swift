import Schema

/// The other figure of a claim. Properties that are nil are those of the claim's own figure.
public struct FigureReference: Hashable, Sendable {
  public var base: RunFigureReference
  /// What is subtracted from `base`. Properties that are nil are those of `base`. If it is nil itself, nothing is
  /// subtracted, even if the claim's own figure is a difference.
  public var minus: RunFigureReference?

  public init(_ base: RunFigureReference, minus: RunFigureReference? = nil) {
    self.base = base
    self.minus = minus
  }

  public init(experiment: String? = nil, metric: Metric? = nil, reading: FigureReading? = nil) {
    self.init(RunFigureReference(experiment: experiment, metric: metric, reading: reading))
  }

  public func completed(from figure: FigureSpec) -> FigureSpec {
    let base = base.completed(from: figure.base)
    return FigureSpec(base, minus: minus?.completed(from: base))
  }
}

/// The keys of a figure of one experiment's runs. Those that are nil are taken from another figure.
public struct RunFigureReference: Hashable, Sendable {
  public var experiment: String?
  public var metric: Metric?
  /// `final`, `best` or an epoch.
  var moment: FigureReading?
  var epochsUntil: Double?
  var lastEpochs: Int?
  var worstStep: Bool?
  public var layer: LayerPlace?
  public var statistic: LayerStatistic?
  public var samples: Int?

  public init(
    experiment: String? = nil, metric: Metric? = nil, reading: FigureReading? = nil,
    layer: LayerPlace? = nil, statistic: LayerStatistic? = nil, samples: Int? = nil
  ) {
    self.experiment = experiment
    self.metric = metric
    self.layer = layer
    self.statistic = statistic
    self.samples = samples
    switch reading {
    case .final, .best, .epoch, nil: moment = reading
    case .epochsUntil(let value): epochsUntil = value
    case .lastEpochs(let count): lastEpochs = count
    case .worstStep: worstStep = true
    }
  }

  /// The keys that give this figure without taking any from another one.
  init(_ figure: RunFigure) {
    switch figure.quantity {
    case .metric(let metric, let reading):
      self.init(experiment: figure.experiment, metric: metric, reading: reading)
    case .layer(let layer):
      self.init(
        experiment: figure.experiment, reading: layer.reading, layer: layer.layer,
        statistic: layer.statistic, samples: layer.samples)
    // These have no keys.
    case .trainSeconds, .diverged, .divergedShare: self.init(experiment: figure.experiment)
    }
  }

  public var reading: FigureReading? {
    if let epochsUntil { return .epochsUntil(epochsUntil) }
    if let lastEpochs { return .lastEpochs(lastEpochs) }
    return worstStep == true ? .worstStep : moment
  }

  /// The figure that only these keys give; nil if one is missing.
  var figure: RunFigure? {
    guard let experiment else { return nil }
    if let metric {
      return RunFigure(experiment: experiment, quantity: .metric(metric, reading ?? .final))
    }
    guard let layer, let statistic, let samples else { return nil }
    return RunFigure(
      experiment: experiment,
      quantity: .layer(
        LayerFigure(layer: layer, statistic: statistic, samples: samples, reading: reading ?? .final)))
  }

  /// - Parameter figure: a figure of a metric for keys of a metric, a figure of a layer for keys of a layer; see
  ///   `fits`.
  public func completed(from figure: RunFigure) -> RunFigure {
    var keys = RunFigureReference(figure)
    keys.experiment = experiment ?? keys.experiment
    keys.metric = metric ?? keys.metric
    keys.layer = layer ?? keys.layer
    keys.statistic = statistic ?? keys.statistic
    keys.samples = samples ?? keys.samples
    if reading != nil {
      (keys.moment, keys.epochsUntil, keys.lastEpochs, keys.worstStep) =
        (moment, epochsUntil, lastEpochs, worstStep)
    }
    return keys.figure ?? figure
  }

  /// Whether the keys can complete or replace those of a figure: those of a metric do not fit a layer.
  func fits(_ figure: RunFigure) -> Bool {
    switch figure.quantity {
    case .metric: layerKey == nil
    case .layer: metricKey == nil
    case .trainSeconds, .diverged, .divergedShare: false
    }
  }

  /// The first key given that only a metric has; nil if there is none.
  var metricKey: String? {
    if metric != nil { return "metric" }
    if epochsUntil != nil { return "epochs_until" }
    if lastEpochs != nil { return "last_epochs" }
    return worstStep == nil ? nil : "worst_step"
  }

  /// The first key given that only a layer has; nil if there is none.
  var layerKey: String? {
    if layer != nil { return "layer" }
    if statistic != nil { return "statistic" }
    return samples == nil ? nil : "samples"
  }

  /// The keys given that say how the number is read from the learning curve.
  var readingKeys: [String] {
    (moment == nil ? [] : ["at"]) + (epochsUntil == nil ? [] : ["epochs_until"])
      + (lastEpochs == nil ? [] : ["last_epochs"]) + (worstStep == true ? ["worst_step"] : [])
  }
}
