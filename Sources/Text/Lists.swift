/// `a, b and c`
public func listed(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

extension [String] {
  /// The texts; of more than four only the first three, and how many others there are.
  public var abbreviated: [String] { count > 4 ? prefix(3) + ["\(count - 3) others"] : self }
}

extension Sequence where Element: Equatable {
  /// Each element once, in the order in which they appear first.
  public var distinct: [Element] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

extension Sequence {
  /// The elements by a key, groups and elements in the order in which they appear first.
  public func grouped<Key: Hashable>(by key: (Element) -> Key) -> [(key: Key, elements: [Element])] {
    var places: [Key: Int] = [:]
    return reduce(into: []) { groups, element in
      let key = key(element)
      if let place = places[key] {
        groups[place].elements.append(element)
      } else {
        places[key] = groups.count
        groups.append((key, [element]))
      }
    }
  }
}

extension [UInt64] {
  /// `seed 4` or `seeds 1..3, 8`
  public var seedsText: String { "\(count == 1 ? "seed" : "seeds") \(rangesText)" }

  /// `1..3, 8`: seeds in ascending order, with ranges as `--seeds` accepts them.
  public var rangesText: String { rangesText(separator: ", ") }

  public func rangesText(separator: String) -> String {
    let parts = ranges.map { range in
      let (first, last) = (range.lowerBound, range.upperBound)
      return first == last ? "\(first)" : "\(first)..\(last)"
    }
    return parts.joined(separator: separator)
  }

  /// The seeds in ascending order, those without a gap together.
  public var ranges: [ClosedRange<UInt64>] {
    var ranges: [ClosedRange<UInt64>] = []
    for seed in sorted() {
      if let last = ranges.last, last.upperBound < .max, seed <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...seed
      } else {
        ranges.append(seed...seed)
      }
    }
    return ranges
  }
}
