import Experiments

/// The mean or median of a figure over the runs, with its confidence interval.
///
/// With two figures it is their mean difference over the pairs of runs with the same seed. For medians it is the difference
/// of the two medians, not the median of differences.
///
/// The interval of a mean is Student's t. Of two values it is not narrower than that of Clopper and Pearson; of equal values
/// it is that of `equalValuesInterval` if the figure is bounded, and there is none otherwise. The interval of a median is a
/// bootstrap interval.
struct Estimate {
  /// Number of runs or pairs.
  let count: Int
  let value: Double?
  /// Nil if there are too few runs for one, if the values are equal and not bounded, or if there is no chance.
  let interval: Interval?
  let confidence: Confidence
  /// Why chance has no part in the value; nil if it has.
  let certainty: Certainty?
  let spread: Spread

  enum Spread: Equatable {
    /// The standard deviation of the values or differences, for means; nil for fewer than two of them.
    case deviation(Double?)
    /// All values are equal, two or more. The range is that of the figure, nil if it is not bounded.
    case tied(range: Interval?)
    /// The estimate is a median.
    case ofMedian
  }

  private let noThresholdReached: Bool

  /// What an estimate is computed from.
  enum Observed {
    /// A value for each seed.
    case values([Double])
    /// The values of several figures for each seed, [seeds][figures], and the factor of each figure in their sum.
    case rows([[Double]], factors: [Double])

    static func pairs(_ pairs: [(Double, Double)]) -> Observed {
      .rows(pairs.map { [$0.0, $0.1] }, factors: [1, -1])
    }

    fileprivate var count: Int {
      switch self {
      case .values(let values): values.count
      case .rows(let rows, _): rows.count
      }
    }

    /// The value of each seed.
    fileprivate var sample: Sample {
      switch self {
      case .values(let values): Sample(values)
      case .rows(let rows, let factors):
        Sample(rows.map { row in zip(row, factors).reduce(0) { $0 + $1.1 * $1.0 } })
      }
    }

    /// Whether medians are infinite and cancel, so that nothing is left to judge.
    fileprivate var hasNoThresholdReached: Bool {
      switch self {
      case .values: return false
      case .rows(let rows, let factors):
        let medians = factors.indices.map { column in factors[column] * rows.map { $0[column] }.median }
        return medians.contains(.infinity) && medians.contains(-.infinity)
      }
    }
  }

  /// - Parameter other: a figure of the same kind; nil for the figure itself instead of a difference.
  init(_ figure: SumObservations, minus other: SumObservations?, confidence: Confidence) {
    let isMedian = figure.base.figure.isMedian
    let sum = figure.subtracting(other)
    let observed: Observed =
      if isMedian, sum.terms.count > 1 {
        .rows(sum.rows, factors: sum.terms.map(\.factor))
      } else if let other {
        .pairs(figure.paired(with: other).map { ($0.value, $0.other) })
      } else {
        .values(figure.observations.map(\.value))
      }
    self.init(
      observed, isMedian: isMedian, bounds: sum.bounds, confidence: confidence, certainty: Certainty(sum),
      endsAtBounds: true)
  }

  /// The mean or median of values, or the mean sum or sum of medians of rows.
  /// - Parameters:
  ///   - bounds: the values or sums that there can be.
  ///   - certainty: why chance has no part in the value, if the observations are equal.
  ///   - resamples: of the bootstrap, for medians.
  ///   - endsAtBounds: whether the interval of a mean ends where there are no values beyond. It holds the mean as often.
  init(
    _ observed: Observed, isMedian: Bool, bounds: Interval, confidence: Confidence,
    certainty: Certainty? = nil, resamples: Int = Bootstrap.usualResamples, endsAtBounds: Bool = false
  ) {
    self.confidence = confidence
    count = observed.count
    let sample = observed.sample
    let isEqual = sample.count == count && sample.minimum == sample.maximum
    let found: (value: Double?, interval: Interval?)
    if isMedian {
      let bootstrap = Bootstrap(resamples: resamples, confidence: confidence)
      let inference =
        switch observed {
        case .values(let values): bootstrap.median(values)
        case .rows(let rows, let factors): bootstrap.medianSum(rows: rows, factors: factors)
        }
      noThresholdReached = observed.hasNoThresholdReached
      found =
        switch inference {
        case .none: (nil, nil)
        case .single(let single): (single, nil)
        case .estimate(let estimate, let ends): (estimate, ends)
        }
      spread = .ofMedian
    } else {
      let inference = sample.meanInference(confidence)
      switch inference {
      case .tied(let value):
        let range = bounds.low.isFinite && bounds.high.isFinite ? bounds : nil
        let interval = range.map { equalValuesInterval(of: value, count: sample.count, in: $0, confidence) }
        (found, spread) = ((value, interval), .tied(range: range))
      case .none, .single, .estimate:
        let interval = inference.interval.map { interval in
          let wide = interval.hull(sample.twoValuesInterval(confidence))
          return endsAtBounds ? wide.clamped(to: bounds) : wide
        }
        (found, spread) = ((inference.value, interval), .deviation(sample.standardDeviation))
      }
      noThresholdReached = false
    }
    // Where runs that should be equal are not, as damaged ones, they are judged like any others.
    self.certainty = isEqual || count == 1 ? certainty : nil
    if noThresholdReached {
      (value, interval) = (nil, nil)
    } else {
      (value, interval) = (found.value, self.certainty == nil ? found.interval : nil)
    }
  }

  /// Why the estimate does not settle whether the value lies in the region; nil if it does.
  /// - Parameter divergence: how the excluded runs would have moved the value.
  func obstacle(_ region: AllowedRegion, divergence: Divergence = .none) -> UndecidedReason? {
    if count == 0 { return .noCommonSeeds }
    if noThresholdReached { return .noThresholdReached }
    // The bootstrap's interval ends at the smallest and the largest run, so it cannot do with fewer either.
    if certainty == nil, isMedian, count < confidence.minimumCount {
      return .tooFewForMedian(needed: confidence.minimumCount)
    }
    guard let interval = decisiveInterval else { return isTied ? .tied(count: count, unseen: nil) : .oneRun }
    if !divergence.isNone {
      return region.isApart(from: divergence.stretched(interval)) ? nil : .someDiverged
    }
    if region.contains(interval) || region.isApart(from: interval) { return nil }
    return isTied ? .tied(count: count, unseen: confidence.shareUnseen(in: count)) : .intervalCrossesBound
  }

  /// What has to lie inside the region or outside: the interval, or the value alone if there is no chance.
  var decisiveInterval: Interval? {
    certainty == nil ? interval : value.map { Interval(low: $0, high: $0) }
  }

  private var isMedian: Bool { spread == .ofMedian }

  private var isTied: Bool {
    switch spread {
    case .tied: true
    case .deviation, .ofMedian: false
    }
  }
}

extension [Double] {
  fileprivate var median: Double { sorted().quantileOfSorted(0.5) ?? .nan }
}
