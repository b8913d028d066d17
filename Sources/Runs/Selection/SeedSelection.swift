import Experiments

/// Which seeds to train with.
public enum SeedSelection: Equatable, Sendable {
  /// The seed that each spec states.
  case ofSpec
  /// These, in this order, each once.
  case these([UInt64])

  /// - Parameter seeds: what is taken unless seeds were chosen.
  public func seeds(else seeds: [UInt64]) -> [UInt64] {
    switch self {
    case .ofSpec: seeds
    case .these(let seeds): seeds
    }
  }

  public func seeds(of experiment: ResolvedExperiment) -> [UInt64] {
    seeds(else: [experiment.spec.training.seed])
  }
}

extension SeedSelection {
  /// A remark on a list of one seed, which may have been meant as a number of seeds; nil for other lists.
  public var countRemark: String? {
    guard case .these(let seeds) = self, let seed = seeds.first, seeds.count == 1, seed > 1,
      seed <= UInt64(Self.seedLimit)
    else { return nil }
    return "--seeds \(seed) means seed \(seed) alone; --seeds 1..\(seed) runs \(seed) seeds."
  }
}

/// A mistake in a list of seeds.
public enum SeedListError: Error, Equatable, Sendable {
  case notASeed(String)
  case descending(first: UInt64, last: UInt64)
  case duplicate(UInt64)
  case tooMany(limit: Int)
}

extension SeedListError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notASeed(let text):
      "'\(text)' is not a seed (a whole number from 0 to \(UInt64.max)) or a range of seeds; "
        + "write 1..10, 1,2,5 or 1..3,8."
    case .descending(let first, let last):
      "the range \(first)..\(last) runs backwards; write \(last)..\(first)."
    case .duplicate(let seed): "seed \(seed) is listed twice."
    case .tooMany(let limit): "it names more than \(limit) seeds."
    }
  }
}

extension SeedSelection {
  /// The maximum number of seeds. A longer list is probably a mistake, because nobody would wait for so long.
  static let seedLimit = 10_000

  /// Reads single seeds and ranges with both ends included, separated by commas: `1..10`, `1,2,5`, `1..3,8`.
  public init(parsing text: String) throws(SeedListError) {
    var seeds: [UInt64] = []
    var seen: Set<UInt64> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      for seed in try Self.range(in: part) {
        guard seen.insert(seed).inserted else { throw .duplicate(seed) }
        seeds.append(seed)
      }
      guard seeds.count <= Self.seedLimit else { throw .tooMany(limit: Self.seedLimit) }
    }
    self = .these(seeds)
  }

  private static func range(in part: Substring) throws(SeedListError) -> ClosedRange<UInt64> {
    let part = part.drop { $0 == " " }
    guard let dots = part.firstIndex(of: ".") else {
      let seed = try seed(in: part, of: part)
      return seed...seed
    }
    guard part[dots...].hasPrefix("..") else { throw .notASeed(String(part)) }
    let first = try seed(in: part[..<dots], of: part)
    let last = try seed(in: part[dots...].dropFirst(2), of: part)
    guard first <= last else { throw .descending(first: first, last: last) }
    guard last - first < UInt64(seedLimit) else { throw .tooMany(limit: seedLimit) }
    return first...last
  }

  private static func seed(in text: Substring, of part: Substring) throws(SeedListError) -> UInt64 {
    guard let seed = UInt64(text), !text.hasPrefix("+") else { throw .notASeed(String(part)) }
    return seed
  }
}
