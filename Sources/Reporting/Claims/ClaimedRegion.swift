import Experiments
import Text

/// The values that a claim allows: an interval, of which either end may be infinite.
public struct ClaimedRegion: Equatable, Sendable {
  public let low: Double
  public let high: Double
  /// Whether the ends themselves are allowed: all but the zero of "less" and "greater" without a margin.
  public let includesEnds: Bool

  /// For a difference, first figure minus other one, or for the figure itself where nothing else is named.
  public init(_ relation: RelationSpec) {
    switch relation {
    case .less(_, let by, let atMost):
      // Subtracted from zero, as the negative of zero would be a negative zero.
      self.init(low: atMost.map { 0 - $0 } ?? -.infinity, high: 0 - by, includesEnds: by != 0)
    case .greater(_, let by, let atMost):
      self.init(low: by, high: atMost ?? .infinity, includesEnds: by != 0)
    case .equal(_, let within): self.init(low: -within, high: within)
    case .near(let value, let within): self.init(low: value - within, high: value + within)
    case .between(let low, let high): self.init(low: low ?? -.infinity, high: high ?? .infinity)
    }
  }

  init(low: Double, high: Double, includesEnds: Bool = true) {
    self.low = low
    self.high = high
    self.includesEnds = includesEnds
  }

  public func contains(_ value: Double) -> Bool {
    includesEnds
      ? low <= value && value <= high : value > low && value < high || value.isInfinite && isEnd(value)
  }

  /// Whether the interval lies wholly inside.
  func contains(_ interval: Interval) -> Bool { contains(interval.low) && contains(interval.high) }

  /// Whether the interval lies wholly outside.
  func isApart(from interval: Interval) -> Bool {
    includesEnds ? interval.high < low || interval.low > high : interval.high <= low || interval.low >= high
  }

  /// How far a value is from the nearest end.
  func distanceToEnd(from value: Double) -> Double {
    min((value - low).magnitude, (high - value).magnitude)
  }

  private func isEnd(_ value: Double) -> Bool { value == low || value == high }
}

extension ClaimedRegion {
  /// As a table shows it, behind the name of what it is about: `≥ +0.0050`, `0.7000 to 0.7500`.
  func text(_ unit: FigureUnit, isDifference: Bool) -> String {
    func number(_ value: Double) -> String { unit.text(value, isDifference: isDifference) }
    switch (low.isFinite, high.isFinite) {
    case (true, true) where isDifference && low == -high: return "±\(unit.text(high, isDifference: false))"
    case (true, true): return "\(number(low)) to \(number(high))"
    case (true, false): return (includesEnds ? "≥ " : "> ") + number(low)
    case (false, true): return (includesEnds ? "≤ " : "< ") + number(high)
    case (false, false): return "any"
    }
  }
}

/// How a figure is written for people.
enum FigureUnit: Equatable, Sendable {
  case metric
  case epochs

  init(_ figure: FigureSpec) {
    switch figure.reading {
    case .epochsUntil: self = .epochs
    case .final, .best, .epoch: self = .metric
    }
  }

  func text(_ value: Double, isDifference: Bool) -> String {
    if value.isInfinite { return isDifference ? (value < 0 ? "−∞" : "+∞") : "never" }
    let decimals =
      switch self {
      case .metric: Cell.figureDecimals
      case .epochs: value == value.rounded() ? 0 : 1
      }
    if isDifference && value == 0 { return Double(0).figure(decimals) }
    return isDifference ? value.signedFigure(decimals) : value.figure(decimals)
  }
}
