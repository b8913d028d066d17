/// Changes to a spec, each of which makes a variant with a name and a run folder of its own.
public struct SpecOptions: Equatable, Sendable {
  public var epochs: Int?
  /// `--set`, in the order given.
  public var settings: [Setting] = []
  /// `--grid`, in the order given; each value is a list.
  public var grids: [Setting] = []

  /// Those of one variant.
  static var options: [OptionDefinition<Self>] {
    [
      .option(
        "--epochs", "n", \.epochs, .wholeNumber(1...1_000_000),
        help: "Train for this many epochs instead of the spec's."),
      .repeated(
        "--set", "key=value", \.settings, .setting,
        help: """
          Replace a value of the spec: a dotted path, and JSON or a bare word, as in \
          optimizer.sgd.learning_rate=0.1. May be given several times.
          """),
    ]
  }

  /// Those of one variant or of a grid of them.
  static var optionsWithGrid: [OptionDefinition<Self>] {
    options + [
      .repeated(
        "--grid", "key=list", \.grids, .setting,
        help: """
          Make a variant for each value of a list, as in training.batch_size=[16,64]. Given several times: for each \
          combination.
          """)
    ]
  }
}

/// A value of a spec to replace: `--set key=value`.
public struct Setting: Equatable, Sendable {
  /// A dotted path without empty parts.
  public var key: String
  /// JSON, or a bare word that stands for a string.
  public var value: String
}

extension ValueReader where Value == Setting {
  /// The key ends at the first equals sign, so that the value may contain more of them.
  static var setting: ValueReader {
    ValueReader { text throws(ValueProblem) in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw .noKeyAndValue }
      let keys = parts[0].split(separator: ".", omittingEmptySubsequences: false)
      guard keys.allSatisfy({ key in !key.isEmpty && !key.contains { $0.isWhitespace } }) else {
        throw .badKey(parts[0])
      }
      return Setting(key: parts[0], value: parts[1])
    }
  }
}
