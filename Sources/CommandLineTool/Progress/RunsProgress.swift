/// How far a series of runs is.
public struct RunsProgress: Equatable, Sendable {
  /// The run that ended last.
  public var label: String
  /// The number of runs that have ended, and of all runs.
  public var count: Int
  public var total: Int
  /// The share of the work that is done, 0 to 1.
  public var fraction: Double
  /// Since the first run began.
  public var secondsElapsed: Double
  public var secondsLeft: Double?

  public init(
    label: String, count: Int, total: Int, fraction: Double, secondsElapsed: Double = 0, secondsLeft: Double?
  ) {
    self.label = label
    self.count = count
    self.total = total
    self.fraction = fraction
    self.secondsElapsed = secondsElapsed
    self.secondsLeft = secondsLeft
  }

  /// For a log: `run 12/90: A, seed 1  3 min 04 s left`.
  var plainLine: String {
    (["run \(counted): \(label)"] + (timeLeft.map { [$0] } ?? [])).joined(separator: "  ")
  }

  /// For a terminal: `runs 12/90 ━━━━━━────  3 min 04 s left`.
  func liveLine(room: Int) -> LiveLine {
    var line = LiveLine("runs \(counted) ")
    line.append(bar: fraction, of: 1)
    line.append([], end: timeLeft, room: room)
    return line
  }

  private var counted: String { countText(count, of: total) }

  private var timeLeft: String? {
    guard count < total else { return nil }
    return secondsLeft.map(timeLeftText)
  }
}
