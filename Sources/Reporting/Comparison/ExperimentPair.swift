/// Two experiments, by name, whose figures are subtracted from each other.
public struct ExperimentPair: Equatable, Hashable, Sendable {
  public let experiment: String
  /// The experiment whose figure is subtracted.
  public let other: String

  public init(_ experiment: String, minus other: String) {
    self.experiment = experiment
    self.other = other
  }

  public var label: String { "\(experiment) − \(other)" }
}

extension ExperimentPair {
  /// The pairs worth a line.
  ///
  /// - With a reference: each other experiment minus the reference.
  /// - With the article's four experiments A to D, or the same variant of all four: A-B, C-D, A-C and B-D, and each
  ///   further experiment minus the first.
  /// - With up to four experiments: every pair.
  /// - With more: each minus the first.
  ///
  /// In a grid over several experiments, each cell makes pairs of its own.
  /// - Parameter reference: a name; in a grid it may omit the overrides, and each cell then has its own reference.
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

  /// The names grouped by their overrides, groups in the order of their first names.
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
      pairs += articlePairs.map { ExperimentPair($0.0 + variant, minus: $0.1 + variant) }
      covered.formUnion(quartet)
    }
    guard let first = names.first else { return [] }
    if !pairs.isEmpty { return pairs + against(first, names.filter { !covered.contains($0) }) }
    if names.count > 4 { return against(first, names) }
    return names.indices.flatMap { index in
      names[(index + 1)...].map { ExperimentPair(names[index], minus: $0) }
    }
  }

  private static let articlePairs = [("A", "B"), ("C", "D"), ("A", "C"), ("B", "D")]

  /// Each of the names, except the reference itself, minus the reference.
  private static func against(_ reference: String, _ names: [String]) -> [ExperimentPair] {
    names.filter { $0 != reference }.map { ExperimentPair($0, minus: reference) }
  }
}
