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

  init(left: FigureSum, right: FigureSum, region: AllowedRegion) {
    (self.left, self.right, self.region) = (left, right, region)
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
  public var isDifference: Bool {
    figures.count > 1
      && (left.terms.contains { $0.factor < 0 } || right.terms.contains { $0.factor > 0 })
  }
}
