import System

/// How values become positions along an axis.
public enum Scale: Equatable, Sendable {
  case linear(Double, Double)
  /// Both ends are positive.
  case logarithmic(Double, Double)
  /// Names at the positions 0, 1, …
  case categories([String])

  /// The room beyond the values, as a share of their range.
  private static let padding = 0.04

  /// A scale that holds all finite values, and none that a logarithm does not have.
  /// - Parameter isTight: whether the axis ends at the values, without room beyond.
  public init(fitting values: some Sequence<Double>, isLogarithmic: Bool = false, isTight: Bool = false) {
    let usable = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    var low = usable.min() ?? (isLogarithmic ? 0.1 : 0)
    var high = usable.max() ?? 1
    if isLogarithmic {
      if low == high { (low, high) = (low / 2, high * 2) }
      let factor = isTight ? 1 : pow(high / low, Self.padding)
      self = .logarithmic(max(low / factor, .leastNormalMagnitude), min(high * factor, 1e308))
    } else {
      if low == high {
        let room = max(low.magnitude * 0.1, 1e-6)
        (low, high) = (low - room, high + room)
      }
      // The range of the largest numbers is infinite.
      let room = isTight ? 0 : min((high / 2 - low / 2) * 2, 1e300) * Self.padding
      self = .linear(low - room, high + room)
    }
  }

  /// The position of a value, from 0 to 1; nil if the axis cannot show it. Values beyond the ends are moved to the ends.
  func position(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let position: Double
    switch self {
    case .linear(let low, let high):
      // Halves, because the difference of two large numbers may be infinite.
      position = (value / 2 - low / 2) / (high / 2 - low / 2)
    case .logarithmic(let low, let high):
      guard value > 0 else { return nil }
      position = (log(value) - log(low)) / (log(high) - log(low))
    case .categories(let names):
      position = (value + 0.5) / Double(max(names.count, 1))
    }
    return position.isFinite ? min(max(position, 0), 1) : nil
  }

  /// - Parameter count: the approximate number of ticks.
  func ticks(_ count: Int) -> [AxisTicks.Tick] {
    switch self {
    case .linear(let low, let high):
      // One tick alone tells nothing of the scale.
      [1, 2, 4].lazy.map { AxisTicks(from: low, to: high, count: $0 * count).ticks }.first { $0.count > 1 }
        ?? []
    case .logarithmic(let low, let high): AxisTicks(logarithmicFrom: low, to: high, count: count).ticks
    case .categories(let names):
      names.enumerated().map { AxisTicks.Tick(value: Double($0.offset), label: $0.element) }
    }
  }

  var isCategorical: Bool {
    switch self {
    case .categories: true
    case .linear, .logarithmic: false
    }
  }
}
