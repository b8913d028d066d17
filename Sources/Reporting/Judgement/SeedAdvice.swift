import Experiments

/// What can be said about the number of seeds that would settle a claim, if spread and value stay as they are.
enum SeedAdvice: Equatable, Sendable {
  case about(Int)
  /// The mean lies at the bound itself. However narrow the interval is, it crosses the bound as long as that is so.
  case meanAtBound
  /// More than `limit` seeds.
  case tooMany
  /// More seeds may settle it, but how many cannot be told. A median at the bound is one of the values, and an interval
  /// that has shrunk to it no longer crosses the bound. No formula tells how fast it does.
  case unknown

  /// More seeds than this are not advised.
  static let limit = 10_000

  /// The number; nil if there is none to advise.
  var count: Int? {
    switch self {
    case .about(let count): count
    case .meanAtBound, .tooMany, .unknown: nil
    }
  }

  /// - Parameter needed: nil if no reasonable number is enough.
  fileprivate init(_ needed: Int?) {
    self = needed.flatMap { $0 <= Self.limit ? .about($0) : nil } ?? .tooMany
  }
}

extension Estimate {
  /// What to say about the seeds that make the interval narrow enough to leave the nearest end of the region.
  func seedAdvice(_ region: AllowedRegion) -> SeedAdvice {
    guard let value, value.isFinite, let interval else { return .unknown }
    let distance = region.distanceToEnd(from: value)
    switch spread {
    case .deviation(let deviation):
      if distance == 0 { return .meanAtBound }
      let needed = deviation.flatMap {
        observationsNeeded(standardDeviation: $0, margin: distance, confidence)
      }
      return SeedAdvice(needed.map { max($0, count + 1) })
    case .tied(let range):
      if distance == 0 { return .meanAtBound }
      return range.map { SeedAdvice(equalValuesNeeded(value, in: $0, region)) } ?? .unknown
    case .ofMedian:
      if distance == 0 { return .unknown }
      // The width of a bootstrap interval falls with the square root of the number of runs.
      let ratio = max(interval.high - value, value - interval.low) / distance
      let runs = Double(count) * ratio * ratio
      guard !runs.isNaN else { return .unknown }
      return SeedAdvice(runs < 1e9 ? max(Int(runs.rounded(.up)), count + 1) : nil)
    }
  }

  /// The smallest number of equal values whose interval no longer crosses an end of the region; nil if it is above the
  /// limit. The interval gets narrower with each value.
  private func equalValuesNeeded(_ value: Double, in range: Interval, _ region: AllowedRegion) -> Int? {
    func suffices(_ count: Int) -> Bool {
      let interval = equalValuesInterval(of: value, count: count, in: range, confidence)
      return region.contains(interval) || region.isApart(from: interval)
    }
    guard suffices(SeedAdvice.limit) else { return nil }
    var (low, high) = (count, SeedAdvice.limit)
    while low < high {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle + 1 }
    }
    return high
  }
}
