extension Assertion {
  /// Reads an assertion by this grammar:
  ///
  ///     ASSERTION = SUM OPERATOR SUM            OPERATOR: >=, <=, ==, > or <
  ///               | SUM == SUM +- NUMBER        within NUMBER of each other
  ///     SUM       = PRODUCT { +|- PRODUCT }     + and - between spaces, because names may hold them
  ///     PRODUCT   = FACTOR { * FACTOR }         FACTOR: a number or EXPERIMENT.FIGURE, the latter at most once
  ///     FIGURE    = NAME | CALL                 NAME: test_accuracy …; CALL: at(test_accuracy, 1) …, see `FigureCall`
  ///
  /// - Throws: `AssertionError` for the first thing that is wrong. Names of experiments are not checked.
  public init(parsing text: String) throws(AssertionError) {
    self.text = text
    let tokens = try AssertionLexer.tokens(of: text)
    var found: (comparison: ComparisonOperator, place: Int)?
    for (place, token) in tokens.enumerated() {
      guard case .comparison(let comparison) = token.kind else { continue }
      guard found == nil else { throw .twoComparisons }
      found = (comparison, place)
    }
    guard let found else { throw .noComparison }
    comparison = found.comparison
    left = try Self.sum(tokens[..<found.place], sideOf: found.comparison)
    var rest = tokens[(found.place + 1)...]
    tolerance = try Self.tolerance(&rest, of: found.comparison)
    right = try Self.sum(rest, sideOf: found.comparison)
    if figures.isEmpty { throw .noFigure }
    if let problem { throw .incomparable(reason: problem.message) }
  }

  /// Takes `+- NUMBER` from the end of the right side; 0 if there is none.
  private static func tolerance(
    _ right: inout ArraySlice<AssertionToken>, of comparison: ComparisonOperator
  ) throws(AssertionError) -> Double {
    guard let sign = right.firstIndex(where: { $0.kind == .plusOrMinus }) else { return 0 }
    let after = right[(sign + 1)...]
    guard comparison == .equal, after.count == 1, case .number(let number)? = after.first?.kind, number >= 0
    else { throw .wrongTolerance }
    right = right[..<sign]
    return number
  }

  private static func sum(
    _ tokens: ArraySlice<AssertionToken>, sideOf comparison: ComparisonOperator
  ) throws(AssertionError) -> FigureSum {
    var rest = tokens
    var terms: [FigureSum.Term] = []
    var sign = 1.0
    // A minus at the beginning, as in `- 0.5`.
    if rest.first?.kind == .minus {
      sign = -1
      rest.removeFirst()
    }
    while true {
      terms.append(try product(&rest, sign: sign, sideOf: comparison))
      guard let next = rest.popFirst() else { return FigureSum(terms: terms) }
      switch next.kind {
      case .plus: sign = 1
      case .minus: sign = -1
      case .plusOrMinus: throw .wrongTolerance
      case .number, .figure, .comparison, .times: throw .noPlusOrMinus(before: next.text)
      }
    }
  }

  /// Reads numbers and at most one figure, with stars between them.
  private static func product(
    _ rest: inout ArraySlice<AssertionToken>, sign: Double, sideOf comparison: ComparisonOperator
  ) throws(AssertionError) -> FigureSum.Term {
    var term = FigureSum.Term(factor: sign, figure: nil)
    var figure: String?
    while true {
      guard let token = rest.popFirst() else { throw .emptySide(of: comparison.rawValue) }
      switch token.kind {
      case .number(let number): term.factor *= number
      case .figure(let quantity):
        guard term.figure == nil else { throw .twoFiguresMultiplied(token.text) }
        term.figure = quantity
        figure = token.text
      case .plusOrMinus: throw .wrongTolerance
      case .plus, .minus, .times, .comparison: throw .notAFigure(token.text, nearest: nil)
      }
      guard rest.first?.kind == .times else {
        if let figure, term.factor == 0 { throw .timesZero(figure) }
        return term
      }
      rest.removeFirst()
    }
  }
}
