/// The candidate that was probably meant by `word`; nil if none is near. In a near candidate at most a third of the
/// letters is wrong, missing, superfluous or swapped. If there is none, a candidate that begins with the word is taken.
public func nearestSpelling(to word: String, among candidates: [String]) -> String? {
  let word = word.lowercased()
  // No name is so long; longer words would only cost time.
  guard word.utf8.count <= 64 else { return nil }
  let near = candidates.map { ($0, editDistance(Array(word), Array($0.lowercased()))) }
    .filter { candidate, distance in distance <= max(1, candidate.count / 3) }
    .min { $0.1 < $1.1 }
  if let near { return near.0 }
  guard word.drop(while: { $0 == "-" }).count >= 3 else { return nil }
  return candidates.filter { $0.hasPrefix(word) }.min { $0.count < $1.count }
}

/// The number of insertions, deletions, replacements and swaps of neighbours that turn one word into the other: the
/// optimal string alignment distance.
func editDistance(_ one: [Character], _ other: [Character]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...other.count)
  for row in one.indices {
    var current = [row + 1]
    for column in other.indices {
      let same = one[row] == other[column]
      var distance = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (same ? 0 : 1))
      if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
        distance = min(distance, beforePrevious[column - 1] + 1)
      }
      current.append(distance)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[other.count]
}
