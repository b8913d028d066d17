import System

/// A set of samples that lacks some of the classes, although a random one would most likely have them.
public struct ClassShortage: Equatable, Sendable {
  /// The number of classes in the set.
  public let found: Int
  /// The number of classes in all samples.
  public let total: Int
  /// Whether the samples, in the order of the file, are sorted by their classes.
  public let isSorted: Bool

  /// Nil unless both are classes, and the set lacks some of them. A class that is so rare in the other samples that a random
  /// set would lack it with a probability of 1 % or more does not count, unless the samples are sorted.
  /// - Parameters:
  ///   - others: the labels of the samples before the set.
  ///   - areOneFile: whether the samples of the set follow the others in one file.
  public init?(of set: Labels, after others: Labels, areOneFile: Bool) {
    guard case .classes(let set) = set, case .classes(let others) = others, !others.isEmpty else {
      return nil
    }
    let present = Set(set)
    var missing: [Int32: Int] = [:]
    for label in others where !present.contains(label) { missing[label, default: 0] += 1 }
    guard !missing.isEmpty else { return nil }
    found = present.count
    total = present.union(others).count
    isSorted =
      areOneFile && others.count + set.count >= 2 * total && Self.runCount(others, set) == total
    let isUnlikely = missing.values.contains { count in
      // (1 - share)^n < 0.01, by logarithms; a share of 1 gives -infinity.
      Double(set.count) * log1p(-Double(count) / Double(others.count)) < log(0.01)
    }
    guard isSorted || isUnlikely else { return nil }
  }

  /// The number of stretches of equal labels. There are as many as classes if the labels are sorted, in whatever order.
  private static func runCount(_ first: [Int32], _ second: [Int32]) -> Int {
    var (count, last) = (0, Int32?.none)
    for labels in [first, second] {
      for label in labels where label != last { (count, last) = (count + 1, label) }
    }
    return count
  }
}
