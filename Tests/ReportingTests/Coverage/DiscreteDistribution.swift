/// Figures in steps, such as numbers of correct answers or of epochs. Values may be infinite (never reached).
struct DiscreteDistribution: Sendable {
  /// Ascending.
  let values: [Double]
  let probabilities: [Double]
  private let cumulative: [Double]

  /// - Parameter weights: by value; made to sum to 1. Values with less than a billionth of the sum are left out.
  init(_ weights: [Double: Double]) {
    let total = weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    let kept = weights.filter { $0.value > 1e-9 * total }.sorted { $0.key < $1.key }
    let keptTotal = kept.reduce(0) { $0 + $1.value }
    values = kept.map(\.key)
    probabilities = kept.map { $0.value / keptTotal }
    var sum = 0.0
    cumulative = probabilities.map { probability in
      sum += probability
      return sum
    }
  }

  /// Number of successes in so many trials.
  static func binomial(_ trials: Int, _ probability: Double) -> DiscreteDistribution {
    var weight = (0..<trials).reduce(1.0) { weight, _ in weight * (1 - probability) }
    var weights: [Double: Double] = [0: weight]
    for count in 1...trials {
      weight *= Double(trials - count + 1) / Double(count) * probability / (1 - probability)
      weights[Double(count)] = weight
    }
    return DiscreteDistribution(weights)
  }

  /// Number of failures before the first success.
  static func geometric(_ probability: Double) -> DiscreteDistribution {
    var weight = probability
    var weights: [Double: Double] = [:]
    for count in 0..<200 {
      weights[Double(count)] = weight
      weight *= 1 - probability
    }
    return DiscreteDistribution(weights)
  }

  var mean: Double { zip(values, probabilities).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The smallest value that at least half of the figures do not exceed. NaN if exactly half of them do not, up to rounding,
  /// because then every number up to the next value is a median.
  var median: Double {
    guard let index = cumulative.firstIndex(where: { $0 > 0.5 - 1e-6 }), cumulative[index] > 0.5 + 1e-6 else {
      return .nan
    }
    return values[index]
  }

  /// The sum of a figure and an independent one of the other distribution.
  func plus(_ other: DiscreteDistribution) -> DiscreteDistribution {
    var weights: [Double: Double] = [:]
    for (one, probability) in zip(values, probabilities) {
      for (two, otherProbability) in zip(other.values, other.probabilities) {
        weights[one + two, default: 0] += probability * otherProbability
      }
    }
    return DiscreteDistribution(weights)
  }

  /// The same figure with this probability, and infinite otherwise.
  func reached(_ probability: Double) -> DiscreteDistribution {
    var weights: [Double: Double] = [.infinity: 1 - probability]
    for (value, share) in zip(values, probabilities) { weights[value] = share * probability }
    return DiscreteDistribution(weights)
  }

  func draw(_ numbers: inout RandomNumbers) -> Double {
    let share = numbers.uniform()
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] < share { low = middle + 1 } else { high = middle }
    }
    return values[low]
  }
}
