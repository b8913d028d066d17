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
  /// the first; every pair of up to four experiments; each against the first of more. Of a grid over several experiments
  /// each cell makes its own pairs.
  ///
  /// - Parameter reference: a name; in a grid also one without overrides, which each cell then has its own of.
  static func pairs(of names: ExperimentNames, reference: String?) -> [ExperimentPair] {
    if let reference = reference.flatMap(names.find) { return against(reference, names.all) }
    let cells = cells(of: names)
    if cells.count(where: { $0.count > 1 }) > 1 {
      return cells.flatMap { cell in
        pairs(ofCell: cell, reference: reference.flatMap { base in cell.first { $0.baseName == base } })
      }
    }
    return pairs(ofCell: names.all, reference: nil)
  }

  /// The names with the same overrides, in the order of the first of each.
  private static func cells(of names: ExperimentNames) -> [[String]] {
    names.all.reduce(into: [[String]]()) { cells, name in
      let variant = names.variant(of: name)
      if let place = cells.firstIndex(where: { $0.first.map(names.variant) == variant }) {
        cells[place].append(name)
      } else {
        cells.append([name])
      }
    }
  }

  private static func pairs(ofCell names: [String], reference: String?) -> [ExperimentPair] {
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
