import Text

/// A sum of numbers and figures, each with a factor.
public struct FigureSum: Equatable, Sendable {
  public struct Term: Equatable, Sendable {
    public var factor: Double
    /// Nil if the term is a plain number, namely `factor`.
    public var figure: RunFigure?
  }

  public var terms: [Term]

  init(terms: [Term]) {
    self.terms = terms
  }

  /// The figure of a claim.
  init(_ figure: FigureSpec) {
    terms = [Term(factor: 1, figure: figure.base)]
    if let minus = figure.minus { terms.append(Term(factor: -1, figure: minus)) }
  }

  /// In the order of the terms.
  public var figures: [RunFigure] { terms.compactMap(\.figure) }

  /// The same sum without its numbers.
  var withoutNumbers: FigureSum { FigureSum(terms: terms.filter { $0.figure != nil }) }

  /// The sum of its numbers.
  var number: Double { terms.reduce(0) { $1.figure == nil ? $0 + $1.factor : $0 } }

  /// The sum as a figure, or as the difference of two; nil if it is something else.
  var figure: FigureSpec? {
    guard terms.count == figures.count, let base = figures.first,
      terms.map(\.factor).elementsEqual([1.0, -1.0].prefix(terms.count))
    else { return nil }
    return FigureSpec(base, minus: figures.dropFirst().first)
  }

  /// The factor of a figure.
  func factor(of figure: RunFigure) -> Double {
    terms.reduce(0) { $1.figure == figure ? $0 + $1.factor : $0 }
  }
}

/// What a claim says about figures, whether by keys or as text: where the left sum minus the right sum has to lie.
public struct FigureCondition: Equatable, Sendable {
  /// Figures alone, at least one.
  public let left: FigureSum
  /// Figures alone; empty if the left ones are compared with numbers.
  public let right: FigureSum
  /// For left minus right.
  public let region: AllowedRegion

  /// Adds up the factors of a figure that is written several times. A figure with the same factor on both sides then drops
  /// out. If no figure is left on the left side, the sides change places.
  private init(left: FigureSum, right: FigureSum, region: AllowedRegion) {
    let figures = (left.figures + right.figures).distinct
    let isCollected = figures.contains { figure in
      left.figures.count { $0 == figure } > 1 || right.figures.count { $0 == figure } > 1
        || left.factor(of: figure) == right.factor(of: figure)
    }
    var sides = (left: left, right: right)
    if isCollected {
      sides = (FigureSum(terms: []), FigureSum(terms: []))
      for figure in figures {
        let factor = left.factor(of: figure) - right.factor(of: figure)
        guard factor != 0 else { continue }
        if left.figures.contains(figure) {
          sides.left.terms.append(FigureSum.Term(factor: factor, figure: figure))
        } else {
          sides.right.terms.append(FigureSum.Term(factor: -factor, figure: figure))
        }
      }
    }
    let isTurned = sides.left.terms.isEmpty
    self.left = isTurned ? sides.right : sides.left
    self.right = isTurned ? sides.left : sides.right
    self.region =
      isTurned
      ? AllowedRegion(low: 0 - region.high, high: 0 - region.low, includesEnds: region.includesEnds) : region
  }

  init(_ figure: FigureSpec, minus other: FigureSpec?, in region: AllowedRegion) {
    self.init(
      left: FigureSum(figure), right: other.map { FigureSum($0) } ?? FigureSum(terms: []), region: region)
  }

  /// The condition of an assertion, whose numbers become the bounds of the region. If only the right side has figures, they
  /// are moved to the left side.
  init(_ assertion: Assertion) {
    let (left, right) = (assertion.left.withoutNumbers, assertion.right.withoutNumbers)
    let isTurned = left.terms.isEmpty
    let number = assertion.right.number - assertion.left.number
    self.init(
      left: isTurned ? right : left, right: isTurned ? left : right,
      region: AllowedRegion(
        isTurned ? assertion.comparison.turned : assertion.comparison, tolerance: assertion.tolerance,
        plus: isTurned ? 0 - number : number))
  }

  /// The figures on the left, then those on the right.
  public var figures: [RunFigure] { left.figures + right.figures }

  /// Whether it says how large a difference is, or which sum is larger, not how large a sum is.
  ///
  /// The factors then add up to zero, so that the same number added to all figures changes nothing.
  public var isDifference: Bool {
    let sum = left.terms.reduce(0) { $0 + $1.factor } - right.terms.reduce(0) { $0 + $1.factor }
    return figures.count > 1 && sum.magnitude < 1e-9
  }
}
