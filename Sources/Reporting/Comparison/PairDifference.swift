import Experiments
import Schema

/// How far one experiment's figure lies above another's.
public struct PairDifference: Equatable, Sendable {
  public enum Basis: Equatable, Sendable {
    /// Runs of the same seeds, so many of them, side by side.
    case paired(Int)
    /// All runs of either side, as their seeds do not meet.
    case unpaired(Int, Int)
  }

  public struct EffectSize: Equatable, Sendable {
    public enum Kind: String, Sendable {
      /// Mean over standard deviation of the paired differences.
      case cohensDz = "cohens_dz"
      /// Difference of means over the pooled standard deviation, corrected for small samples.
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
  /// The exact or sampled sign-flip test of the paired differences; nil where they are not paired or fewer than two.
  public let permutationTest: SignFlipTest?

  /// Pairs by seed where two seeds or more are on both sides, as experiments of the same seed start from the same
  /// weights and order; otherwise by Welch's method if there are runs for it. Diverged runs are left out.
  init(
    _ first: ExperimentSummary, _ second: ExperimentSummary, metric: Metric, at epoch: EpochChoice,
    confidence: Confidence
  ) {
    pair = ExperimentPair(first.name, second.name)
    self.metric = metric
    let (one, other) = (first.figure(metric, at: epoch), second.figure(metric, at: epoch))
    let values = Dictionary(other.observations.map { ($0.seed, $0.value) }) { $1 }
    let paired = PairedSample(
      one.observations.compactMap { observation in
        values[observation.seed].map { (observation.value, $0) }
      })
    let differences = paired.differences
    if differences.count >= 2 || (differences.count == 1 && min(one.sample.count, other.sample.count) == 1) {
      basis = .paired(differences.count)
      inference = paired.inference(confidence)
      effectSize = paired.cohensDz.map { EffectSize(kind: .cohensDz, value: $0) }
      permutationTest = differences.count >= 2 ? SignFlipTest(differences) : nil
    } else {
      basis = .unpaired(one.sample.count, other.sample.count)
      inference = welchInference(one.sample, other.sample, confidence)
      effectSize = hedgesG(one.sample, other.sample).map { EffectSize(kind: .hedgesG, value: $0) }
      permutationTest = nil
    }
  }

  public var verdict: Verdict {
    switch inference {
    case .none: .noRuns
    case .single(let value): .single(value)
    case .tied(let value), .constant(let value): value == 0 ? .equal : .constant(value)
    case .estimate(let estimate):
      estimate.interval.contains(0) ? .unclear(estimate.value) : .higher(by: estimate.value)
    }
  }

  public enum Verdict: Equatable, Sendable {
    /// One side has no run that did not diverge.
    case noRuns
    /// One run each, which differ by so much.
    case single(Double)
    /// Every seed gives the same figure on both sides.
    case equal
    /// Every seed gives the same difference, so that there is no spread to judge it by.
    case constant(Double)
    /// The interval holds zero; the mean difference.
    case unclear(Double)
    /// The first is higher by this much; lower where it is negative.
    case higher(by: Double)

    /// For JSON and CSV.
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
