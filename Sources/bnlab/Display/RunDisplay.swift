import CommandLineTool
import Experiments
import Runs
import Synchronization
import System
import Training

/// Shows the progress of runs: for each run that is being trained a line with its figures, the finished epochs and the
/// time left.
final class RunDisplay: Sendable {
  private struct Progress {
    let task: Console.Task
    let estimate: TimeEstimate
    /// The figures of the last finished epoch.
    var figures: [EpochProgress.Figure] = []
  }

  private let console: Console
  /// Each run's title and its number of epochs.
  private let runs: [(title: String, epochs: Int)]
  private let overall: OverallDisplay?
  private let progress: Mutex<[Int: Progress]>

  /// - Parameter overall: shows total progress instead of epochs in a log, for many runs.
  init(console: Console, runs: [(title: String, epochs: Int)], overall: OverallDisplay? = nil) {
    self.console = console
    self.runs = runs
    self.overall = overall
    progress = Mutex([:])
  }

  /// - Parameter index: the run's place among all runs.
  func show(_ event: RunEvent, of index: Int) {
    let (title, epochs) = runs[index]
    switch event {
    case .waiting: console.note("\(title) is being trained by another process; waiting for it")
    case .replaced(let path, .unreadable(let problem)):
      console.warning("\(title) is trained again, since \(problem); the damaged run is now in \(path)")
    case .replaced(let path, .new), .replaced(let path, .fresh), .replaced(let path, .changed),
      .replaced(let path, .resumes), .replaced(let path, .startsOver), .replaced(let path, .damagedServer):
      console.note("\(title): the earlier run is now in \(path)")
    case .damagedServer(let problem):
      console.warning(
        "\(title) is trained itself, since the run that would serve it is damaged: \(problem); "
          + RunDamage.servingRemedy)
    case .loadingData: break
    case .checkpointLost(let problem): console.warning("\(title) starts over, since \(problem)")
    case .started(let done, let batches):
      if done + batches > 0 {
        console.note("\(title) \(RunDecision.resumption(epochs: done, batches: batches))")
      }
      let estimate = TimeEstimate(start: monotonicSeconds(), doneAtStart: Double(done))
      progress.withLock { $0[index] = Progress(task: console.begin(), estimate: estimate) }
    case .progress(let batch):
      guard let run = progress.withLock({ $0[index] }) else { return }
      console.update(run.task, isMilestone: false) {
        let share = Double(batch.batch) / Double(batch.batchCount)
        var figures = run.figures
        if figures.isEmpty {
          figures =
            (batch.accuracy.map { [.init("train_accuracy", $0)] } ?? []) + [.init("train_loss", batch.loss)]
        }
        return report(title, epochs, finished: batch.epoch - 1, share: share, figures, run.estimate)
      }
    case .epoch(let record, _):
      let figures = [Metric.testAccuracy, .testLoss, .trainAccuracy, .trainLoss].compactMap { metric in
        record.values[metric].map { EpochProgress.Figure(metric.rawValue, $0) }
      }
      let run = progress.withLock { runs in
        runs[index]?.figures = figures
        return runs[index]
      }
      guard let run else { return }
      console.update(run.task, isMilestone: overall == nil) {
        report(title, epochs, finished: record.epoch, share: 0, figures, run.estimate)
      }
    case .finished:
      end(index)
      overall?.finished(index, title: title)
    }
  }

  /// Removes the run's line, if it still has one.
  func end(_ index: Int) {
    guard let run = progress.withLock({ $0.removeValue(forKey: index) }) else { return }
    console.end(run.task)
  }

  private func report(
    _ title: String, _ epochs: Int, finished: Int, share: Double, _ figures: [EpochProgress.Figure],
    _ estimate: TimeEstimate
  ) -> ProgressReport {
    let left = estimate.secondsLeft(
      now: monotonicSeconds(), done: Double(finished) + share, total: Double(epochs))
    return .epochs(
      EpochProgress(
        label: title, epoch: finished, epochCount: epochs, fraction: share, figures: figures,
        secondsLeft: left))
  }
}
