import Experiments

/// Experiments side by side: their figures over the seeds, and how they differ pair by pair.
public struct Comparison: Equatable, Sendable {
  public struct Options: Equatable, Sendable {
    /// Nil for the metrics of the test set, those of the validation set if all experiments have one, and those that an
    /// article published for one of the experiments.
    public var metrics: [Metric]?
    public var epoch: EpochChoice
    /// Whether experiments are compared in pairs. A study's claims say what is to be compared.
    public var comparesPairs: Bool
    /// The experiment that every other one is compared with; nil to choose pairs by the names, or the best cell of a
    /// grid.
    public var reference: String?
    /// Whether the experiments are the cells of a grid.
    public var isGrid: Bool
    public var order: Order
    /// Thresholds for which the epochs to reach them are compared.
    public var thresholds: [Threshold]
    public var confidence: Confidence
    /// Shorter names for people, by full name; no two are the same. Cells of a grid need them.
    public var labels: [String: String]
    /// The overrides that the labels omit, as `key=value`.
    public var commonOverrides: [String]

    public init(
      metrics: [Metric]? = nil, epoch: EpochChoice = .final, comparesPairs: Bool = true,
      reference: String? = nil,
      isGrid: Bool = false, order: Order = .bestFirst, thresholds: [Threshold] = [],
      confidence: Confidence = .percent95,
      labels: [String: String] = [:], commonOverrides: [String] = []
    ) {
      self.metrics = metrics
      self.epoch = epoch
      self.comparesPairs = comparesPairs
      self.reference = reference
      self.isGrid = isGrid
      self.order = order
      self.thresholds = thresholds
      self.confidence = confidence
      self.labels = labels
      self.commonOverrides = commonOverrides
    }
  }

  /// The order of the experiments in the table of a metric.
  public enum Order: String, CaseIterable, Sendable {
    case bestFirst = "best"
    case asGiven = "given"
  }

  public let experiments: [ExperimentSummary]
  public let options: Options
  public let metrics: [Metric]
  public let pairs: [ExperimentPair]
  /// In the order of the pairs, then of the metrics.
  public let differences: [PairDifference]
  /// In the order of the pairs, then of the thresholds.
  let epochDifferences: [ThresholdDifference]
  /// Nil without a grid, or if fewer than two cells have figures.
  let bestCell: BestCell?

  public init(_ experiments: [ExperimentSummary], options: Options = Options()) {
    self.experiments = experiments
    self.options = options
    let metrics = options.metrics ?? Self.defaultMetrics(of: experiments)
    self.metrics = metrics
    let cellTests = options.isGrid ? Self.cellTests(of: experiments, metrics, at: options.epoch) : [:]
    bestCell = metrics.first.flatMap { metric in
      options.isGrid
        ? BestCell(
          metric, Self.bestFirst(experiments, metric, at: options.epoch), at: options.epoch,
          cellTests[metric], options.confidence)
        : nil
    }
    // Cells of several experiments are compared with the other experiments' cells of the same values.
    let isOneExperiment = Set(experiments.map(\.name.baseName)).count == 1
    let best = options.reference == nil && isOneExperiment ? bestCell?.experiment : nil
    pairs =
      options.comparesPairs
      ? ExperimentPair.pairs(
        of: ExperimentNames(experiments.map(\.name), labels: options.labels),
        reference: options.reference ?? best) : []
    let byName = Dictionary(experiments.map { ($0.name, $0) }) { earlier, _ in earlier }
    var differences = pairs.flatMap { pair -> [PairDifference] in
      guard let experiment = byName[pair.experiment], let other = byName[pair.other] else { return [] }
      return metrics.map {
        PairDifference(
          experiment, minus: other, metric: $0, at: options.epoch, confidence: options.confidence)
      }
    }
    differences.setFamilies(cellTests, best: best)
    self.differences = differences
    var epochDifferences = pairs.flatMap { pair -> [ThresholdDifference] in
      guard let experiment = byName[pair.experiment], let other = byName[pair.other] else { return [] }
      return options.thresholds.map {
        ThresholdDifference(experiment, minus: other, $0, confidence: options.confidence)
      }
    }
    epochDifferences.setStandings(
      byName, cellCount: best.map { _ in experiments.count }, options.confidence)
    self.epochDifferences = epochDifferences
  }

  private static func cellTests(
    of cells: [ExperimentSummary], _ metrics: [Metric], at epoch: EpochChoice
  ) -> [Metric: CellTest] {
    metrics.reduce(into: [:]) { tests, metric in tests[metric] = CellTest(metric, cells, at: epoch) }
  }

  /// Accuracies first, because most readers look for them.
  private static func defaultMetrics(of experiments: [ExperimentSummary]) -> [Metric] {
    let present = Set(experiments.flatMap(\.metrics))
    let wanted = present.filter { metric in
      metric.isOfTest || metric.isOfValidation && experiments.allSatisfy { $0.metrics.contains(metric) }
        || experiments.contains { $0.isPublished(metric) }
    }
    return (wanted.isEmpty ? present : wanted).sorted {
      ($0.higherIsBetter ? 0 : 1, $1) < ($1.higherIsBetter ? 0 : 1, $0)
    }
  }

  /// The experiments in the order of the table of this metric.
  func experiments(orderedBy metric: Metric) -> [ExperimentSummary] {
    switch options.order {
    case .asGiven: experiments
    case .bestFirst: bestFirst(metric)
    }
  }

  /// The experiments from best to worst, those without the figure last. Equal ones keep their order.
  func bestFirst(_ metric: Metric) -> [ExperimentSummary] {
    Self.bestFirst(experiments, metric, at: options.epoch)
  }

  private static func bestFirst(
    _ experiments: [ExperimentSummary], _ metric: Metric, at epoch: EpochChoice
  ) -> [ExperimentSummary] {
    let ranked = experiments.enumerated().map { index, experiment in
      (index, experiment, experiment.figure(metric, at: epoch).sample.mean)
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
