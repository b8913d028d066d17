/// The name among `names` that was probably meant by the mistyped `name`; nil if none is close.
///
/// Upper and lower case count as equal, and so do `-`, `_` and space. A name is close if it has a letter in common and
/// its edit distance is at most 1, or at most a third of the longer name's length if that is more. If there is no such
/// name, two more kinds count, both without `_`: a name that begins with the typed text of at least three letters
/// (`--out` for `--output`), and a name of at least four letters with which the typed text begins (`BatchNormalization`
/// for `batch_norm`).
public func nearestName(to name: String, among names: [String]) -> String? {
  // A name in a malicious file may be very long; then comparing would take too long. No real name is.
  guard name.utf8.count <= 64 else { return nil }
  let wanted = Array(folded(name))
  var best: (name: String, distance: Int)?
  for candidate in names {
    let letters = Array(folded(candidate))
    let distance = editDistance(wanted, letters)
    let longer = max(wanted.count, letters.count)
    if distance <= max(1, longer / 3), distance < longer, distance < best?.distance ?? .max {
      best = (candidate, distance)
    }
  }
  if let best { return best.name }
  let bare = wanted.filter { $0 != "_" }
  let bareNames = names.map { (name: $0, letters: folded($0).filter { $0 != "_" }) }
  let longerNames = bareNames.filter { bare.count >= 3 && $0.letters.starts(with: bare) }
  let shorterNames = bareNames.filter { $0.letters.count >= 4 && bare.starts(with: $0.letters) }
  return longerNames.min { $0.letters.count < $1.letters.count }?.name
    ?? shorterNames.max { $0.letters.count < $1.letters.count }?.name
}

/// The `count` names that are most similar to a name, the one that was probably meant first. Names that begin like the
/// typed text are more similar than their length tells.
public func nearestNames(to name: String, among names: [String], count: Int) -> [String] {
  let wanted = Array(folded(String(name.prefix(64))))
  let meant = nearestName(to: name, among: names)
  let others = names.filter { $0 != meant }.map { candidate in
    (name: candidate, distance: beginningDistance(wanted, Array(folded(candidate))))
  }
  let sorted = others.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.map(\.name)
  return Array(([meant].compactMap(\.self) + sorted).prefix(count))
}

/// The smallest distance between a text and a beginning of another one, with a little for each letter after it.
private func beginningDistance(_ one: [Character], _ other: [Character]) -> Double {
  (0...other.count).map { end in
    Double(editDistance(one, Array(other[..<end]))) + 0.1 * Double(other.count - end)
  }.min() ?? 0
}

/// The letters in the form in which they are compared.
private func folded(_ name: String) -> [Character] {
  name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
}

/// The restricted Damerau–Levenshtein distance: the minimum number of insertions, deletions, substitutions and swaps of
/// neighbours that turn one text into the other, if no letter is changed twice (F. J. Damerau, "A technique for
/// computer detection and correction of spelling errors", CACM 7(3), 1964).
public func editDistance<Element: Equatable>(_ one: [Element], _ other: [Element]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...other.count)
  for i in 0..<one.count {
    var row = [i + 1]
    for j in 0..<other.count {
      var distance = min(last[j + 1] + 1, row[j] + 1, last[j] + (one[i] == other[j] ? 0 : 1))
      if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    beforeLast = last
    last = row
  }
  return last[other.count]
}
