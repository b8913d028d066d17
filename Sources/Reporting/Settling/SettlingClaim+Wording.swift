import Experiments
import Text

extension [SettlingClaim] {
  /// What became of the claims, for the end of a report.
  /// - Parameter timeText: the time that is up; nil if there was enough.
  public func remark(timeText: String?) -> String {
    let decided = filter { $0.state == .decided }
    let later = decided.count { $0.lookNumber > 1 }
    let sentences = [
      "Settle: \(decided.count) of \(count) claims are decided, \(later) of them after seeds were added",
      sentence(.open, timeText.map { "open when the time of \($0) was up" } ?? "open"),
      sentence(.outOfSeeds, "open with as many seeds as are allowed (\(LookSchedule.seedLimit))"),
      sentence(.unsettleable, "left out, because more seeds cannot settle them"),
      sentence(.runFailed, "left out, because runs failed"),
    ]
    return sentences.compactMap { $0 }.joined(separator: ". ") + "."
  }

  private func sentence(_ state: SettlingClaim.State, _ text: String) -> String? {
    let claims = filter { $0.state == state }
    guard !claims.isEmpty else { return nil }
    return text.capitalizedFirst + ": " + claims.names(among: self)
  }

  /// `a, b and 3 more`
  /// - Parameters:
  ///   - all: the claims of all studies. If there are several studies, each name has that of its study before it.
  ///   - limit: no more names than this; nil: all.
  public func names(among all: [SettlingClaim], limit: Int? = nil) -> String {
    let several = Set(all.map(\.study)).count > 1
    let names = map { several ? "\($0.study)/\($0.finding.claim.name)" : $0.finding.claim.name }
    guard let limit, names.count > limit else { return names.joined(separator: ", ") }
    return names.prefix(limit).joined(separator: ", ") + " and \(names.count - limit) more"
  }
}

extension SettlingClaim {
  /// `look 2 at x with 400 seeds`
  public var nextLookText: String {
    "look \(lookNumber + 1) at \(finding.claim.name) with \(nextSeeds?.count ?? 0) seeds"
  }
}
