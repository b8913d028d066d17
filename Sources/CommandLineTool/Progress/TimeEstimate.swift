/// Estimates the time left from the time that a task has taken so far.
public struct TimeEstimate: Equatable, Sendable {
  /// Seconds on the caller's clock.
  private let start: Double
  private let doneAtStart: Double

  /// - Parameters:
  ///   - start: seconds on the caller's clock.
  ///   - doneAtStart: what was done before, in the same unit as below: finished epochs of a resumed run, bytes that
  ///     are here already.
  public init(start: Double, doneAtStart: Double = 0) {
    self.start = start
    self.doneAtStart = doneAtStart
  }

  /// Seconds, or nil as long as nothing was done.
  public func secondsLeft(now: Double, done: Double, total: Double) -> Double? {
    let work = done - doneAtStart
    let elapsed = now - start
    guard work > 0, elapsed > 0, done <= total else { return nil }
    let seconds = elapsed / work * (total - done)
    return seconds.isFinite ? seconds : nil
  }
}
