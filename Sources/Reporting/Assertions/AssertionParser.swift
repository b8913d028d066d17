import Experiments

/// What is wrong with an assertion's text.
public enum AssertionError: Error, Equatable, Sendable {
  case noOrder
  case twoOrders
  case nothingBeside(String)
  case notAFigure(String, nearest: String?)
  case noExperiment(figure: String)
  case notAnOperator(String)
  case unknownExperiment(String, nearest: String?, known: [String])
}

extension AssertionError: CustomStringConvertible {
  /// Short enough for a CI log's line.
  public var description: String {
    switch self {
    case .noOrder: "it compares nothing; write it like 'B.test_accuracy >= C.test_accuracy + 0.005'"
    case .twoOrders: "it compares twice; give each comparison an --assert of its own"
    case .nothingBeside(let order): "a side of '\(order)' is empty"
    case .notAFigure(let text, let nearest):
      "'\(text)' is no number and no figure"
        + (nearest.map { "; did you mean '\($0)'?" }
          ?? " (EXPERIMENT.FIGURE, with \(AssertedFigure.all.map(\.name).joined(separator: ", ")))")
    case .noExperiment(let figure): "'.\(figure)' needs an experiment before it"
    case .notAnOperator(let text): "expected + or - before '\(text)'"
    case .unknownExperiment(let name, let nearest, let known):
      "'\(name)' is not compared"
        + (nearest.map { "; did you mean '\($0)'?" } ?? " (there are: \(known.joined(separator: ", ")))")
    }
  }
}

extension Assertion {
  /// Reads `SUM ORDER SUM`, where a sum is of numbers and of EXPERIMENT.FIGURE, each of which may have a factor before
  /// a `*`, with `+` and `-` between them; spaces stand around these, since names may hold both.
  public init(parsing text: String) throws(AssertionError) {
    self.text = text
    var found: (order: AssertedOrder, range: Range<String.Index>)?
    var place = text.startIndex
    while place < text.endIndex {
      guard let order = AssertedOrder.allCases.first(where: { text[place...].hasPrefix($0.rawValue) }) else {
        place = text.index(after: place)
        continue
      }
      guard found == nil else { throw .twoOrders }
      let end = text.index(place, offsetBy: order.rawValue.count)
      found = (order, place..<end)
      place = end
    }
    guard let found else { throw .noOrder }
    order = found.order
    left = try Self.sum(text[..<found.range.lowerBound], order: found.order)
    right = try Self.sum(text[found.range.upperBound...], order: found.order)
  }

  /// - Throws: where an experiment that it names is not among these.
  public func check(_ names: ExperimentNames) throws(AssertionError) {
    for name in experiments where names.find(name) == nil {
      throw .unknownExperiment(
        name, nearest: names.nearest(to: name), known: names.shown)
    }
  }

  private static func sum(_ text: Substring, order: AssertedOrder) throws(AssertionError) -> AssertedSum {
    var terms: [AssertedSum.Term] = []
    var sign: Double? = 1
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let known = sign {
        // `- 0.5` at the beginning.
        if terms.isEmpty, word == "-", known == 1 {
          sign = -1
          continue
        }
        terms.append(try term(word, sign: known))
        sign = nil
      } else {
        switch word {
        case "+": sign = 1
        case "-": sign = -1
        default: throw .notAnOperator(String(word))
        }
      }
    }
    guard !terms.isEmpty, sign == nil else { throw .nothingBeside(order.rawValue) }
    return AssertedSum(terms: terms)
  }

  private static func term(_ word: Substring, sign: Double) throws(AssertionError) -> AssertedSum.Term {
    if let number = PlainDecimal.value(word), number.isFinite {
      return AssertedSum.Term(factor: sign * number, operand: .one)
    }
    let parts = word.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, let factor = PlainDecimal.value(parts[0]), factor.isFinite {
      return AssertedSum.Term(factor: sign * factor, operand: try operand(parts[1]))
    }
    return AssertedSum.Term(factor: sign, operand: try operand(word))
  }

  private static func operand(_ word: Substring) throws(AssertionError) -> AssertedSum.Operand {
    // An experiment's name may hold dots; a figure's has none.
    let dot = word.lastIndex(of: ".")
    let figureName = dot.map { String(word[word.index(after: $0)...]) } ?? ""
    let experiment = dot.map { String(word[..<$0]) } ?? ""
    guard let figure = AssertedFigure.all.first(where: { $0.name == figureName }) else {
      let nearest = nearestName(to: figureName, among: AssertedFigure.all.map(\.name))
      throw .notAFigure(
        String(word), nearest: experiment.isEmpty ? nil : nearest.map { "\(experiment).\($0)" })
    }
    guard !experiment.isEmpty else { throw .noExperiment(figure: figureName) }
    return .figure(experiment: experiment, figure)
  }
}
