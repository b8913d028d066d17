import Experiments

/// Experiments side by side: their figures over the seeds, and how they differ pair by pair.
public struct Comparison: Equatable, Sendable {
  public struct Options: Equatable, Sendable {
    /// Nil: the test set's figures and those that an article has published for one of the experiments.
    public var metrics: [Metric]?
    public var epoch: EpochChoice
    /// Every other experiment is compared with this one; nil: pairs as they suit the names.
    public var reference: String?
    public var order: Order
    /// For each, how many epochs the runs need to reach it.
    public var thresholds: [Threshold]
    public var confidence: Confidence
    /// Shorter names for people, by full name, as a grid's cells need them; they differ from each other.
    public var labels: [String: String]
    /// What the labels leave out, as `key=value`.
    public var commonOverrides: [String]

    public init(
      metrics: [Metric]? = nil, epoch: EpochChoice = .final, reference: String? = nil,
      order: Order = .bestFirst, thresholds: [Threshold] = [], confidence: Confidence = .percent95,
      labels: [String: String] = [:], commonOverrides: [String] = []
    ) {
      self.metrics = metrics
      self.epoch = epoch
      self.reference = reference
      self.order = order
      self.thresholds = thresholds
      self.confidence = confidence
      self.labels = labels
      self.commonOverrides = commonOverrides
    }
  }

  /// Of the experiments in each figure's table.
  public enum Order: String, CaseIterable, Sendable {
    case bestFirst = "best"
    case asGiven = "given"
  }

  public let experiments: [ExperimentSummary]
  public let options: Options
  public let metrics: [Metric]
  public let pairs: [ExperimentPair]
  /// By pair, then by metric.
  public let differences: [PairDifference]
  /// By pair, then by threshold.
  let epochDifferences: [ThresholdDifference]

  public init(_ experiments: [ExperimentSummary], options: Options = Options()) {
    self.experiments = experiments
    self.options = options
    let metrics = options.metrics ?? Self.defaultMetrics(of: experiments)
    self.metrics = metrics
    pairs = ExperimentPair.pairs(
      of: ExperimentNames(experiments.map(\.name), labels: options.labels), reference: options.reference)
    let byName = Dictionary(experiments.map { ($0.name, $0) }) { first, _ in first }
    differences = pairs.flatMap { pair -> [PairDifference] in
      guard let first = byName[pair.first], let second = byName[pair.second] else { return [] }
      return metrics.map {
        PairDifference(first, second, metric: $0, at: options.epoch, confidence: options.confidence)
      }
    }
    epochDifferences = pairs.flatMap { pair -> [ThresholdDifference] in
      guard let first = byName[pair.first], let second = byName[pair.second] else { return [] }
      return options.thresholds.map {
        ThresholdDifference(first, second, $0, confidence: options.confidence)
      }
    }
  }

  /// Accuracies first, which most readers look for.
  private static func defaultMetrics(of experiments: [ExperimentSummary]) -> [Metric] {
    let present = Set(experiments.flatMap(\.metrics))
    let wanted = present.filter { metric in
      metric == .testAccuracy || metric == .testLoss || experiments.contains { $0.isPublished(metric) }
    }
    return (wanted.isEmpty ? present : wanted).sorted {
      ($0.higherIsBetter ? 0 : 1, $1) < ($1.higherIsBetter ? 0 : 1, $0)
    }
  }

  /// The experiments as a table of this figure lists them.
  func experiments(orderedBy metric: Metric) -> [ExperimentSummary] {
    switch options.order {
    case .asGiven: experiments
    case .bestFirst: bestFirst(metric)
    }
  }

  /// Those without the figure last, and otherwise in the order given.
  func bestFirst(_ metric: Metric) -> [ExperimentSummary] {
    let ranked = experiments.enumerated().map { index, experiment in
      (index, experiment, experiment.figure(metric, at: options.epoch).sample.mean)
    }
    return ranked.sorted { one, other in
      switch (one.2, other.2) {
      case (let mean?, let otherMean?) where mean != otherMean: metric.isBetter(mean, than: otherMean)
      case (_?, nil): true
      case (nil, _?): false
      default: one.0 < other.0
      }
    }.map(\.1)
  }
}
