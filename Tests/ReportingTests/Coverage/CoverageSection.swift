@testable import Reporting

/// A part of the table: one interval or test, with rows for kinds of figures and columns for numbers of seeds.
struct CoverageSection: Sendable {
  /// What became of one simulated study.
  struct Outcome: Sendable {
    /// Whether the interval does not hold the true value, or the test finds a difference where there is none. Nil if there is
    /// no interval.
    let errs: Bool?
    /// By what a change of the statistic is noticed: the width of the interval, or the p-value; nil if there is none.
    let size: Double?

    init(_ interval: Interval?, holds value: Double) {
      errs = interval.map { !$0.contains(value) }
      size = interval.map { $0.high == $0.low ? 0 : $0.high - $0.low }
    }

    /// - Parameter p: of a difference that is none; nil if there is no test.
    init(p: Double?) {
      errs = p.map { $0 <= 0.05 } ?? false
      size = p
    }
  }

  enum Quantity: Sendable {
    /// The share of intervals that hold the true value, of those that there are.
    case coverage
    /// The share of studies with an error.
    case errors
  }

  let title: String
  let quantity: Quantity
  let kinds: [FigureKind]
  /// Numbers of seeds.
  let counts: [Int]
  /// Number of simulated studies, by the number of seeds.
  let studies: @Sendable (Int) -> Int
  let simulate: @Sendable (FigureKind, Int, inout RandomNumbers) -> Outcome

  /// The text of a cell.
  func cell(_ kind: FigureKind, _ count: Int) -> String {
    let studies = studies(count)
    let outcomes = outcomes(kind, count, studies: studies)
    let (holding, erring) = (outcomes.count { $0.errs == false }, outcomes.count { $0.errs == true })
    switch quantity {
    case .errors: return percent(erring, of: studies)
    case .coverage:
      let intervals = holding + erring
      guard intervals > 0 else { return "–" }
      let share = percent(holding, of: intervals)
      // Rounded down, so that only all of them are 100.
      return intervals == studies ? share : "\(share) (\(100 * intervals / studies))"
    }
  }

  /// The text of the cell by which a row is checked: the mean width or p-value in the first studies of one cell.
  func check(_ kind: FigureKind) -> String {
    let count = counts.first { $0 >= 6 } ?? counts[0]
    let sizes = outcomes(kind, count, studies: studies(count) / 100).compactMap(\.size).filter(\.isFinite)
    guard !sizes.isEmpty else { return "–" }
    let rounded = (sizes.reduce(0, +) / Double(sizes.count) * 1e5).rounded()
    return (rounded / 1e5).description
  }

  /// The random numbers depend on the titles and the number of seeds alone.
  private func outcomes(_ kind: FigureKind, _ count: Int, studies: Int) -> [Outcome] {
    var numbers = RandomNumbers(seed: Self.seed("\(title)/\(kind.name)/\(count)"))
    return (0..<studies).map { _ in simulate(kind, count, &numbers) }
  }

  /// With one decimal, in whole numbers.
  private func percent(_ part: Int, of whole: Int) -> String {
    let thousandths = (2_000 * part + whole) / (2 * whole)
    return "\(thousandths / 10).\(thousandths % 10)"
  }

  /// FNV-1a (Fowler, Noll and Vo) of the text, the same on every machine.
  private static func seed(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
