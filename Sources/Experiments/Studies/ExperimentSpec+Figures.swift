import Engine

extension ExperimentSpec {
  /// Why the runs of this experiment do not have a figure, and which key of the claim is at fault; nil if they have it.
  func problem(with quantity: FigureQuantity) -> (key: String, problem: StudyProblem)? {
    switch quantity {
    case .metric(let metric, let reading): problem(with: reading) ?? problem(with: metric)
    case .layer(let figure): problem(with: figure)
    case .trainSeconds, .diverged, .divergedShare: nil
    }
  }

  /// Why the runs of this experiment do not have a figure, as a study's check says it; nil if they have it.
  /// - Parameter testCount: number of samples of its test set; nil if it is not known yet.
  public func problemText(with quantity: FigureQuantity, testCount: Int?) -> String? {
    if let found = problem(with: quantity) { return found.problem.message }
    return testCount.flatMap { tooManySamples(for: quantity, testCount: $0)?.message }
  }

  /// The problem that a figure needs more samples than the test set has; nil if it does not.
  func tooManySamples(for quantity: FigureQuantity, testCount: Int) -> StudyProblem? {
    guard case .layer(let layer) = quantity, layer.samples > testCount else { return nil }
    return .tooManySamples(layer.samples, experiment: name, count: testCount)
  }

  private func problem(with reading: FigureReading) -> (key: String, problem: StudyProblem)? {
    guard let epochs = training.epochCount(samples: nil) else { return nil }
    switch reading {
    case .epoch(let epoch) where epoch < 1 || epoch > epochs:
      return ("at", .noSuchEpoch(epoch, experiment: name, epochs: epochs))
    case .lastEpochs(let count) where count > epochs:
      return ("last_epochs", .tooFewEpochs(count, experiment: name, epochs: epochs))
    case .worstStep where epochs < 2:
      return ("worst_step", .tooFewEpochs(2, experiment: name, epochs: epochs))
    case .final, .best, .epoch, .epochsUntil, .lastEpochs, .worstStep: return nil
    }
  }

  private func problem(with metric: Metric) -> (key: String, problem: StudyProblem)? {
    if metric.higherIsBetter, !loss.hasAccuracy {
      let reason = StudyProblem.MissingFigure.lossHasNoAccuracy(loss: loss.name)
      return ("metric", .noSuchFigure(metric, experiment: name, reason: reason))
    }
    if !training.evaluateTrain, metric.isOfTrainEvaluation {
      return ("metric", .noSuchFigure(metric, experiment: name, reason: .trainIsNotEvaluated))
    }
    if training.validationSplit == nil, metric.isOfValidation {
      return ("metric", .noSuchFigure(metric, experiment: name, reason: .noValidationSet))
    }
    return nil
  }

  private func problem(with figure: LayerFigure) -> (key: String, problem: StudyProblem)? {
    guard figure.reading == .final || figure.isInitial else { return ("at", .noSuchWeights(figure.reading)) }
    if let index = figure.layer.index, index >= model.count {
      return ("layer", .noSuchLayer(index, experiment: name, layers: model.map(\.name)))
    }
    guard !has(figure.statistic, at: figure.layer) else { return nil }
    let layer = figure.layer.index.map { "layer \($0) (\(model[$0].name))" } ?? "the input"
    let defined = model.indices.filter { has(figure.statistic, at: .index($0)) }
    return (
      "statistic",
      .noSuchStatistic(
        figure.statistic, layer: layer, experiment: name, defined: defined.map { "\($0) (\(model[$0].name))" }
      )
    )
  }

  /// Whether a statistic is defined for a layer of the model.
  private func has(_ statistic: LayerStatistic, at place: LayerPlace) -> Bool {
    switch statistic {
    case .saturated: place.index.map { model[$0].configuration.saturation != nil } ?? false
    case .gradientNorm:
      // The loss computes the last activation together with its own gradient.
      !(loss.foldsLastLayer && place.index == model.count - 1)
    case .mean, .deviation, .zeros, .minimum, .percentile15, .median, .percentile85, .maximum: true
    }
  }
}
