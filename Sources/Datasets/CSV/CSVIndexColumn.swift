/// Looks at whether the first column of a file is the index that pandas writes: a column without a name that counts the
/// rows. After a random split its numbers are in another order.
struct CSVIndexColumn {
  /// What the column looks like.
  enum Finding: Equatable, Sendable {
    /// It counts the rows, from this number on.
    case counts(from: Int64)
    /// It gives each row a whole number of its own.
    case numbers
  }

  /// Names of such columns besides none at all and those that end with "id", in small letters.
  private static let names: Set<String> = ["index", "idx", "row", "rownames", "no", "nr"]

  /// The name in the first row; nil if the file has no names.
  let name: String?
  private var values: Set<Int64> = []
  private var first: Int64?
  private var count: Int64 = 0
  private var counts = true
  private var isDistinct = true

  /// Nil if a column of this name is probably not an index.
  init?(name: String?) {
    self.name = name
    guard let name else { return }
    let isUnnamed = name.isEmpty || name.hasPrefix("Unnamed: ")
    let word = name.lowercased()
    let isIdentifier =
      ["id", "rowid"].contains(word) || ["_id", " id", "-id"].contains(where: word.hasSuffix)
      || ["Id", "ID"].contains(where: name.hasSuffix)
    if !isUnnamed, !isIdentifier, !Self.names.contains(word) { return nil }
  }

  mutating func add(_ number: CSVNumber) {
    guard counts || isDistinct else { return }
    guard case .integer(let value) = number, value >= 0 else {
      (counts, isDistinct) = (false, false)
      return
    }
    if first == nil { first = value }
    counts = counts && value == (first ?? 0) &+ count
    count += 1
    // The columns of a file without names are told apart by counting alone.
    isDistinct = name != nil && isDistinct && values.insert(value).inserted
  }

  /// Nil if the column is not an index.
  var finding: Finding? {
    guard count > 1, let first else { return nil }
    if counts, first <= 1 { return .counts(from: first) }
    return isDistinct ? .numbers : nil
  }
}
