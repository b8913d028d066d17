/// Two experiments, by name; a difference is the first's figure minus the second's.
public struct ExperimentPair: Equatable, Hashable, Sendable {
  public let first: String
  public let second: String

  public init(_ first: String, _ second: String) {
    self.first = first
    self.second = second
  }

  public var label: String { "\(first) − \(second)" }
}

extension ExperimentPair {
  /// The pairs worth a line: each experiment against the reference where one is named; the article's pairs A-B, C-D,
  /// A-C and B-D where all of these four (or the same variant of all four) are there, and what else there is against
  /// the first; every pair of up to four experiments; each against the first of more.
  static func pairs(of names: [String], reference: String?) -> [ExperimentPair] {
    if let reference, names.contains(reference) { return against(reference, names) }
    var pairs: [ExperimentPair] = []
    var covered: Set<String> = []
    for variant in names.filter({ $0.baseName == "A" }).map(\.variant) {
      let quartet = articlePairs.flatMap { [$0.0 + variant, $0.1 + variant] }
      guard quartet.allSatisfy(names.contains) else { continue }
      pairs += articlePairs.map { ExperimentPair($0.0 + variant, $0.1 + variant) }
      covered.formUnion(quartet)
    }
    guard let first = names.first else { return [] }
    if !pairs.isEmpty { return pairs + against(first, names.filter { !covered.contains($0) }) }
    if names.count > 4 { return against(first, names) }
    return names.indices.flatMap { index in
      names[(index + 1)...].map { ExperimentPair(names[index], $0) }
    }
  }

  private static let articlePairs = [("A", "B"), ("C", "D"), ("A", "C"), ("B", "D")]

  private static func against(_ reference: String, _ names: [String]) -> [ExperimentPair] {
    names.filter { $0 != reference }.map { ExperimentPair($0, reference) }
  }
}

extension String {
  /// An experiment's name without the overrides that make it a variant.
  var baseName: String { String(prefix { $0 != "+" }) }
  var variant: String { String(drop(while: { $0 != "+" })) }
}
