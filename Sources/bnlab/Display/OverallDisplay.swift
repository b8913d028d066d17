import CommandLineTool
import Synchronization
import System
import Text

/// Shows how many of many runs are finished, and how long the rest will take.
final class OverallDisplay: Sendable {
  private struct State {
    var count: Int
    /// The estimated time of the runs that were trained and have ended, and of those that were left out.
    var seconds = 0.0
    var omittedSeconds = 0.0
    var trainedCount = 0
  }

  private let console: Console
  private let task: Console.Task
  private let total: Int
  /// The estimated time of each run that is to be trained, by its index; only the proportions matter.
  private let weights: [Int: Double]
  private let start = monotonicSeconds()
  private let state: Mutex<State>

  /// - Parameters:
  ///   - total: the number of runs, including those that are already finished.
  ///   - weights: the estimated time of each run that is to be trained, by its index.
  init(console: Console, total: Int, weights: [Int: Double]) {
    self.console = console
    self.total = total
    self.weights = weights
    task = console.begin()
    state = Mutex(State(count: total - weights.count))
  }

  func finished(_ index: Int, title: String) {
    guard let weight = weights[index] else { return }
    let state = state.withLock { state in
      state.count += 1
      state.trainedCount += 1
      state.seconds += weight
      return state
    }
    let whole = weights.values.reduce(0, +) - state.omittedSeconds
    let now = monotonicSeconds()
    let left = TimeEstimate(start: start).secondsLeft(now: now, done: state.seconds, total: whole)
    console.update(task, state.count < total ? .milestone : .last) {
      .runs(
        RunsProgress(
          label: title, count: state.count, total: total, fraction: state.seconds / whole,
          secondsElapsed: now - start, secondsLeft: left))
    }
  }

  /// Takes in that a run did not have to be trained.
  func omitted(_ index: Int) {
    guard let weight = weights[index] else { return }
    state.withLock { state in
      state.count += 1
      state.omittedSeconds += weight
    }
  }

  /// Removes the line. A terminal keeps how many runs were trained.
  func end() {
    console.end(task)
    let count = state.withLock(\.trainedCount)
    guard console.mode == .live, count > 0 else { return }
    let time = durationText(seconds: monotonicSeconds() - start)
    console.note("\(counted(count, "run")) trained in \(time)")
  }
}
