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

extension Confidence {
  /// The minimum number of pairs: that of the permutation test, and at lower confidence than 95 % still six, because with
  /// fewer the spread is hardly known.
  var minimumPairCount: Int { max(minimumCount, 6) }

  /// The minimum number of runs on each side if they are not paired. There are C(2n, n) ways to divide 2n runs, so the
  /// smallest p-value of a permutation test is 2/C(2n, n). For 95 % that is four: 2/70 = 0.029, while 2/20 = 0.1.
  var minimumUnpairedCount: Int {
    var (count, divisions) = (1, 2.0)
    while 2 / divisions > errorRate, count < 64 {
      count += 1
      divisions *= Double(2 * (2 * count - 1)) / Double(count)
    }
    return max(count, 4)
  }
}

extension PairDifference {
  /// The number of pairs, or of runs on the side that has fewer.
  private var runCount: Int {
    switch basis {
    case .paired(let pairs): pairs
    case .unpaired(let count, let otherCount): min(count, otherCount)
    }
  }

  /// The smallest such number with which a permutation test can reach α. The one over all signs of n pairs has no p-value
  /// below 2/2ⁿ: for 95 % it takes six.
  private var minimumRunCount: Int {
    switch basis {
    case .paired: confidence.minimumPairCount
    case .unpaired: confidence.minimumUnpairedCount
    }
  }

  /// Whether there are too few runs for a permutation test to reach α. Student's t may reach it, but with so few runs
  /// that rests on the normal distribution alone.
  var hasTooFewRuns: Bool { runCount < minimumRunCount }

  public var standing: Standing {
    switch verdict {
    case .noRuns: .noRuns
    case .single: .singleRun
    case .equal: .equal
    case .constant: foundAgainstBest ?? .constant
    case .unclear: foundAgainstBest ?? (hasTooFewRuns ? .tooFewRuns : .unclear)
    case .higher(let value):
      if hasTooFewRuns {
        .tooFewRuns
      } else if family.isAgainstBest {
        foundAgainstBest ?? .unclear
      } else if family.isClear(confidence) {
        metric.isBetter(value, than: 0) ? .better : .worse
      } else {
        .unclear
      }
    }
  }

  /// What the test of the cells finds against the best cell of a grid, where it alone decides, as it does for the cell
  /// itself; nil if it finds nothing.
  private var foundAgainstBest: Standing? {
    switch family.againstBest {
    case .better: .better
    case .worse: .worse
    case .unclear, .tooFewSeeds, nil: nil
    }
  }

  /// Number of seeds, the same on both sides, whose interval would no longer hold zero if difference and spread stay as
  /// they are; more than there are, and no fewer than a clear difference takes. Against the best cell of a grid, with which
  /// the test of the cells would tell them apart. Nil if no number up to a million is enough, if the spread is not known, or
  /// if the difference is settled.
  var seedsNeeded: Int? {
    switch standing {
    case .better, .worse, .equal, .constant, .singleRun, .noRuns: return nil
    case .unclear, .tooFewRuns: break
    }
    // A test that allows for the choice of the best cell takes no fewer than one that does not; with few seeds, the largest
    // |t| of their few sign patterns would tell otherwise.
    let needed =
      family.againstBest == nil
      ? seedsNeededAlone(family.confidenceOfEach(confidence))
      : family.seedsNeededAgainstBest.map { max($0, seedsNeededAlone(confidence) ?? $0) }
    return needed.map { max($0, runCount + 1, minimumRunCount) }
  }

  private func seedsNeededAlone(_ confidence: Confidence) -> Int? {
    guard let value = inference.value, let spread else { return nil }
    return observationsNeeded(standardDeviation: spread, margin: value.magnitude, confidence)
  }
}
