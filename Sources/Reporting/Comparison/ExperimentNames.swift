import Experiments
import Text

/// Names of experiments as people read and write them: the overrides that all of them have in common tell none of them
/// apart and may be left out.
public struct ExperimentNames: Equatable, Sendable {
  public let all: [String]
  /// `+key=value…` of each experiment where there are several and theirs are the same; empty otherwise.
  let commonVariant: String
  /// Shorter names that the caller knows, by full name.
  private let labels: [String: String]

  public init(_ names: [String], labels: [String: String] = [:]) {
    all = names
    self.labels = labels
    let variants = Set(names.map(\.variant))
    commonVariant = names.count > 1 && variants.count == 1 && labels.isEmpty ? variants.first ?? "" : ""
  }

  func shown(_ name: String) -> String {
    if let label = labels[name] { return label }
    return name.hasSuffix(commonVariant) ? String(name.dropLast(commonVariant.count)) : name
  }

  var shown: [String] { all.map(shown) }

  /// The overrides by which experiments are grouped; where the full name has given way to a hash, those of the label.
  func variant(of name: String) -> String { (labels[name] ?? name).variant }

  public func nearest(to text: String) -> String? { nearestName(to: text, among: shown) }

  /// The full name of what is written with all overrides, without those in common, or without any where that is clear.
  public func find(_ text: String) -> String? {
    if all.contains(text) { return text }
    let candidates = all.filter { shown($0) == text || $0.baseName == text }
    return candidates.count == 1 ? candidates.first : nil
  }
}
