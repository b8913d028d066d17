import Experiments

/// The runs of one experiment, which differ only in the seed.
public struct ExperimentSummary: Equatable, Sendable {
  public let name: String
  public let title: String?
  /// The article that the experiment comes from.
  public let source: SourceSpec?
  /// The published figures that the spec names, with overrides or without.
  private let publishedInSpec: PublishedFigures
  /// Published figures of this very experiment: none if overrides make it another one.
  public var published: PublishedFigures { isAltered ? [:] : publishedInSpec }

  /// Whether overrides make it another experiment than the one that its spec file describes.
  public var isAltered: Bool { Variant.isAltered(name) }

  /// Whether published figures are left out because they belong to the experiment without overrides.
  var lacksPublished: Bool { isAltered && !publishedInSpec.isEmpty }

  /// Whether an article published this metric for the experiment, with overrides or without.
  func isPublished(_ metric: Metric) -> Bool { publishedInSpec[figuresOf: metric] != nil }

  /// At least one, in the order of the seeds, each seed once.
  public let runs: [RunSummary]

  /// Groups runs by their experiment, in the order in which the names first appear. A later run replaces an earlier one
  /// with the same name and seed.
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
      return ExperimentSummary(
        name: name, title: first.title, source: first.source, publishedInSpec: first.published, runs: group)
    }
  }

  /// The experiment with only the runs of these seeds; nil if there are none.
  public func only(seeds: Set<UInt64>) -> ExperimentSummary? {
    let kept = runs.filter { seeds.contains($0.seed) }
    return kept.isEmpty
      ? nil
      : ExperimentSummary(
        name: name, title: title, source: source, publishedInSpec: publishedInSpec, runs: kept)
  }

  /// The runs that means are computed from: those that did not diverge.
  public var soundRuns: [RunSummary] { runs.filter { !$0.diverged } }

  /// Whether runs with different seeds can differ. True if there are none.
  public var seedHasEffect: Bool { runs.first?.seedHasEffect ?? true }

  /// The sound runs that count as observations: one if the seed has no effect, because all of them are the same run.
  var countedRuns: [RunSummary] { seedHasEffect ? soundRuns : Array(soundRuns.prefix(1)) }

  /// The experiment with one run if the seed has no effect.
  var counted: ExperimentSummary {
    seedHasEffect ? self : only(seeds: Set(runs.prefix(1).map(\.seed))) ?? self
  }

  public var divergedRuns: [RunSummary] { runs.filter(\.diverged) }

  /// The metrics that some run has or an article published, in the order of metrics.csv.
  public var metrics: [Metric] {
    Metric.allCases.filter { metric in
      published[metric] != nil || runs.contains { run in run.epochs.contains { $0.values[metric] != nil } }
    }
  }

  /// Seconds of training of each run, without evaluation.
  public var trainSeconds: Sample { Sample(runs.map(\.trainSeconds)) }

  /// The smallest and the largest number of epochs of a run.
  public var epochCounts: ClosedRange<Int> {
    let counts = runs.map(\.epochs.count)
    return (counts.min() ?? 0)...(counts.max() ?? 0)
  }

  /// Whether the runs that did not diverge differ in their number of epochs.
  public var hasUnequalLengths: Bool { Set(soundRuns.map(\.epochs.count)).count > 1 }

  public func figure(_ metric: Metric, at epoch: EpochChoice) -> FigureSummary {
    FigureSummary(metric: metric, runs: countedRuns, at: epoch)
  }
}
