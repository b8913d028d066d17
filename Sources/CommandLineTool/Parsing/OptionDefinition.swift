/// The texts of an option or argument for the help and the usage.
struct ArgumentSummary: Equatable {
  /// `--seed`, or an argument's bare name.
  var name: String
  /// `n` of `--seed <n>`; nil for flags and arguments.
  var valueName: String?
  var help: String
  var choices: [String] = []
  /// How a shell completes the value, or the argument.
  var completion = Completion.nothing
  var defaultValue: String?
  var isRequired = false
  var isRepeated = false

  /// `--seed <n>`, `--fresh`.
  var label: String {
    name.hasPrefix("-") ? valueName.map { "\(name) <\($0)>" } ?? name : "<\(name)>"
  }
}

/// An option of a command whose result is `Payload`: how it is called and what it changes.
public struct OptionDefinition<Payload> {
  enum Effect {
    case flag((inout Payload) -> Void)
    case value((inout Payload, String) throws(ValueProblem) -> Void)
  }

  var summary: ArgumentSummary
  var effect: Effect
  /// The name of an option that must not be given together with this one.
  var excludes: String?
  /// How this option says what an unknown one with this name, without dashes, probably should; nil if it cannot.
  var standIn: ((String) -> String?)?

  /// The same option, which can stand in for unknown ones.
  public func standing(in text: @escaping (String) -> String?) -> Self {
    var option = self
    option.standIn = text
    return option
  }

  public static func flag(_ name: String, _ path: WritableKeyPath<Payload, Bool>, help: String) -> Self {
    OptionDefinition(
      summary: ArgumentSummary(name: name, help: help),
      effect: .flag { $0[keyPath: path] = true })
  }

  /// An option with a default. The last one given counts.
  public static func option<Value>(
    _ name: String, _ valueName: String, _ path: WritableKeyPath<Payload, Value>,
    _ reader: ValueReader<Value>, default defaultValue: String?, excludes: String? = nil, help: String
  ) -> Self {
    OptionDefinition(
      summary: ArgumentSummary(
        name: name, valueName: valueName, help: help, choices: reader.choices, completion: reader.completion,
        defaultValue: defaultValue),
      effect: .value { (payload: inout Payload, text) throws(ValueProblem) in
        payload[keyPath: path] = try reader.read(text)
      },
      excludes: excludes)
  }

  /// An option that may be absent. The last one given counts.
  public static func option<Value>(
    _ name: String, _ valueName: String, _ path: WritableKeyPath<Payload, Value?>,
    _ reader: ValueReader<Value>, default defaultValue: String? = nil, excludes: String? = nil, help: String
  ) -> Self {
    let optional = ValueReader<Value?>(choices: reader.choices, completion: reader.completion) {
      text throws(ValueProblem) in
      try reader.read(text)
    }
    return option(
      name, valueName, path, optional, default: defaultValue, excludes: excludes, help: help)
  }

  /// An option that must be given. The last one given counts.
  public static func required<Value>(
    _ name: String, _ valueName: String, _ path: WritableKeyPath<Payload, Value>,
    _ reader: ValueReader<Value>, help: String
  ) -> Self {
    var definition = option(name, valueName, path, reader, default: nil, help: help)
    definition.summary.isRequired = true
    return definition
  }

  /// An option that may be given several times: all values count, in their order.
  public static func repeated<Value>(
    _ name: String, _ valueName: String, _ path: WritableKeyPath<Payload, [Value]>,
    _ reader: ValueReader<Value>, help: String
  ) -> Self {
    OptionDefinition(
      summary: ArgumentSummary(
        name: name, valueName: valueName, help: help, choices: reader.choices, completion: reader.completion,
        isRepeated: true),
      effect: .value { (payload: inout Payload, text) throws(ValueProblem) in
        payload[keyPath: path].append(try reader.read(text))
      })
  }

  /// The same option, of a command whose payload contains this one.
  public func within<Whole>(_ part: WritableKeyPath<Whole, Payload>) -> OptionDefinition<Whole> {
    let effect: OptionDefinition<Whole>.Effect =
      switch effect {
      case .flag(let set):
        .flag { set(&$0[keyPath: part]) }
      case .value(let set):
        .value { (whole: inout Whole, text) throws(ValueProblem) in try set(&whole[keyPath: part], text) }
      }
    return OptionDefinition<Whole>(
      summary: summary, effect: effect, excludes: excludes, standIn: standIn)
  }
}
