/// The ids of a page, each once.
struct Anchors {
  private var used: Set<String> = []

  /// An id for a text: its ASCII letters and digits, with a number where another one is the same.
  mutating func id(_ text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    // A letter first, as CSS selectors want it.
    let base = "x-" + words.joined(separator: "-").prefix(80)
    var id = base
    var number = 2
    while !used.insert(id).inserted {
      id = "\(base)-\(number)"
      number += 1
    }
    return id
  }
}
