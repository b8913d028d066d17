import Experiments

/// The mean or median of a figure over the runs, with its confidence interval.
///
/// With two figures it is the difference, first minus other, over the pairs of runs with the same seed. The interval is
/// Student's t for means and a bootstrap interval for medians.
struct Estimate {
  /// Number of runs or pairs.
  let count: Int
  let value: Double?
  /// Nil if there are too few runs for one.
  let interval: Interval?
  private let confidence: Confidence
  /// The standard deviation of the values or differences; nil for medians.
  private let deviation: Double?
  private let isMedian: Bool
  /// Whether the values are equal and too few to tell anything about their spread.
  private let isTied: Bool
  private let noThresholdReached: Bool
  private let minimumForConstant: Int

  /// What an estimate is computed from, a value or a pair for each seed.
  enum Observed {
    case values([Double])
    case pairs([(Double, Double)])
  }

  /// - Parameters:
  ///   - other: a figure of the same kind; nil for the figure itself instead of a difference.
  ///   - minimumForConstant: the number of equal values that counts as a lack of variation.
  init(
    _ figure: SumObservations, minus other: SumObservations?, confidence: Confidence,
    minimumForConstant: Int = Sample.minimumForConstant
  ) {
    let observed: Observed =
      if let other {
        .pairs(figure.observations.paired(with: other.observations).map { ($0.value, $0.other) })
      } else {
        .values(figure.observations.map(\.value))
      }
    self.init(
      observed, isMedian: figure.base.figure.isMedian, confidence: confidence,
      minimumForConstant: minimumForConstant)
  }

  /// The mean or median of values, or the mean difference or difference of medians of pairs.
  /// - Parameters:
  ///   - minimumForConstant: the number of equal values that counts as a lack of variation.
  ///   - resamples: of the bootstrap, for medians.
  init(
    _ observed: Observed, isMedian: Bool, confidence: Confidence,
    minimumForConstant: Int = Sample.minimumForConstant, resamples: Int = Bootstrap.usualResamples
  ) {
    self.confidence = confidence
    self.minimumForConstant = minimumForConstant
    self.isMedian = isMedian
    count =
      switch observed {
      case .values(let values): values.count
      case .pairs(let pairs): pairs.count
      }
    if isMedian {
      let bootstrap = Bootstrap(resamples: resamples, confidence: confidence)
      let inference: BootstrapInference
      switch observed {
      case .values(let values):
        (inference, noThresholdReached) = (bootstrap.median(values), false)
      case .pairs(let pairs):
        inference = bootstrap.medianDifference(pairs: pairs)
        noThresholdReached = pairs.map(\.0).medianIsInfinite && pairs.map(\.1).medianIsInfinite
      }
      switch inference {
      case .none: (value, interval) = (nil, nil)
      case .single(let single): (value, interval) = (single, nil)
      case .estimate(let estimate, let ends): (value, interval) = (estimate, ends)
      }
      (deviation, isTied) = (nil, false)
    } else {
      let sample =
        switch observed {
        case .values(let values): Sample(values)
        case .pairs(let pairs): PairedSample(pairs).differences
        }
      let inference = sample.meanInference(confidence)
      isTied = 2..<minimumForConstant ~= sample.count && sample.minimum == sample.maximum
      (value, interval) = (inference.value, isTied ? nil : inference.interval)
      (deviation, noThresholdReached) = (sample.standardDeviation, false)
    }
  }

  /// Why the estimate does not settle whether the value lies in the region; nil if it does.
  /// - Parameter divergence: how the excluded runs would have moved the value.
  func obstacle(_ region: AllowedRegion, divergence: Divergence = .none) -> UndecidedReason? {
    if count == 0 { return .noCommonSeeds }
    if noThresholdReached { return .noThresholdReached }
    // The bootstrap's interval ends at the smallest and the largest run, so it cannot do with fewer either.
    if isMedian, count < confidence.minimumCount { return .tooFewForMedian(needed: confidence.minimumCount) }
    if isTied { return .tied(needed: minimumForConstant) }
    guard let interval else { return .oneRun }
    if !divergence.isNone {
      return region.isApart(from: divergence.stretched(interval)) ? nil : .someDiverged
    }
    return region.contains(interval) || region.isApart(from: interval) ? nil : .intervalCrossesBound
  }

  /// Number of runs that make the interval so narrow that it no longer crosses the nearest end of the region, if spread
  /// and value stay as they are. Nil if no number would.
  func seedsNeeded(_ region: AllowedRegion) -> Int? {
    guard let value, value.isFinite, let interval else { return nil }
    let distance = region.distanceToEnd(from: value)
    let needed: Int?
    if let deviation {
      needed = observationsNeeded(standardDeviation: deviation, margin: distance, confidence)
    } else {
      // The width of a bootstrap interval falls with the square root of the number of runs.
      let ratio = max(interval.high - value, value - interval.low) / distance
      let runs = Double(count) * ratio * ratio
      needed = runs.isFinite && runs < 1e9 ? Int(runs.rounded(.up)) : nil
    }
    return needed.map { max($0, count + 1) }
  }
}

/// The direction in which diverged runs would have moved a value. They count as worse than any other run.
struct Divergence {
  let lowers: Bool
  let raises: Bool

  var isNone: Bool { !lowers && !raises }
  static let none = Divergence(lowers: false, raises: false)

  private init(lowers: Bool, raises: Bool) {
    (self.lowers, self.raises) = (lowers, raises)
  }

  init(_ figure: SumObservations, minus other: SumObservations?) {
    let sides = figure.divergedSides.union(other?.divergedSides.map(\.opposite) ?? [])
    (lowers, raises) = (sides.contains(.below), sides.contains(.above))
  }

  /// The interval, open to the sides to which diverged runs would have moved it.
  func stretched(_ interval: Interval) -> Interval {
    Interval(low: lowers ? -.infinity : interval.low, high: raises ? .infinity : interval.high)
  }
}

extension [Double] {
  fileprivate var medianIsInfinite: Bool { sorted().quantileOfSorted(0.5) == .infinity }
}
