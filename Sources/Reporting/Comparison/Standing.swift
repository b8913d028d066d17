/// What may be said about a difference. Unlike the verdict, which reads the interval alone, it takes into account how many
/// runs and how many other differences there are.
public enum Standing: String, Sendable {
  /// The difference is clear, and the experiment is better than the other one.
  case better
  /// The difference is clear, and the experiment is worse than the other one.
  case worse
  case unclear
  /// Too few runs to call one better, whatever the interval says.
  case tooFewRuns = "too_few_runs"
  /// Each seed gives the same figure on both sides.
  case equal
  /// Each seed gives the same difference.
  case constant
  /// The difference of single runs.
  case singleRun = "single_run"
  case noRuns = "no_runs"
}

extension PairDifference {
  /// The minimum number of pairs for a clear difference. The permutation test over all signs of n pairs has no p-value
  /// below 2/2ⁿ: 0.0625 for five pairs, 0.03125 for six.
  static let minimumPairs = 6

  /// The minimum number of runs on each side if they are not paired. There are C(8, 4) = 70 ways to divide eight runs,
  /// so the smallest p-value of a permutation test is 2/70 = 0.029. For three and three it is 2/20 = 0.1.
  static let minimumUnpairedRuns = 4

  /// Whether there are too few runs for a permutation test to reach 0.05. Student's t may reach it, but with so few runs
  /// that rests on the normal distribution alone.
  var hasTooFewRuns: Bool {
    switch basis {
    case .paired(let pairs): pairs < Self.minimumPairs
    case .unpaired(let count, let otherCount): min(count, otherCount) < Self.minimumUnpairedRuns
    }
  }

  public var standing: Standing {
    switch verdict {
    case .noRuns: .noRuns
    case .single: .singleRun
    case .equal: .equal
    case .constant: .constant
    case .unclear: hasTooFewRuns ? .tooFewRuns : .unclear
    case .higher(let value):
      if hasTooFewRuns {
        .tooFewRuns
      } else if !family.isClear(confidence) {
        .unclear
      } else {
        metric.isBetter(value, than: 0) ? .better : .worse
      }
    }
  }

  /// Number of seeds, the same on both sides, whose interval would no longer hold zero if difference and spread stay as
  /// they are, and at least `minimumPairs`. Nil if no number up to a million is enough, if the spread is not known, or if
  /// the difference is settled.
  var seedsNeeded: Int? {
    switch standing {
    case .better, .worse, .equal, .constant, .singleRun, .noRuns: return nil
    case .unclear, .tooFewRuns: break
    }
    guard let value = inference.value, let spread else { return nil }
    let confidence = family.confidenceOfEach(confidence)
    return observationsNeeded(standardDeviation: spread, margin: value.magnitude, confidence)
      .map { max($0, Self.minimumPairs) }
  }
}
