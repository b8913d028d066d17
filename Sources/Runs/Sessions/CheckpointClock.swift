/// When a run writes its checkpoints: the first soon after the start, so that little is ever lost, and the later ones so seldom
/// that all of them together take less than a hundredth of the time.
struct CheckpointClock {
  /// A run that is shorter needs no checkpoint.
  private static let first = Duration.milliseconds(400)
  /// Writing more often would not save anybody anything.
  private static let shortest = Duration.milliseconds(500)
  /// The time of training for each time of writing.
  private static let ratio = 100

  private let start: ContinuousClock.Instant
  /// The time between two checkpoints if it is given, for tests.
  private let interval: Duration?
  private var written = Duration.zero
  private var due: ContinuousClock.Instant

  init(interval: Duration?, start: ContinuousClock.Instant = .now) {
    self.start = start
    self.interval = interval
    due = start + (interval ?? Self.first)
  }

  func isDue(at now: ContinuousClock.Instant = .now) -> Bool { now >= due }

  /// A checkpoint has been written. The next one will probably take as long.
  mutating func wrote(from begin: ContinuousClock.Instant, to end: ContinuousClock.Instant) {
    written += end - begin
    due =
      interval.map { end + $0 }
      ?? max(end + Self.shortest, start + (written + (end - begin)) * Self.ratio)
  }
}
