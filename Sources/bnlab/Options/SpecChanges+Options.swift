import CommandLineTool
import Experiments
import Runs

extension SpecChanges {
  /// Options that make one variant.
  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--epochs", "n", \.epochs, .wholeNumber(1...1_000_000),
        help: "Train for this many epochs instead of the spec's."),
      .repeated(
        "--set", "key=value", \.settings, .setting,
        help: """
          Replace a value of the spec: a dotted path, and JSON or a bare word, as in \
          optimizer.sgd.learning_rate=0.1. model.1+=batch_norm inserts a layer before entry 1, model.3- removes entry 3; \
          all numbers count in the model before any edit. May be given several times.
          """
      ).standing(in: settingText),
    ]
  }

  /// `--set optimizer.sgd.learning_rate=VALUE` for `lr`.
  fileprivate static func settingText(_ name: String) -> String? {
    ExperimentSpec.path(ofKey: name.lowercased().replacing("-", with: "_")).map { path in
      "--set \(path)=VALUE" + (path.hasPrefix("optimizer.") ? " (with the spec's own optimizer for sgd)" : "")
    }
  }

  /// The same where runs are made, which may get a name.
  static var optionsWithName: [OptionDefinition<Self>] {
    optionsWithGrid + [
      .option(
        "--name", "name", \.name, .runName, default: "made of the overrides",
        help:
          "The name of the variant and of its run folder. Commands know it as they know an experiment's name."
      )
    ]
  }

  /// Options that make one variant or a grid of them.
  static var optionsWithGrid: [OptionDefinition<Self>] {
    options + [
      .repeated(
        "--grid", "key=list", \.grids, .setting,
        help: """
          Make a variant for each value of a list, as in training.batch_size=[16,64] or \
          model.1+=[batch_norm,null], where null inserts nothing. If given several times: for each \
          combination.
          """)
    ]
  }
}

extension OptionDefinition {
  /// `--set` of commands that take no other changes.
  static func settings(_ path: WritableKeyPath<Payload, [Setting]>) -> Self {
    .repeated(
      "--set", "key=value", path, .setting,
      help: "Replace a value of the spec. May be given several times."
    ).standing(in: SpecChanges.settingText)
  }
}

extension PositionalDefinition {
  static func experiments(_ path: WritableKeyPath<Payload, [String]>) -> Self {
    .several("experiment", path, .experiment, isRequired: true, help: "The experiments' names or spec files.")
  }

  static func experiment(_ path: WritableKeyPath<Payload, String>) -> Self {
    .one("experiment", path, .experiment, help: "The experiment's name or spec file.")
  }
}

extension ValueReader where Value == Setting {
  /// The key ends at the first equals sign, so that the value may contain more of them.
  static var setting: ValueReader {
    ValueReader { text throws(ValueProblem) in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      // Without a value it removes a layer: model.3-
      guard parts.count == 2 || text.hasSuffix("-") else {
        throw .other("it must be key=value, such as training.batch_size=64.")
      }
      let keys = parts[0].split(separator: ".", omittingEmptySubsequences: false)
      guard keys.allSatisfy({ key in !key.isEmpty && !key.contains { $0.isWhitespace } }) else {
        throw .other("'\(parts[0])' is not a dotted path, such as optimizer.sgd.learning_rate.")
      }
      return Setting(key: parts[0], value: parts.count == 2 ? parts[1] : nil)
    }
  }
}

extension ValueReader where Value == String {
  /// A name that a run folder can have and that no command takes for something else.
  static var runName: ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard ExperimentLibrary.isUsable(text), !text.hasPrefix("-"), !text.hasSuffix(".json"),
        !text.hasSuffix(".jsonc"), text.utf8.count <= 100
      else {
        throw .other(
          "a name must not be empty or longer than 100 bytes, start with '.' or '-', end in .json or .jsonc, or contain '+', '/' or control characters."
        )
      }
      return text
    }
  }
}
