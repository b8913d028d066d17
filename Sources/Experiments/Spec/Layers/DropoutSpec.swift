import Schema

public struct DropoutSpec: Equatable, Sendable {
  /// The share of values that training drops.
  public var rate: Double

  public init(rate: Double) {
    self.rate = rate
  }
}

extension DropoutSpec {
  static let keys = KeyTable(
    "In training each value is 0 with the probability rate and else multiplied by 1 / (1 - rate); the run's seed decides which.",
    blank: DropoutSpec(rate: 0),
    [.required("rate", \.rate, .number(.fraction), "The share of values that are dropped.")])
}
