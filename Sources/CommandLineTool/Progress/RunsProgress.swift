/// How far a series of runs is.
public struct RunsProgress: Equatable, Sendable {
  /// The run that ended last.
  public var label: String
  /// The number of runs that have ended, and of all runs.
  public var count: Int
  public var total: Int
  /// The share of the work that is done, 0 to 1.
  public var fraction: Double
  public var secondsLeft: Double?

  public init(label: String, count: Int, total: Int, fraction: Double, secondsLeft: Double?) {
    self.label = label
    self.count = count
    self.total = total
    self.fraction = fraction
    self.secondsLeft = secondsLeft
  }

  /// For a log: `run 12/90: A, seed 1  3 min 04 s left`.
  var plainLine: String {
    (["run \(counted): \(label)"] + (timeLeft.map { [$0] } ?? [])).joined(separator: "  ")
  }

  /// For a terminal: `runs 12/90 [######----]  3 min 04 s left`.
  func liveLine(width: Int) -> String {
    fittedLine("runs \(counted) \(progressBar(done: fraction, total: 1))", [], end: timeLeft, width: width)
  }

  private var counted: String { countText(count, of: total) }

  private var timeLeft: String? {
    guard count < total else { return nil }
    return secondsLeft.map(timeLeftText)
  }
}
