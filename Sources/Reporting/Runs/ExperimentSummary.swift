import Experiments

/// The runs of one experiment, which differ in nothing but the seed.
public struct ExperimentSummary: Equatable, Sendable {
  public let name: String
  public let title: String?
  /// By the spec, overridden or not.
  private let stated: [Metric: Double]
  /// Figures that were published of this very experiment: none where overrides make it another one.
  public var published: [Metric: Double] { isAltered ? [:] : stated }

  /// Whether overrides make it another experiment than the one that its spec's file describes.
  public var isAltered: Bool { Variant.isAltered(name) }

  /// Whether published figures are left out since they are not of this experiment.
  var lacksPublished: Bool { isAltered && !stated.isEmpty }

  /// What an article has looked at, whatever the overrides.
  func isPublished(_ metric: Metric) -> Bool { stated[metric] != nil }

  /// At least one, by seed, each seed once.
  public let runs: [RunSummary]

  /// By name, in the order in which the names first appear. Of two runs with the same name and seed the later counts.
  public static func summaries(of runs: some Sequence<RunSummary>) -> [ExperimentSummary] {
    var names: [String] = []
    var runsByName: [String: [UInt64: RunSummary]] = [:]
    for run in runs {
      if runsByName[run.experiment] == nil { names.append(run.experiment) }
      runsByName[run.experiment, default: [:]][run.seed] = run
    }
    return names.compactMap { name in
      guard let group = runsByName[name]?.values.sorted(by: { $0.seed < $1.seed }), let first = group.first
      else {
        return nil
      }
      return ExperimentSummary(name: name, title: first.title, stated: first.published, runs: group)
    }
  }

  /// The runs of these seeds alone; nil where none of them is there.
  public func only(seeds: Set<UInt64>) -> ExperimentSummary? {
    let kept = runs.filter { seeds.contains($0.seed) }
    return kept.isEmpty ? nil : ExperimentSummary(name: name, title: title, stated: stated, runs: kept)
  }

  /// Those whose figures enter means: a diverged run's are no estimate of anything and are counted apart.
  public var soundRuns: [RunSummary] { runs.filter { !$0.diverged } }

  public var divergedRuns: [RunSummary] { runs.filter(\.diverged) }

  /// Which figures there are at all, published ones included, in the order of metrics.csv.
  public var metrics: [Metric] {
    Metric.allCases.filter { metric in
      published[metric] != nil || runs.contains { run in run.epochs.contains { $0.values[metric] != nil } }
    }
  }

  /// Seconds of training of each run, evaluation apart.
  public var trainSeconds: Sample { Sample(runs.map(\.trainSeconds)) }

  /// How many epochs the runs have; two numbers where they differ.
  public var epochCounts: ClosedRange<Int> {
    let counts = runs.map(\.epochs.count)
    return (counts.min() ?? 0)...(counts.max() ?? 0)
  }

  public func figure(_ metric: Metric, at epoch: EpochChoice) -> FigureSummary {
    FigureSummary(metric: metric, runs: soundRuns, at: epoch)
  }
}
