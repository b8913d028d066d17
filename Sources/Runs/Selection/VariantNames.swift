import Experiments
import Text

/// Names of experiments that are short enough to be told apart at a glance.
///
/// A variant's name contains every override, or a hash if it would be too long. For people the differences are enough:
/// in a grid `circles-baseline+learning_rate=0.1`.
public struct VariantNames: Equatable, Sendable {
  /// Full names, each once, in the order given.
  public let all: [String]
  /// Short names by full name; empty if there are no overrides, or if two short names would be equal.
  public let labels: [String: String]
  /// The common overrides, which the labels leave out, as `key=value`.
  public let commonOverrides: [String]

  /// - Parameters:
  ///   - experiments: by name; nil if the overrides are not known.
  ///   - studyNames: what a study calls some of them, by full name.
  public init(
    _ experiments: [(name: String, experiment: ResolvedExperiment?)], studyNames: [String: String] = [:]
  ) {
    all = experiments.map(\.name).distinct
    let known = experiments.compactMap(\.experiment)
    let texts = known.map { $0.overrides.map(\.assignment) }
    let common = (texts.first ?? []).filter { text in texts.allSatisfy { $0.contains(text) } }
    var labels: [String: String] = [:]
    for experiment in known {
      let own = experiment.overrides.filter { !common.contains($0.assignment) }
      labels[experiment.spec.name] =
        studyNames[experiment.spec.name] ?? experiment.baseName
        + own.map { "+" + $0.shortAssignment(beside: own) }.joined()
    }
    let isClear =
      known.count == experiments.count && (all.count > 1 || !studyNames.isEmpty)
      && Set(labels.values).count == all.count
      && known.contains { !$0.overrides.isEmpty || studyNames[$0.spec.name] != nil }
    self.labels = isClear ? labels : [:]
    commonOverrides = isClear ? common : []
  }
}

extension Override {
  /// `optimizer.sgd.learning_rate=0.1`, `model.1+=batch_norm` or `model.3-`
  fileprivate var assignment: String {
    switch action {
    case .replace, .insert: "\(key)=\(valueText)"
    case .remove: key
    }
  }

  private var valueText: String {
    if case .string(let text) = json { text } else { json.canonical }
  }

  /// `learning_rate=0.1`, or with the whole path if another override's path has the same last part. An edit of the model
  /// is never shortened: its last part is only a number.
  fileprivate func shortAssignment(beside others: [Override]) -> String {
    guard action == .replace, let last = path.dotted.split(separator: ".").last else { return assignment }
    let isClear = others.count { $0.path.dotted.split(separator: ".").last == last } == 1
    return isClear ? "\(last)=\(valueText)" : assignment
  }
}
