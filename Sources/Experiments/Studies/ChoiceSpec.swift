import Schema

/// Something that an article leaves open, with the values that it may have. `bnlab reproduce --choices` judges the claims
/// for each combination of values, as a multiverse analysis does (Steegen et al. 2016, "Increasing Transparency Through a
/// Multiverse Analysis", https://doi.org/10.1177/1745691616658637).
public struct ChoiceSpec: Equatable, Sendable {
  /// A short name, unique in the study: `optimizer`.
  public var name: String
  /// What the article leaves open, in a sentence.
  public var says: String?
  public var values: [Value]

  public init(name: String, says: String? = nil, values: [Value]) {
    self.name = name
    self.says = says
    self.values = values
  }

  public struct Value: Equatable, Sendable {
    /// A short name, unique in the choice: `adam`.
    public var name: String
    /// Without changes, this value is the one that the study has anyway.
    public var changes: [Change]
    /// Whether the value is among those of the short form, `--choices --quick`.
    public var isQuick: Bool

    public init(name: String, changes: [Change] = [], isQuick: Bool = true) {
      self.name = name
      self.changes = changes
      self.isQuick = isQuick
    }
  }

  public struct Change: Equatable, Sendable {
    /// Overrides as `--set` accepts them. They come after the experiment's own.
    public var settings: [String]
    /// The experiments, by the names that the claims use, for which the overrides are; nil: all of the study.
    public var experiments: [String]?

    public init(settings: [String] = [], experiments: [String]? = nil) {
      self.settings = settings
      self.experiments = experiments
    }
  }
}

extension ChoiceSpec {
  static let keys = KeyTable(
    "Something that the article leaves open, with the values that it may have.",
    blank: ChoiceSpec(name: "", values: []),
    [
      .required("name", \.name, .text, "A short name, unique in the study."),
      .optional("says", \.says, .nullable(.text), "What the article leaves open, in a sentence."),
      .required("values", \.values, .list(of: Value.keys.codec, minimum: 2), "The values that it may have."),
    ])
}

extension ChoiceSpec.Value {
  static let keys = KeyTable(
    "A value that something may have which the article leaves open.", blank: ChoiceSpec.Value(name: ""),
    [
      .required("name", \.name, .text, "A short name, unique in the choice."),
      .optional(
        "changes", \.changes, .list(of: ChoiceSpec.Change.keys.codec),
        "How the experiments change; without changes this is what the study has anyway."),
      .optional(
        "quick", \.isQuick, .boolean, "Whether the short form, --choices --quick, has this value too."),
    ])
}

extension ChoiceSpec.Change {
  static let keys = KeyTable(
    "Overrides for some experiments of the study.", blank: ChoiceSpec.Change(),
    [
      .required("set", \.settings, .list(of: .text, minimum: 1), "Overrides as --set accepts them."),
      .optional(
        "experiments", \.experiments, .nullable(.list(of: .text, minimum: 1)),
        "The experiments that set is for, by the names that the claims use; null for all."),
    ])
}

/// One value of each choice of a study.
public struct Combination: Hashable, Sendable {
  /// The index of the value of each choice, in the study's order.
  public let indices: [Int]

  /// The values of some choices, by index: `activation=relu, optimizer=adam`.
  public func text(_ choices: [ChoiceSpec], of used: [Int]) -> String {
    used.map { "\(choices[$0].name)=\(choices[$0].values[indices[$0]].name)" }.joined(separator: ", ")
  }
}

extension [ChoiceSpec] {
  /// More combinations than this are refused, before their product can overflow.
  static let maximumCombinations = 10_000

  /// The number of combinations; nil if there are too many.
  var combinationCount: Int? {
    reduce(1 as Int?) { count, choice in
      count.flatMap { $0 * choice.values.count <= Self.maximumCombinations ? $0 * choice.values.count : nil }
    }
  }

  /// All combinations, or those of the short form. The values of the last choice change fastest.
  public func combinations(isQuick: Bool) -> [Combination] {
    let indices = reduce([[]] as [[Int]]) { started, choice in
      let used = choice.values.indices.filter { !isQuick || choice.values[$0].isQuick }
      return started.flatMap { start in used.map { start + [$0] } }
    }
    return indices.map { Combination(indices: $0) }
  }
}
