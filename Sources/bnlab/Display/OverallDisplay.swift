import CommandLineTool
import Synchronization
import System

/// Shows how many of many runs are finished, and how long the rest will take.
final class OverallDisplay: Sendable {
  private struct State {
    var count: Int
    var seconds = 0.0
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
      state.seconds += weight
      return state
    }
    let whole = weights.values.reduce(0, +)
    let left = TimeEstimate(start: start).secondsLeft(
      now: monotonicSeconds(), done: state.seconds, total: whole)
    console.update(task, isMilestone: true) {
      .runs(
        RunsProgress(
          label: title, count: state.count, total: total, fraction: state.seconds / whole,
          secondsLeft: left))
    }
  }

  func end() {
    console.end(task)
  }
}
