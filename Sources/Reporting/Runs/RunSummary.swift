import Experiments

/// All that reports need of one finished run, an experiment with one seed.
public struct RunSummary: Equatable, Sendable {
  /// The experiment's name, with its variant where it has one.
  public var experiment: String
  public var title: String?
  public var seed: UInt64
  /// In their order.
  public var epochs: [EpochRecord]
  /// Of all epochs together.
  public var trainSeconds: Double
  public var evaluateSeconds: Double
  public var published: [Metric: Double]
  /// The first epoch with a figure that is not finite.
  public var divergedAtEpoch: Int?
  /// The run folder, as it is to be shown.
  public var folder: String?

  public init(
    experiment: String, title: String? = nil, seed: UInt64, epochs: [EpochRecord], trainSeconds: Double = 0,
    evaluateSeconds: Double = 0, published: [Metric: Double] = [:], divergedAtEpoch: Int? = nil,
    folder: String? = nil
  ) {
    self.experiment = experiment
    self.title = title
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
      experiment: record.name, title: record.spec.title, seed: record.seed, epochs: epochs,
      trainSeconds: record.epochs.reduce(0) { $0 + $1.trainSeconds },
      evaluateSeconds: record.epochs.reduce(0) { $0 + $1.evaluateSeconds }, published: record.spec.published,
      divergedAtEpoch: record.divergedAtEpoch, folder: folder)
  }

  public var diverged: Bool { divergedAtEpoch != nil }

  /// The figure at the chosen epoch; nil where it was not computed. At `best` it is finite, elsewhere it may be not.
  public func figure(_ metric: Metric, at epoch: EpochChoice) -> EpochFigure? {
    switch epoch {
    case .final: epochs.last?.figure(metric)
    case .epoch(let number): epochs.first { $0.epoch == number }?.figure(metric)
    case .best:
      epochs.compactMap { $0.figure(metric) }.filter(\.value.isFinite)
        .reduce(nil) { best, next in
          best.map { metric.isBetter(next.value, than: $0.value) ? next : $0 } ?? next
        }
    }
  }
}

/// Which of a run's epochs a figure is taken from.
public enum EpochChoice: Equatable, Sendable {
  case final
  /// The metric's own best epoch, the first where several are as good.
  case best
  case epoch(Int)
}

/// A figure and the epoch that it belongs to.
public struct EpochFigure: Equatable, Sendable {
  public let epoch: Int
  public let value: Double
}

extension EpochRecord {
  fileprivate func figure(_ metric: Metric) -> EpochFigure? {
    values[metric].map { EpochFigure(epoch: epoch, value: $0) }
  }
}

extension Metric {
  func isBetter(_ value: Double, than other: Double) -> Bool {
    higherIsBetter ? value > other : value < other
  }
}
