import Experiments
import Text

/// The best cell of a grid, and whether it is really better than every other one. It was chosen by the same figures, which
/// the p-values of single differences do not know, so the test is the one of the largest |t|.
struct BestCell: Equatable, Sendable {
  enum Verdict: String, Sendable {
    /// Better than every other cell.
    case winner
    case unclear
    /// The cells have too few seeds in common for the test.
    case tooFewSeeds = "too_few_seeds"
  }

  let metric: Metric
  let experiment: String
  let runnerUp: String
  /// Number of cells with a run that did not diverge.
  let cellCount: Int
  /// Number of seeds that all those cells have.
  let seedCount: Int
  /// Whether cells have other seeds, too, which the test does not use.
  let hasOtherSeeds: Bool
  /// Whether the seed has an effect on all of them.
  let seedHasEffect: Bool
  /// The mean of the best cell minus that of the runner-up.
  let difference: Double
  /// The largest p-value of the test over the other cells; nil if there is no test.
  let p: Double?
  let isExact: Bool?
  /// The smallest number of seeds with which the test can find anything.
  let minimumSeedCount: Int
  /// The best cell's mean, whose decimals the difference has.
  private let bestMean: Double
  /// The cells that cannot be told from the best one, from the best to the worst.
  let rivals: [String]
  let verdict: Verdict

  /// Nil if fewer than two cells have figures.
  /// - Parameters:
  ///   - ranked: the cells from the best to the worst.
  ///   - test: the test of all cells with figures, nil if there is none.
  ///   - confidence: 1 − α of the test.
  init?(
    _ metric: Metric, _ ranked: [ExperimentSummary], at epoch: EpochChoice, _ test: CellTest?,
    _ confidence: Confidence
  ) {
    let means = ranked.compactMap { cell in
      cell.figure(metric, at: epoch).sample.mean.map { (cell.name, $0) }
    }
    guard let best = means.first, let second = means.dropFirst().first else { return nil }
    self.metric = metric
    (experiment, runnerUp) = (best.0, second.0)
    cellCount = means.count
    let seedCount = test?.maxT.seedCount ?? 0
    self.seedCount = seedCount
    hasOtherSeeds = ranked.contains { $0.figure(metric, at: epoch).observations.count > seedCount }
    seedHasEffect = ranked.allSatisfy { $0.soundRuns.isEmpty || $0.seedHasEffect }
    difference = best.1 - second.1
    bestMean = best.1
    isExact = test.map { $0.maxT.method == .exact }
    minimumSeedCount = confidence.minimumPairCount
    let others = means.dropFirst().map(\.0)
    guard let test, seedCount >= minimumSeedCount else {
      (p, rivals, verdict) = (nil, others, .tooFewSeeds)
      return
    }
    p = others.compactMap { test.p(best.0, $0) }.max()
    rivals = others.filter { test.standing(best.0, $0, confidence) != .better }
    verdict = rivals.isEmpty ? .winner : .unclear
  }
}

/// The test of the largest |t| over the cells of a grid. It alone decides how a cell stands to the best one.
struct CellTest: Equatable, Sendable {
  enum Standing: Equatable, Sendable {
    case better, worse, unclear
    /// With the seeds that all cells have in common, no p-value can reach α.
    case tooFewSeeds
  }

  let maxT: MaxTTest
  /// The places of the cells in the test.
  private let places: [String: Int]
  /// The means over the seeds of the test, by place.
  private let means: [Double]
  private let metric: Metric

  /// Uses the seeds that all cells with figures have. Nil for fewer than two of them.
  init?(_ metric: Metric, _ cells: [ExperimentSummary], at epoch: EpochChoice) {
    let figures = cells.compactMap { cell -> (String, [UInt64: Double])? in
      let observations = cell.figure(metric, at: epoch).observations.filter { $0.value.isFinite }
      return observations.isEmpty
        ? nil : (cell.name, Dictionary(observations.map { ($0.seed, $0.value) }) { $1 })
    }
    let seeds = (figures.first?.1.keys.sorted() ?? []).filter { seed in
      figures.allSatisfy { $0.1[seed] != nil }
    }
    guard let maxT = MaxTTest(seeds.map { seed in figures.compactMap { $0.1[seed] } }) else { return nil }
    self.maxT = maxT
    self.metric = metric
    means = figures.map { cell in Sample(seeds.compactMap { cell.1[$0] }).mean ?? .nan }
    places = Dictionary(figures.enumerated().map { ($1.0, $0) }) { first, _ in first }
  }

  /// The p-value of the difference between two cells; nil if one has no figures.
  func p(_ one: String, _ other: String) -> Double? {
    guard let one = places[one], let other = places[other] else { return nil }
    return maxT.p(one, other)
  }

  /// How the first cell stands to the other one, over the seeds of the test.
  func standing(_ one: String, _ other: String, _ confidence: Confidence) -> Standing {
    guard maxT.seedCount >= confidence.minimumPairCount else { return .tooFewSeeds }
    guard let p = p(one, other), p <= confidence.errorRate, let one = places[one], let other = places[other]
    else { return .unclear }
    return metric.isBetter(means[one], than: means[other]) ? .better : .worse
  }

  /// Number of seeds with which the test would tell the cells apart; nil if that cannot be told.
  func seedsNeeded(_ one: String, _ other: String, _ confidence: Confidence) -> Int? {
    guard let one = places[one], let other = places[other] else { return nil }
    return maxT.seedsNeeded(one, other, errorRate: confidence.errorRate)
  }
}

extension BestCell {
  /// - Parameter shown: the name of a cell as the sentence uses it.
  func sentence(_ shown: (String) -> String) -> String {
    let size = metric.precision.text(difference.magnitude, among: [bestMean])
    let (best, second) = (shown(experiment), shown(runnerUp))
    let lead =
      difference == 0 ? "\(best) is level with \(second)" : "\(best) is ahead of \(second) by \(size)"
    switch verdict {
    case .winner:
      let others = cellCount == 2 ? "the other cell" : "each of the \(cellCount - 1) other cells"
      return
        "The best cell in \(metric.rawValue), \(best), is better than \(others) (than the runner-up \(second) by \(size); "
        + "max-t \(pText))."
    case .unclear:
      let names = rivals.prefix(3).map(shown) + (rivals.count > 3 ? ["\(rivals.count - 3) more"] : [])
      return
        "No cell wins in \(metric.rawValue): \(lead)\(difference == 0 ? " and" : ", but it") cannot be told from "
        + "\(names.listed) (max-t \(pText))."
    case .tooFewSeeds where !seedHasEffect:
      return
        "No cell wins in \(metric.rawValue): \(lead), but there are cells on which the seed has no "
        + "effect, so that the cells cannot be tested together."
    case .tooFewSeeds:
      return
        "No cell wins in \(metric.rawValue): \(lead), but the cells have too few seeds in "
        + "common for a test: \(seedCount), and it needs \(minimumSeedCount)."
    }
  }

  private var pText: String {
    guard let p else { return "p unknown" }
    let text = Cell.probability(p).shown
    let seeds = hasOtherSeeds ? " over the \(seedCount) seeds that all cells have" : ""
    return (text.hasPrefix("<") ? "p \(text)" : "p = \(text)") + seeds
  }
}
