/// How many batches are trained in a row, without a report: as many as take some milliseconds, at most 16.
struct BatchPace {
  private(set) var batches = 1

  private let maximum: Int

  init(maximum: Int = 16) { self.maximum = maximum }

  /// - Parameter duration: the time that this many batches took.
  mutating func took(_ duration: Duration) {
    if duration < .milliseconds(5) {
      batches = min(2 * batches, maximum)
    } else if duration > .milliseconds(40) {
      batches = max(batches / 2, 1)
    }
  }
}
