import Experiments
import Schema

/// The difference of a metric between two experiments.
public struct PairDifference: Equatable, Sendable {
  public enum Basis: Equatable, Sendable {
    /// Computed from this many pairs of runs with the same seed.
    case paired(Int)
    /// Computed from all runs of the experiment and of the other one, because they have too few seeds in common.
    case unpaired(Int, Int)
  }

  public struct EffectSize: Equatable, Sendable {
    public enum Kind: String, Sendable {
      /// The mean of the paired differences divided by their standard deviation.
      case cohensDz = "cohens_dz"
      /// The difference of means divided by the pooled standard deviation, corrected for small samples.
      case hedgesG = "hedges_g"
    }

    public let kind: Kind
    public let value: Double
  }

  public let pair: ExperimentPair
  public let metric: Metric
  public let basis: Basis
  public let inference: MeanInference
  public let effectSize: EffectSize?
  /// The sign-flip test of the paired differences, exact or sampled; nil for fewer than two pairs.
  public let permutationTest: SignFlipTest?
  /// The confidence of the interval.
  let confidence: Confidence
  /// The standard deviation of the difference of two runs, one of each side; nil if it is not known.
  let spread: Double?
  /// The means that are compared; a difference has their decimals.
  let means: [Double]
  /// Those of the two experiments, by name, on which the seed has no effect.
  let seedless: [String]
  /// The other differences of the comparison. Alone until the comparison knows them.
  var family = DifferenceFamily()

  /// Compares runs pair by pair if two or more seeds are on both sides, because runs with the same seed start from the
  /// same weights and see the samples in the same order. Otherwise compares all runs by Welch's method. Diverged runs
  /// are left out. Where the seed has no effect, no run belongs to a certain one of the other side.
  init(
    _ experiment: ExperimentSummary, minus otherExperiment: ExperimentSummary, metric: Metric,
    at epoch: EpochChoice, confidence: Confidence
  ) {
    pair = ExperimentPair(experiment.name, minus: otherExperiment.name)
    self.metric = metric
    self.confidence = confidence
    seedless = [experiment, otherExperiment].filter { !$0.seedHasEffect }.map(\.name)
    let own = experiment.figure(metric, at: epoch)
    let other = otherExperiment.figure(metric, at: epoch)
    means = [own.sample.mean, other.sample.mean].compactMap { $0 }
    let values = Dictionary(other.observations.map { ($0.seed, $0.value) }) { $1 }
    let paired = PairedSample(
      own.observations.compactMap { run in values[run.seed].map { (run.value, $0) } })
    let differences = paired.differences
    let isMatched = seedless.isEmpty
    if isMatched,
      differences.count >= 2 || (differences.count == 1 && min(own.sample.count, other.sample.count) == 1)
    {
      basis = .paired(differences.count)
      inference = paired.inference(confidence)
      effectSize = paired.cohensDz.map { EffectSize(kind: .cohensDz, value: $0) }
      permutationTest = differences.count >= 2 ? SignFlipTest(differences) : nil
      spread = differences.standardDeviation
    } else {
      basis = .unpaired(own.sample.count, other.sample.count)
      inference = welchInference(own.sample, other.sample, confidence)
      effectSize = hedgesG(own.sample, other.sample).map { EffectSize(kind: .hedgesG, value: $0) }
      permutationTest = nil
      // The variance of a difference of independent values is the sum of their variances.
      let deviations = [own.sample, other.sample].compactMap(\.standardDeviation)
      spread = deviations.count == 2 ? deviations.reduce(0) { $0 + $1 * $1 }.squareRoot() : nil
    }
  }

  public var verdict: Verdict {
    switch inference {
    case .none: .noRuns
    case .single(let value): .single(value)
    case .tied(let value): value == 0 ? .equal : .constant(value)
    case .estimate(let estimate):
      estimate.interval.contains(0) ? .unclear(estimate.value) : .higher(by: estimate.value)
    }
  }

  public enum Verdict: Equatable, Sendable {
    /// One experiment has no runs, or all its runs diverged.
    case noRuns
    /// The difference of single runs, which tells nothing about other seeds.
    case single(Double)
    /// Each seed gives the same figure on both sides.
    case equal
    /// Each seed gives this same difference, so there is no spread to judge it by.
    case constant(Double)
    /// The mean difference, whose interval holds zero.
    case unclear(Double)
    /// The mean difference, whose interval does not hold zero. Lower if it is negative.
    case higher(by: Double)

    /// In JSON and CSV.
    public var name: String {
      switch self {
      case .noRuns: "no_runs"
      case .single: "single_run"
      case .equal: "equal"
      case .constant: "constant"
      case .unclear: "unclear"
      case .higher(let difference): difference > 0 ? "higher" : "lower"
      }
    }
  }
}
