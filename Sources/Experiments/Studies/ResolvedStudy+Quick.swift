extension ResolvedStudy {
  /// The claims that are not judged because the study is quick or choices make something else of them, by name, each with
  /// the first reason.
  ///
  /// Claims about experiments with fewer seeds alone are judged as ever, as are statistics of layers before the training.
  /// If runs are shortened, only differences between figures of stated epochs are judged, where runs have fewer epochs and
  /// are the same otherwise, so that these figures are those of the whole runs; and only after epochs at whose end the
  /// moving statistics of batch normalization have settled.
  ///
  /// Where choices are varied, how long the training is and how many data it has are two more of them. So differences at
  /// its end are judged too, once the statistics have settled.
  ///
  /// - Parameter trainCount: number of training samples of an experiment; nil if it is not known.
  public func unjudgedClaims(_ trainCount: (ResolvedExperiment) -> Int?) -> [String: UnjudgedReason] {
    Dictionary(
      spec.claims.compactMap { claim in
        (unjudgedByChoice[claim.name] ?? obstacle(to: claim, trainCount)).map { (claim.name, $0) }
      }
    ) { first, _ in first }
  }

  private func obstacle(
    to claim: ClaimSpec, _ trainCount: (ResolvedExperiment) -> Int?
  ) -> UnjudgedReason? {
    let shortened = claim.runFigures.compactMap { figure -> ShortenedFigure? in
      guard !figure.quantity.isInitial, let subject = subject(named: figure.experiment),
        let shortening = subject.shortening
      else { return nil }
      return ShortenedFigure(figure: figure, subject: subject, shortening: shortening)
    }
    guard let first = shortened.first else { return nil }
    if combination != nil {
      if !claim.isDifference { return .numbers(experiment: first.subject.name) }
      if let one = shortened.first(where: { $0.isTooLate }) {
        return .wholeTraining(experiment: one.subject.name)
      }
      return unsettled(shortened, trainCount)
    }
    if let one = shortened.first(where: { $0.epoch == nil }) {
      return .wholeTraining(experiment: one.subject.name)
    }
    if !claim.isDifference { return .numbers(experiment: first.subject.name) }
    // With other data or settings the other experiment can be ahead.
    if let one = shortened.first(where: { $0.shortening == .otherRuns }) {
      return .otherRuns(experiment: one.subject.name)
    }
    return unsettled(shortened, trainCount)
  }

  private func unsettled(
    _ shortened: [ShortenedFigure], _ trainCount: (ResolvedExperiment) -> Int?
  ) -> UnjudgedReason? {
    for one in shortened {
      let spec = one.subject.experiment.spec
      // Training batches are normalized by their own statistics, until the layers are frozen.
      if case .metric(let metric, _) = one.figure.quantity, metric.isOfTrainingBatches,
        spec.training.freezeBatchNormAfterEpoch == nil
      {
        continue
      }
      let count = trainCount(one.subject.experiment) ?? 0
      let last = spec.training.schedule(samples: count).epochCount
      let settling = spec.settling(afterEpochs: one.epoch ?? last, trainCount: count)
      if !settling.isSettled { return .unsettled(experiment: one.subject.name, settling: settling) }
    }
    return nil
  }
}

/// A figure of a claim whose runs are shortened.
private struct ShortenedFigure {
  let figure: RunFigure
  let subject: ResolvedStudy.Subject
  let shortening: ResolvedStudy.Shortening

  /// The epoch that the figure is of; nil if it needs more of the training than that, or more than there is.
  var epoch: Int? {
    guard case .metric(_, .epoch(let epoch)) = figure.quantity, !isTooLate else { return nil }
    return epoch
  }

  /// Whether the figure is of an epoch that the shortened training does not have.
  var isTooLate: Bool {
    guard case .metric(_, .epoch(let epoch)) = figure.quantity else { return false }
    return subject.experiment.spec.training.epochCount(samples: nil).map { epoch > $0 } ?? false
  }
}

extension ResolvedStudy {
  /// How the runs of an experiment differ from those of the whole study.
  public enum Shortening: Sendable {
    /// They end earlier. Until then they are the same.
    case fewerEpochs
    case otherRuns

    /// - Returns: nil if the runs are the same, but perhaps for the evaluation of the training set.
    init?(of experiment: ExperimentSpec, from whole: ExperimentSpec) {
      let keys = Set(experiment.differences(from: whole).map(\.path.dotted))
        .subtracting(["training.evaluate_train"])
      if keys.isEmpty { return nil }
      self = keys.isSubset(of: ["training.epochs", "training.steps"]) ? .fewerEpochs : .otherRuns
    }
  }
}

extension FigureQuantity {
  /// Whether this is a statistic of a layer before training.
  fileprivate var isInitial: Bool {
    switch self {
    case .metric, .trainSeconds, .diverged, .divergedShare: false
    case .layer(let figure): figure.isInitial
    }
  }
}
