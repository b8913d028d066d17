import Experiments

/// What reports need to know about a finished run: an experiment with one seed.
public struct RunSummary: Equatable, Sendable {
  /// The experiment's name, with its overrides.
  public var experiment: String
  public var title: String?
  /// The article that the experiment comes from.
  public var source: SourceSpec?
  public var seed: UInt64
  /// In ascending order.
  public var epochs: [EpochRecord]
  /// The seconds of training of all epochs together, without evaluation.
  public var trainSeconds: Double
  public var evaluateSeconds: Double
  public var published: PublishedFigures
  /// The first epoch with a figure that is not finite, or the epoch with which the training stopped because of a weight or
  /// statistic.
  public var divergedAtEpoch: Int?
  /// The first value of the training that was not finite, if the record has it.
  public var divergence: DivergencePoint?
  /// The spec that trained the run; nil if it is not known.
  public var spec: ExperimentSpec?
  /// The epoch after which early stopping ended the training; nil if it did not.
  public var stoppedAfterEpoch: Int?
  /// The epoch whose weights early stopping restored; nil if it restored none.
  public var restoredEpoch: Int?
  /// The number of training samples; nil if it is not known.
  public var trainCount: Int?
  /// SHA-256 of the arrays that the network used, by name; empty if they are not known.
  public var dataChecksums: [String: String] = [:]
  /// Statistics of layers, as far as claims and assertions need them.
  public var layers: [LayerFigure: Double] = [:]
  /// The path of the run folder, as messages show it.
  public var folder: String?
  /// What computed the run; nil if it is not known.
  public var origin: RunOrigin?

  public init(
    experiment: String, title: String? = nil, source: SourceSpec? = nil, seed: UInt64,
    epochs: [EpochRecord], trainSeconds: Double = 0, evaluateSeconds: Double = 0,
    published: PublishedFigures = [:], divergedAtEpoch: Int? = nil, folder: String? = nil
  ) {
    self.experiment = experiment
    self.title = title
    self.source = source
    self.seed = seed
    self.epochs = epochs
    self.trainSeconds = trainSeconds
    self.evaluateSeconds = evaluateSeconds
    self.published = published
    self.divergedAtEpoch = divergedAtEpoch
    self.folder = folder
  }

  public init(_ record: RunRecord, epochs: [EpochRecord], folder: String? = nil) {
    self.init(
      experiment: record.name, title: record.spec.title, source: record.spec.source, seed: record.seed,
      epochs: epochs,
      trainSeconds: record.epochs.reduce(0) { $0 + $1.trainSeconds },
      evaluateSeconds: record.epochs.reduce(0) { $0 + $1.evaluateSeconds }, published: record.spec.published,
      // Figures of a training that stopped cannot be compared with those of whole trainings.
      divergedAtEpoch: record.divergedAtEpoch ?? (record.isStopped ? record.divergence?.epoch : nil),
      folder: folder)
    divergence = record.divergence
    spec = record.spec
    dataChecksums = record.dataChecksums
    trainCount = record.trainCount
    (stoppedAfterEpoch, restoredEpoch) = (record.stoppedAfterEpoch, record.restoredEpoch)
    origin = RunOrigin(record)
  }

  /// Whether a run with another seed can differ from this one. True if the spec is not known.
  var seedHasEffect: Bool { spec?.seedHasEffect(trainCount: trainCount) ?? true }

  public var diverged: Bool { divergedAtEpoch != nil }

  /// The epoch whose weights the run folder has.
  public var epochOfWeights: EpochChoice { restoredEpoch.map { .epoch($0) } ?? .final }

  /// The metric at the chosen epoch; nil if it was not computed. At `best` it is finite, elsewhere it may not be.
  public func figure(_ metric: Metric, at epoch: EpochChoice) -> EpochFigure? {
    switch epoch {
    case .final: epochs.last?.figure(metric)
    case .epoch(let number): epochs.first { $0.epoch == number }?.figure(metric)
    case .best:
      RunRecord.best(metric, of: epochs).map { EpochFigure(epoch: $0.epoch, value: $0.value) }
    }
  }

  /// The mean of the metric over the last epochs; nil if there are fewer, or if the metric was not computed.
  func mean(_ metric: Metric, last count: Int) -> Double? {
    let values = epochs.suffix(count).compactMap { $0.values[metric] }
    return values.count == count ? Sample(values).mean : nil
  }

  /// How far the metric gets worse at most from one epoch to the next, 0 if it never does; nil for fewer than two epochs,
  /// or if the metric was not computed.
  func worstStep(_ metric: Metric) -> Double? {
    let values = epochs.compactMap { $0.values[metric] }
    guard values.count == epochs.count, values.count > 1 else { return nil }
    let steps = zip(values, values.dropFirst()).map { metric.higherIsBetter ? $0 - $1 : $1 - $0 }
    // Runs with a figure that is not finite have diverged and are excluded.
    return steps.reduce(0, max)
  }
}

/// The epoch of a run at which a metric is taken.
public enum EpochChoice: Equatable, Sendable {
  case final
  /// The best epoch, the first one if several are equal: that of the validation set where there is one, otherwise of the metric
  /// itself.
  case best
  case epoch(Int)
}

/// The value of a metric and its epoch.
public struct EpochFigure: Equatable, Sendable {
  public let epoch: Int
  public let value: Double
}

extension EpochRecord {
  fileprivate func figure(_ metric: Metric) -> EpochFigure? {
    values[metric].map { EpochFigure(epoch: epoch, value: $0) }
  }
}
