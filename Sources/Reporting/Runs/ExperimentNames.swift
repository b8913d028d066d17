import Experiments
import Text

/// The names of compared experiments, as people read and write them: overrides that all of them have in common may be
/// omitted, because they do not tell them apart.
public struct ExperimentNames: Equatable, Sendable {
  /// The full names.
  public let all: [String]
  /// The `+key=value…` that all names end in; empty for a single experiment and if there are labels.
  let commonVariant: String
  /// Shorter names that the caller has chosen, by full name.
  private let labels: [String: String]

  public init(_ names: [String], labels: [String: String] = [:]) {
    all = names
    self.labels = labels
    let variants = Set(names.map(\.variant))
    commonVariant = names.count > 1 && variants.count == 1 && labels.isEmpty ? variants.first ?? "" : ""
  }

  /// The name that people read, without what all names have in common.
  public func shown(_ name: String) -> String {
    if let label = labels[name] { return label }
    return name.hasSuffix(commonVariant) ? String(name.dropLast(commonVariant.count)) : name
  }

  var shown: [String] { all.map(shown) }

  /// The overrides by which experiments are grouped. They are the label's if there is one, because a long full name holds
  /// only a hash of them.
  func variant(of name: String) -> String { (labels[name] ?? name).variant }

  public func nearest(to text: String) -> String? { nearestName(to: text, among: shown) }

  /// Resolves a full name, one without the common overrides, or one without any if that is unambiguous.
  public func find(_ text: String) -> String? {
    if all.contains(text) { return text }
    // In a grid one cell may be the plain experiment, whose name is also the beginning of the others' names.
    let exact = all.filter { shown($0) == text }
    let candidates = exact.isEmpty ? all.filter { $0.baseName == text } : exact
    return candidates.count == 1 ? candidates.first : nil
  }
}

extension String {
  /// An experiment's name without its overrides.
  var baseName: String { String(prefix { $0 != "+" }) }
  /// The overrides of an experiment's name: `+key=value…`, or empty.
  var variant: String { String(drop(while: { $0 != "+" })) }
}
