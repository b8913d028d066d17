/// Figures of a kind that experiments have, with what is true of them.
///
/// A pair of runs with the same seed has what the seed adds to both, and what is each one's own.
struct FigureKind: Sendable {
  let name: String
  /// What is the same in runs with the same seed.
  private let common: Part
  /// What is each run's own.
  private let own: Part
  /// The same for the runs of the other experiment.
  private let other: Part
  /// Figures are sums of parts divided by this, as an accuracy is a number of samples divided by their number.
  private let divisor: Double

  /// A random summand with its mean.
  fileprivate struct Part: Sendable {
    let mean: Double
    let draw: @Sendable (inout RandomNumbers) -> Double
  }

  /// Whether the figure is an accuracy, which bnlab knows to lie between 0 and 1.
  let isShare: Bool
  let mean: Double
  let median: Double
  /// The mean, and the difference of the medians, of the first minus the other experiment.
  let meanDifference: Double
  let medianDifference: Double

  private init(
    _ name: String, _ common: Part, _ own: Part, _ other: Part, divisor: Double = 1, isShare: Bool = false,
    median: Double, otherMedian: Double
  ) {
    self.name = name
    self.isShare = isShare
    (self.common, self.own, self.other, self.divisor) = (common, own, other, divisor)
    mean = (common.mean + own.mean) / divisor
    meanDifference = (own.mean - other.mean) / divisor
    self.median = median / divisor
    medianDifference = (median == otherMedian ? 0 : median - otherMedian) / divisor
  }

  private init(
    _ name: String, common: DiscreteDistribution, _ own: DiscreteDistribution, _ other: DiscreteDistribution,
    divisor: Double = 1, isShare: Bool = false
  ) {
    self.init(
      name, Part(common), Part(own), Part(other), divisor: divisor, isShare: isShare,
      median: common.plus(own).median, otherMedian: common.plus(other).median)
  }

  func figure(_ numbers: inout RandomNumbers) -> Double {
    (common.draw(&numbers) + own.draw(&numbers)) / divisor
  }

  func otherFigure(_ numbers: inout RandomNumbers) -> Double {
    (common.draw(&numbers) + other.draw(&numbers)) / divisor
  }

  /// Runs of two different experiments with the same seed.
  func pair(_ numbers: inout RandomNumbers) -> (Double, Double) {
    let common = common.draw(&numbers)
    return ((common + own.draw(&numbers)) / divisor, (common + other.draw(&numbers)) / divisor)
  }

  /// Runs with the same seed of so many experiments that do not differ.
  func equals(_ count: Int, _ numbers: inout RandomNumbers) -> [Double] {
    let common = common.draw(&numbers)
    return (0..<count).map { _ in (common + own.draw(&numbers)) / divisor }
  }
}

extension FigureKind.Part {
  fileprivate init(_ distribution: DiscreteDistribution) {
    self.init(mean: distribution.mean) { distribution.draw(&$0) }
  }

  fileprivate static let zero = FigureKind.Part(mean: 0) { _ in 0 }

  fileprivate static func normal(_ deviation: Double) -> FigureKind.Part {
    FigureKind.Part(mean: 0) { deviation * $0.normal() }
  }

  // Logarithms and exponentials may differ in their last bit between machines. Rounded they do not.

  /// Skewness 2.
  fileprivate static func exponential(_ scale: Double) -> FigureKind.Part {
    FigureKind.Part(mean: scale) { scale * millionths($0.exponential()) }
  }

  /// Skewness about 6.
  fileprivate static func lognormal(_ scale: Double) -> FigureKind.Part {
    // E exp(U − ½) of a uniform number is e^½ − e^−½ = 2 sinh ½; normal() is the sum of twelve of them.
    let mean = (0..<12).reduce(1.0) { product, _ in product * 1.042_190_610_987_494_7 }
    return FigureKind.Part(mean: scale * mean) { scale * millionths($0.lognormal()) }
  }

  private static func millionths(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}

extension FigureKind {
  static let normal = FigureKind(
    "normal", .normal(1), .normal(1), .normal(1), median: 0, otherMedian: 0)

  /// The figure of one experiment is exponential; a difference of two has skewness 1.2.
  static let skewed = FigureKind(
    "skewed (exponential)", .zero, .exponential(1), .exponential(0.5), median: 0.693_147,
    otherMedian: 0.346_573_5)

  static let stronglySkewed = FigureKind(
    "strongly skewed (lognormal)", .zero, .lognormal(1), .lognormal(0.5), median: 1, otherMedian: 0.5)

  static let fineSteps = FigureKind(
    "accuracy 0.84 in steps of 1/500", common: .binomial(250, 0.84), .binomial(250, 0.84),
    .binomial(250, 0.86), divisor: 500, isShare: true)

  static let coarseSteps = FigureKind(
    "accuracy 0.99 in steps of 1/100", common: .binomial(50, 0.99), .binomial(50, 0.99),
    .binomial(50, 0.96), divisor: 100, isShare: true)

  /// Four of five runs have the same accuracy.
  static let tied = FigureKind(
    "two values, 80 % and 20 %", common: DiscreteDistribution([98: 1]),
    DiscreteDistribution([0: 0.8, 1: 0.2]), DiscreteDistribution([0: 0.9, 1: 0.1]), divisor: 100,
    isShare: true)

  /// One of ten runs fails altogether.
  static let allOrNothing = FigureKind(
    "all or nothing, 90 % and 10 %", common: DiscreteDistribution([0: 1]),
    DiscreteDistribution([0: 0.1, 1: 0.9]), DiscreteDistribution([0: 0.2, 1: 0.8]), isShare: true)

  /// The same of a figure without bounds, such as a worst step of a loss.
  static let tiedLoss = FigureKind(
    "no bounds, 90 % and 10 %", common: DiscreteDistribution([0: 1]), DiscreteDistribution([0: 0.9, 1: 0.1]),
    DiscreteDistribution([0: 0.8, 1: 0.2]))

  static let epochs = FigureKind(
    "epochs, skewed", common: .geometric(0.3), .geometric(0.2), .geometric(0.35))

  static let tiedEpochs = FigureKind(
    "epochs, two values, 45 % and 55 %", common: DiscreteDistribution([24: 1]),
    DiscreteDistribution([0: 0.45, 1: 0.55]), DiscreteDistribution([0: 0.55, 1: 0.45]))

  /// A third of the runs never reaches the threshold; of the other experiment a tenth.
  static let neverReached = FigureKind(
    "epochs, a third never", common: .geometric(0.3), .geometric(0.2).reached(2.0 / 3),
    .geometric(0.35).reached(0.9))

  static let forMeans = [
    normal, skewed, stronglySkewed, fineSteps, coarseSteps, tied, allOrNothing, tiedLoss,
  ]
  static let forMedians = [normal, skewed, epochs, tiedEpochs, neverReached]
}
