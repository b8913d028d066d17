/// A value that a command line is read as, and that states how the command line is written.
public protocol CommandPayload {
  /// The value with all defaults. Required arguments and options have placeholders, which the parser always replaces.
  init()
  static var syntax: CommandSyntax<Self> { get }
}

/// Name, help, arguments and options of one command.
public struct CommandSyntax<Payload> {
  var name: String
  /// One sentence: the first thing that the help says.
  var abstract: String
  var discussion: String
  var argument: PositionalDefinition<Payload>?
  var options: [OptionDefinition<Payload>]
  /// Returns the problem of arguments and options that are valid one by one but not together; nil if there is none.
  var rule: (Payload) -> UsageProblem?

  /// - Parameters:
  ///   - abstract: one sentence, the first thing that the help says.
  ///   - rule: returns the problem of arguments and options that are valid one by one but not together; nil: no
  ///     problem.
  public init(
    name: String, abstract: String, discussion: String = "", argument: PositionalDefinition<Payload>? = nil,
    options: [OptionDefinition<Payload>], rule: @escaping (Payload) -> UsageProblem? = { _ in nil }
  ) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    self.argument = argument
    self.options = options
    self.rule = rule
  }
}

/// The arguments of a command that are not options.
public struct PositionalDefinition<Payload> {
  var summary: ArgumentSummary
  /// Whether all that follows the first one belongs to it, options too.
  var takesRest = false
  var add: (inout Payload, String) throws(ValueProblem) -> Void

  /// Exactly one.
  public static func one<Value>(
    _ name: String, _ path: WritableKeyPath<Payload, Value>, _ reader: ValueReader<Value>, help: String
  ) -> Self {
    PositionalDefinition(
      summary: ArgumentSummary(
        name: name, help: help, choices: reader.choices, completion: reader.completion, isRequired: true),
      add: { (payload: inout Payload, text) throws(ValueProblem) in
        payload[keyPath: path] = try reader.read(text)
      })
  }

  /// Another command line, up to the end. Options before it are those of this command.
  public static func commandLine(
    _ name: String, _ path: WritableKeyPath<Payload, [String]>, completion: Completion, help: String
  ) -> Self {
    PositionalDefinition(
      summary: ArgumentSummary(
        name: name, help: help, completion: completion, isRequired: true, isRepeated: true),
      takesRest: true,
      add: { (payload: inout Payload, text) throws(ValueProblem) in
        payload[keyPath: path].append(text)
      })
  }

  /// At least one, or any number.
  public static func several<Value>(
    _ name: String, _ path: WritableKeyPath<Payload, [Value]>, _ reader: ValueReader<Value>, isRequired: Bool,
    default defaultValue: String? = nil, help: String
  ) -> Self {
    PositionalDefinition(
      summary: ArgumentSummary(
        name: name, help: help, choices: reader.choices, completion: reader.completion,
        defaultValue: defaultValue, isRequired: isRequired,
        isRepeated: true),
      add: { (payload: inout Payload, text) throws(ValueProblem) in
        payload[keyPath: path].append(try reader.read(text))
      })
  }
}
