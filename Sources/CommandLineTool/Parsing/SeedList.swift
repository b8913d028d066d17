/// Which seeds to train with.
public enum SeedSelection: Equatable, Sendable {
  /// The one that each spec states.
  case ofSpec
  /// These, in this order, each once.
  case these([UInt64])
}

/// More seeds than anybody waits for: beyond this a list is taken for a mistake.
let seedCountLimit = 10_000

extension ValueReader where Value == SeedSelection {
  static var seed: ValueReader {
    let number = ValueReader<UInt64>.wholeNumber(0...UInt64.max)
    return ValueReader { text throws(ValueProblem) in .these([try number.read(text)]) }
  }

  /// Single seeds and ranges with both ends included, separated by commas: `1..10`, `1,2,5`, `1..3,8`.
  static var seedList: ValueReader {
    ValueReader { text throws(ValueProblem) in
      do throws(SeedListProblem) {
        return .these(try seeds(in: text))
      } catch {
        throw .seedList(error)
      }
    }
  }
}

private func seeds(in text: String) throws(SeedListProblem) -> [UInt64] {
  var seeds: [UInt64] = []
  var seen: Set<UInt64> = []
  for part in text.split(separator: ",", omittingEmptySubsequences: false) {
    for seed in try range(in: part) {
      guard seen.insert(seed).inserted else { throw .duplicate(seed) }
      seeds.append(seed)
    }
    guard seeds.count <= seedCountLimit else { throw .tooMany(limit: seedCountLimit) }
  }
  return seeds
}

private func range(in part: Substring) throws(SeedListProblem) -> ClosedRange<UInt64> {
  let part = part.drop { $0 == " " }
  guard let dots = part.firstIndex(of: ".") else {
    let seed = try seed(in: part, of: part)
    return seed...seed
  }
  guard part[dots...].hasPrefix("..") else { throw .notASeed(String(part)) }
  let first = try seed(in: part[..<dots], of: part)
  let last = try seed(in: part[dots...].dropFirst(2), of: part)
  guard first <= last else { throw .descending(first: first, last: last) }
  guard last - first < UInt64(seedCountLimit) else { throw .tooMany(limit: seedCountLimit) }
  return first...last
}

private func seed(in text: Substring, of part: Substring) throws(SeedListProblem) -> UInt64 {
  guard let seed = UInt64(text), !text.hasPrefix("+") else { throw .notASeed(String(part)) }
  return seed
}
