/// How far a series of measurements is.
public struct MeasurementProgress: Equatable, Sendable {
  /// The measurement under way.
  public var name: String
  /// The number of measurements that are done, and of all measurements.
  public var done: Int
  public var total: Int
  public var secondsLeft: Double?

  public init(name: String, done: Int, total: Int, secondsLeft: Double?) {
    self.name = name
    self.done = done
    self.total = total
    self.secondsLeft = secondsLeft
  }

  /// For a log: `12/59 gemm/128x512x256/forward  9.4 s left`.
  var plainLine: String {
    (["\(counted) \(name)"] + timeLeft).joined(separator: "  ")
  }

  /// For a terminal: `12/59 ━━━─────────────  gemm/128x512x256/forward  9.4 s left`.
  func liveLine(room: Int) -> LiveLine {
    var line = LiveLine(counted + " ")
    line.append(bar: Double(done), of: Double(total))
    line.append([name], end: timeLeft.first, room: room)
    return line
  }

  private var counted: String { countText(done, of: total) }

  private var timeLeft: [String] {
    secondsLeft.map { [timeLeftText(seconds: $0)] } ?? []
  }
}
