extension Assertion {
  /// Reads `SUM ORDER SUM`, where a sum is of numbers and of EXPERIMENT.FIGURE, each of which may have factors beside a
  /// `*`, with `+` and `-` between them, which stand between spaces, since names may hold both.
  public init(parsing text: String) throws(AssertionError) {
    self.text = text
    let tokens = try AssertionLexer.tokens(of: text)
    var found: (order: AssertedOrder, place: Int)?
    for (place, token) in tokens.enumerated() {
      guard case .order(let order) = token.kind else { continue }
      guard found == nil else { throw .twoOrders }
      found = (order, place)
    }
    guard let found else { throw .noOrder }
    order = found.order
    left = try Self.sum(tokens[..<found.place], order: found.order)
    right = try Self.sum(tokens[(found.place + 1)...], order: found.order)
    if experiments.isEmpty { throw .noFigure }
  }

  /// - Throws: where an experiment that it names is not among these.
  public func check(_ names: ExperimentNames) throws(AssertionError) {
    for name in experiments where names.find(name) == nil {
      throw .unknownExperiment(
        name, nearest: names.nearest(to: name), known: names.shown)
    }
  }

  private static func sum(
    _ tokens: ArraySlice<AssertionToken>, order: AssertedOrder
  ) throws(AssertionError) -> AssertedSum {
    var rest = tokens
    var terms: [AssertedSum.Term] = []
    var sign = 1.0
    // `- 0.5` at the beginning.
    if rest.first?.kind == .minus {
      sign = -1
      rest.removeFirst()
    }
    while true {
      terms.append(try product(&rest, sign: sign, order: order))
      guard let next = rest.popFirst() else { return AssertedSum(terms: terms) }
      switch next.kind {
      case .plus: sign = 1
      case .minus: sign = -1
      case .number, .figure, .order, .times: throw .notAnOperator(next.text)
      }
    }
  }

  /// Numbers and at most one figure, with stars between them.
  private static func product(
    _ rest: inout ArraySlice<AssertionToken>, sign: Double, order: AssertedOrder
  ) throws(AssertionError) -> AssertedSum.Term {
    var term = AssertedSum.Term(factor: sign, operand: .one)
    while true {
      guard let token = rest.popFirst() else { throw .nothingBeside(order.rawValue) }
      switch token.kind {
      case .number(let number): term.factor *= number
      case .figure(let experiment, let figure):
        guard term.operand == .one else { throw .twoFiguresMultiplied(token.text) }
        term.operand = .figure(experiment: experiment, figure)
      case .plus, .minus, .times, .order: throw .notAFigure(token.text, nearest: nil)
      }
      guard rest.first?.kind == .times else { return term }
      rest.removeFirst()
    }
  }
}
