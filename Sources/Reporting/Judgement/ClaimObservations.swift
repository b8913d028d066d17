import Experiments

/// The runs' values of what a claim is about: a figure, or the difference of two.
public struct ClaimObservations: Equatable, Sendable {
  public let base: FigureObservations
  /// What is subtracted; nil if nothing is.
  public let minus: FigureObservations?
  /// In the order of the seeds. With `minus` the differences of the runs with the same seed.
  public let observations: [FigureObservations.Observation]

  init(_ base: FigureObservations, minus: FigureObservations? = nil) {
    self.base = base
    self.minus = minus
    observations =
      minus.map { minus in
        base.observations.paired(with: minus.observations).map {
          FigureObservations.Observation(seed: $0.seed, value: $0.value - $0.other)
        }
      } ?? base.observations
  }

  /// `base`, then what is subtracted.
  var all: [FigureObservations] { [base] + (minus.map { [$0] } ?? []) }

  /// The sides to which excluded runs would have moved the value.
  var divergedSides: Set<Figure.Side> {
    base.divergedSides.union(minus?.divergedSides.map(\.opposite) ?? [])
  }
}

extension [FigureObservations.Observation] {
  /// The values of both for each seed that both have, in the order of the seeds.
  func paired(with others: [FigureObservations.Observation]) -> [(seed: UInt64, value: Double, other: Double)]
  {
    let values = Dictionary(others.map { ($0.seed, $0.value) }) { $1 }
    return compactMap { run in values[run.seed].map { (run.seed, run.value, $0) } }
  }
}
