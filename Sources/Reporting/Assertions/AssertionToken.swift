import Experiments
import Text

/// The smallest part of an assertion's text that means something.
struct AssertionToken: Equatable {
  enum Kind: Equatable {
    case number(Double)
    case figure(experiment: String, AssertedFigure)
    case order(AssertedOrder)
    case plus, minus, times
  }

  let kind: Kind
  /// As it was written.
  let text: String
}

/// Takes an assertion's text apart.
///
/// Spaces stand around `+` and `-`, which names may hold. An experiment whose name holds spaces or
/// anything else that means something here stands in quotation marks: `"my run".test_loss`.
struct AssertionLexer {
  private let characters: [Character]
  private var place = 0

  static func tokens(of text: String) throws(AssertionError) -> [AssertionToken] {
    var lexer = AssertionLexer(characters: Array(text))
    var tokens: [AssertionToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private init(characters: [Character]) {
    self.characters = characters
  }

  private mutating func next() throws(AssertionError) -> AssertionToken? {
    while place < characters.count, characters[place].isWhitespace { place += 1 }
    guard place < characters.count else { return nil }
    if characters[place] == "=" || isOrder(at: place) { return try order() }
    if characters[place] == "\"" { return try quoted() }
    if characters[place] == "*" {
      place += 1
      return AssertionToken(kind: .times, text: "*")
    }
    return try word()
  }

  // MARK: Orders

  private static let orderCharacters: Set<Character> = ["<", ">", "=", "!", "≤", "≥"]

  /// A single `=` within a word belongs to a variant's name.
  private func isOrder(at place: Int) -> Bool {
    guard place < characters.count, Self.orderCharacters.contains(characters[place]) else { return false }
    guard characters[place] == "=" else { return true }
    return place + 1 < characters.count && ["=", "<", ">"].contains(characters[place + 1])
  }

  private mutating func order() throws(AssertionError) -> AssertionToken {
    let start = place
    while place < characters.count, Self.orderCharacters.contains(characters[place]) { place += 1 }
    let text = String(characters[start..<place])
    guard let order = AssertedOrder(rawValue: text) else { throw .unknownOrder(text) }
    return AssertionToken(kind: .order(order), text: text)
  }

  // MARK: Numbers and figures

  private mutating func word() throws(AssertionError) -> AssertionToken {
    let start = place
    while place < characters.count, !characters[place].isWhitespace, !isOrder(at: place) {
      // A factor before the star, or a figure: otherwise the star belongs to a name.
      if characters[place] == "*", Self.isOperand(characters[start..<place]) { break }
      if characters[place] == "(" { try takeParentheses(from: start) } else { place += 1 }
    }
    let text = String(characters[start..<place])
    if text == "+" { return AssertionToken(kind: .plus, text: text) }
    if text == "-" { return AssertionToken(kind: .minus, text: text) }
    if let number = Self.number(text) {
      return AssertionToken(kind: .number(number), text: text)
    }
    guard let dot = Self.lastDot(in: text[...]) else {
      throw .notAFigure(text, nearest: nil)
    }
    return try figure(String(text[..<dot]), text[text.index(after: dot)...], text)
  }

  private mutating func quoted() throws(AssertionError) -> AssertionToken {
    let start = place
    guard let end = characters[(start + 1)...].firstIndex(of: "\"") else {
      throw .notClosed("\"")
    }
    place = end + 1
    let name = String(characters[(start + 1)..<end])
    while place < characters.count, !characters[place].isWhitespace, !isOrder(at: place),
      characters[place] != "*"
    {
      if characters[place] == "(" { try takeParentheses(from: end + 1) } else { place += 1 }
    }
    let text = String(characters[start..<place])
    let behind = String(characters[(end + 1)..<place])
    guard behind.hasPrefix(".") else { throw .notAFigure(text, nearest: nil) }
    return try figure(name, behind.dropFirst(), text)
  }

  /// The parentheses of `epochs_until`, within which spaces mean nothing. Others are part of a name.
  private mutating func takeParentheses(from start: Int) throws(AssertionError) {
    guard String(characters[start..<place]).hasSuffix("." + AssertedFigure.epochsUntilName) else {
      place += 1
      return
    }
    guard let end = characters[place...].firstIndex(of: ")") else { throw .notClosed("(") }
    place = end + 1
  }

  /// Decimal, with or without an exponent.
  private static func number(_ text: String) -> Double? {
    let allowed: Set<Character> = ["+", "-", ".", "e", "E"]
    guard text.allSatisfy({ ("0"..."9").contains($0) || allowed.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  private static func isOperand(_ characters: ArraySlice<Character>) -> Bool {
    let text = String(characters)
    if number(text) != nil { return true }
    guard let dot = lastDot(in: text[...]) else { return false }
    let figure = text[text.index(after: dot)...]
    return figure.hasSuffix(")") || AssertedFigure.plain.contains { $0.name == figure }
  }

  /// The one before the figure: an experiment's name may hold dots, and so may the threshold in parentheses.
  private static func lastDot(in text: Substring) -> String.Index? {
    if text.hasSuffix(")"), let call = text.firstRange(of: "." + AssertedFigure.epochsUntilName + "(") {
      return call.lowerBound
    }
    return text.lastIndex(of: ".")
  }

  private func figure(
    _ experiment: String, _ name: Substring, _ text: String
  ) throws(AssertionError) -> AssertionToken {
    let figure: AssertedFigure
    if let plain = AssertedFigure.plain.first(where: { $0.name == name }) {
      figure = plain
    } else if name.hasPrefix(AssertedFigure.epochsUntilName) {
      figure = .epochsUntil(try Self.threshold(name.dropFirst(AssertedFigure.epochsUntilName.count), text))
    } else {
      let nearest = nearestName(to: String(name), among: AssertedFigure.names)
      throw .notAFigure(text, nearest: experiment.isEmpty ? nil : nearest.map { "\(experiment).\($0)" })
    }
    guard !experiment.isEmpty else { throw .noExperiment(figure: String(name)) }
    return AssertionToken(kind: .figure(experiment: experiment, figure), text: text)
  }

  /// Reads `(test_accuracy, 0.97)`.
  private static func threshold(_ text: Substring, _ whole: String) throws(AssertionError) -> Threshold {
    guard text.hasPrefix("("), text.hasSuffix(")") else { throw .notAThreshold(whole, nearest: nil) }
    let parts = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false).map {
      part in
      String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
    guard parts.count == 2 else { throw .notAThreshold(whole, nearest: nil) }
    guard let metric = Metric(rawValue: parts[0]) else {
      throw .notAThreshold(whole, nearest: nearestName(to: parts[0], among: Metric.allCases.map(\.rawValue)))
    }
    guard let value = number(parts[1]) else {
      throw .notAThreshold(whole, nearest: nil)
    }
    return Threshold(metric: metric, value: value)
  }
}
