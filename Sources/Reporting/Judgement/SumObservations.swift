import Experiments

/// The runs' values of a sum of figures, which is one side of a claim.
public struct SumObservations: Equatable, Sendable {
  public struct Term: Equatable, Sendable {
    public let factor: Double
    public let figure: FigureObservations
  }

  /// At least one.
  public let terms: [Term]
  /// In the order of the seeds that all figures have. Each value is a sum over figures of the same seed. A figure that
  /// does not depend on the seed is the same in each of them.
  public let observations: [FigureObservations.Observation]

  /// - Parameter terms: at least one.
  private init(_ terms: [Term]) {
    self.terms = terms
    let start = (terms[0].scaled, isConstant: terms[0].figure.isSeedless)
    observations =
      terms.dropFirst().reduce(start) { sums, term in
        let isConstant = term.figure.isSeedless
        let values = sums.0.paired(
          isConstant: sums.isConstant, with: term.figure.observations, isConstant: isConstant
        ).map { FigureObservations.Observation(seed: $0.seed, value: $0.value + term.factor * $0.other) }
        return (values, sums.isConstant && isConstant)
      }.0
  }

  init(_ figure: FigureObservations) {
    self.init([Term(factor: 1, figure: figure)])
  }

  /// - Parameter sum: at least one figure, and no numbers.
  init(_ sum: FigureSum, _ observe: (RunFigure) -> FigureObservations) {
    self.init(
      sum.terms.compactMap { term in term.figure.map { Term(factor: term.factor, figure: observe($0)) } })
  }

  /// The sum of these terms and of the other's, if there is one, with the opposite sign.
  func subtracting(_ other: SumObservations?) -> SumObservations {
    guard let other else { return self }
    return SumObservations(terms + other.terms.map { Term(factor: -$0.factor, figure: $0.figure) })
  }

  /// The values of all figures, without their factors, for each seed that all have, in the order of the seeds.
  var rows: [[Double]] {
    let byTerm = terms.map { term in
      Dictionary(term.figure.observations.map { ($0.seed, $0.value) }) { $1 }
    }
    let seeds = terms.first { !$0.figure.isSeedless } ?? terms[0]
    return seeds.figure.observations.compactMap { observation in
      let row = zip(terms, byTerm).compactMap { term, values in
        term.figure.isSeedless ? term.figure.observations.first?.value : values[observation.seed]
      }
      return row.count == terms.count ? row : nil
    }
  }

  /// The figure of the first term.
  public var base: FigureObservations { terms[0].figure }

  /// The observations of the figures, in the order of the terms.
  var all: [FigureObservations] { terms.map(\.figure) }

  /// Whether none of the figures depends on the seed.
  var isSeedless: Bool { terms.allSatisfy(\.figure.isSeedless) }

  /// The values that a run can have. An end without a bound is infinite.
  var bounds: Interval {
    terms.reduce(Interval(low: 0, high: 0)) { sum, term in
      let range = term.figure.figure.bounds
      let ends = [term.factor * range.low, term.factor * range.high].sorted()
      return Interval(low: sum.low + ends[0], high: sum.high + ends[1])
    }
  }

  /// The terms for which this holds, as a sum; nil if there are none.
  func only(_ isIncluded: (Term) -> Bool) -> SumObservations? {
    let kept = terms.filter(isIncluded)
    return kept.isEmpty ? nil : SumObservations(kept)
  }

  /// The values of both for each seed that both have, in the order of the seeds.
  func paired(with other: SumObservations) -> [(seed: UInt64, value: Double, other: Double)] {
    observations.paired(
      isConstant: isSeedless, with: other.observations, isConstant: other.isSeedless)
  }

  /// Whether this is a figure, not a sum, and has no factor.
  var isOneFigure: Bool { terms.count == 1 && terms[0].factor == 1 }

  /// What is subtracted, if this is the difference of two figures.
  var minus: FigureObservations? { terms.map(\.factor) == [1, -1] ? terms[1].figure : nil }

  /// The sides to which excluded runs would have moved the value.
  var divergedSides: Set<Figure.Side> {
    terms.reduce(into: []) { sides, term in
      if term.factor != 0 {
        sides.formUnion(term.factor > 0 ? term.figure.divergedSides : term.figure.oppositeSides)
      }
    }
  }
}

extension FigureObservations {
  fileprivate var oppositeSides: Set<Figure.Side> { Set(divergedSides.map(\.opposite)) }
}

extension SumObservations.Term {
  fileprivate var scaled: [FigureObservations.Observation] {
    figure.observations.map { FigureObservations.Observation(seed: $0.seed, value: factor * $0.value) }
  }
}

extension [FigureObservations.Observation] {
  /// The values of both for each seed that both have, in the order of the seeds.
  /// - Parameters:
  ///   - isConstant: whether the only value holds for all seeds.
  ///   - isOtherConstant: likewise for the others.
  fileprivate func paired(
    isConstant: Bool, with others: [FigureObservations.Observation], isConstant isOtherConstant: Bool
  ) -> [(seed: UInt64, value: Double, other: Double)] {
    if isOtherConstant {
      guard let other = others.first else { return [] }
      return map { ($0.seed, $0.value, other.value) }
    }
    if isConstant {
      guard let value = first?.value else { return [] }
      return others.map { ($0.seed, value, $0.value) }
    }
    let values = Dictionary(others.map { ($0.seed, $0.value) }) { $1 }
    return compactMap { run in values[run.seed].map { (run.seed, run.value, $0) } }
  }
}
