import Text

/// A number, a figure or a sign in the text of an assertion.
struct AssertionToken: Equatable {
  enum Kind: Equatable {
    case number(Double)
    case figure(RunFigure)
    case comparison(ComparisonOperator)
    case plus, minus, times, plusOrMinus
  }

  let kind: Kind
  /// The token as it was written.
  let text: String
}

/// Splits the text of an assertion into tokens.
///
/// `+` and `-` need spaces around them, because names may hold them. A name that holds spaces or other special
/// characters must be in quotation marks: `"my run".test_loss`.
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
    if characters[place] == "=" || isComparison(at: place) { return try comparison() }
    if characters[place] == "\"" { return try quoted() }
    if characters[place] == "*" {
      place += 1
      return AssertionToken(kind: .times, text: "*")
    }
    for sign in ["+-", "±"] where characters[place...].starts(with: sign) {
      place += sign.count
      return AssertionToken(kind: .plusOrMinus, text: sign)
    }
    return try word()
  }

  // MARK: Comparison operators

  private static let comparisonCharacters: Set<Character> = ["<", ">", "=", "!", "≤", "≥"]

  /// Whether a comparison operator starts here. A single `=` within a word belongs to the name of a variant.
  private func isComparison(at place: Int) -> Bool {
    guard place < characters.count, Self.comparisonCharacters.contains(characters[place]) else {
      return false
    }
    guard characters[place] == "=" else { return true }
    return place + 1 < characters.count && ["=", "<", ">"].contains(characters[place + 1])
  }

  private mutating func comparison() throws(AssertionError) -> AssertionToken {
    let start = place
    while place < characters.count, Self.comparisonCharacters.contains(characters[place]) { place += 1 }
    let text = String(characters[start..<place])
    guard let comparison = ComparisonOperator(rawValue: text) else { throw .unknownOperator(text) }
    return AssertionToken(kind: .comparison(comparison), text: text)
  }

  // MARK: Numbers and figures

  private mutating func word() throws(AssertionError) -> AssertionToken {
    let start = place
    while place < characters.count, !characters[place].isWhitespace, !isComparison(at: place) {
      // After a number or a figure the star multiplies; otherwise it belongs to a name.
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
    while place < characters.count, !characters[place].isWhitespace, !isComparison(at: place),
      characters[place] != "*"
    {
      if characters[place] == "(" { try takeParentheses(from: end + 1) } else { place += 1 }
    }
    let text = String(characters[start..<place])
    let rest = String(characters[(end + 1)..<place])
    guard rest.hasPrefix(".") else { throw .notAFigure(text, nearest: nil) }
    return try figure(name, rest.dropFirst(), text)
  }

  /// Takes the parentheses of a figure, in which spaces mean nothing. Other parentheses are part of a name.
  private mutating func takeParentheses(from start: Int) throws(AssertionError) {
    let text = String(characters[start..<place])
    guard FigureCall.allCases.contains(where: { text.hasSuffix("." + $0.rawValue) }) else {
      place += 1
      return
    }
    guard let end = characters[place...].firstIndex(of: ")") else { throw .notClosed("(") }
    place = end + 1
  }

  /// Reads a decimal number, with or without an exponent; nil for anything else.
  static func number(_ text: String) -> Double? {
    let allowed: Set<Character> = ["+", "-", ".", "e", "E"]
    guard text.allSatisfy({ ("0"..."9").contains($0) || allowed.contains($0) }),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  /// Whether the text is a number or ends in the name of a figure.
  private static func isOperand(_ characters: ArraySlice<Character>) -> Bool {
    let text = String(characters)
    if number(text) != nil { return true }
    guard let dot = lastDot(in: text[...]) else { return false }
    let figure = text[text.index(after: dot)...]
    return figure.hasSuffix(")") || FigureQuantity.named.contains { $0.name == figure }
  }

  /// The dot before the figure. The name of an experiment and the numbers in parentheses may hold other dots.
  private static func lastDot(in text: Substring) -> String.Index? {
    guard text.hasSuffix(")") else { return text.lastIndex(of: ".") }
    let calls = FigureCall.allCases.compactMap { text.ranges(of: ".\($0.rawValue)(").last?.lowerBound }
    return calls.max() ?? text.lastIndex(of: ".")
  }

  private func figure(
    _ experiment: String, _ name: Substring, _ text: String
  ) throws(AssertionError) -> AssertionToken {
    let quantity: FigureQuantity
    if let plain = FigureQuantity.named.first(where: { $0.name == name }) {
      quantity = plain.quantity
    } else if let call = FigureCall.allCases.first(where: { name.prefix { $0 != "(" } == $0.rawValue }) {
      quantity = try Self.quantity(call, name.dropFirst(call.rawValue.count), text)
    } else {
      throw Self.unknownFigure(experiment, String(name), text)
    }
    guard !experiment.isEmpty else { throw .noExperiment(figure: String(name)) }
    return AssertionToken(
      kind: .figure(RunFigure(experiment: experiment, quantity: quantity)), text: text)
  }

  private static func unknownFigure(_ experiment: String, _ name: String, _ text: String) -> AssertionError {
    if let remark = foreignRemark(on: name, among: FigureQuantity.names) {
      return .kerasName(text, remark: remark)
    }
    // A misspelt call was cut at a dot or a space within its parentheses.
    if let parenthesis = text.firstIndex(of: "("), let dot = text[..<parenthesis].lastIndex(of: "."),
      let call = nearestName(
        to: String(text[text.index(after: dot)..<parenthesis]), among: FigureCall.allCases.map(\.rawValue)
      ).flatMap(FigureCall.init)
    {
      return .notAFigure(text, nearest: "\(text[..<dot]).\(call.signature)")
    }
    let nearest = nearestName(to: name, among: FigureQuantity.names)
    return .notAFigure(text, nearest: experiment.isEmpty ? nil : nearest.map { "\(experiment).\($0)" })
  }

  /// Reads the parentheses of a figure: `(test_accuracy, 0.97)`.
  private static func quantity(
    _ call: FigureCall, _ text: Substring, _ whole: String
  ) throws(AssertionError) -> FigureQuantity {
    guard text.hasPrefix("("), text.hasSuffix(")") else {
      throw .wrongArguments(whole, need: call.need, nearest: nil)
    }
    let arguments = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false).map {
      String($0.trimmed)
    }
    do throws(ArgumentProblem) {
      return try call.quantity(arguments)
    } catch {
      let remark = error.text.flatMap { foreignRemark(on: $0, among: error.words) }
      if let remark { throw .kerasName(whole, remark: remark) }
      let nearest = error.text.flatMap { nearestName(to: $0, among: error.words) }
      throw .wrongArguments(whole, need: call.need, nearest: nearest)
    }
  }
}
