import CommandLineTool
import Experiments
import Reporting
import Runs
import Synchronization
import System
import Text
import Training

/// Shows the progress of runs: for each run that is being trained a line with its figures, the finished epochs and the
/// time left. A few runs leave a line each on a terminal.
final class RunDisplay: Sendable {
  private struct Progress {
    let task: Console.Task
    var estimate: EpochEstimate
    var figures: [EpochProgress.Figure] = []
    /// Whether the figures are those of batches, because no epoch has ended yet.
    var isFirstEpoch = true
    var epoch: Int
    /// The batches that were done before the start.
    var batches: Int
    /// Whether a log has the line of the last epoch.
    var hasLast = false

    /// Appends values to the figures' curves.
    mutating func add(_ values: [(metric: Metric, value: Double?)]) {
      for (metric, value) in values {
        guard let value else { continue }
        if let index = figures.firstIndex(where: { $0.name == metric.rawValue }) {
          figures[index].values.append(value)
          figures[index].values.thinOut()
        } else {
          figures.append(.init(metric.rawValue, short: metric.shortName, metric.precision, [value]))
        }
      }
    }
  }

  /// More runs than this are summed up.
  static let fewRuns = 12

  private let console: Console
  private let runs: [DisplayedRun]
  private let labelWidth: Int
  private let overall: OverallDisplay?
  private let progress: Mutex<[Int: Progress]>

  /// - Parameter overall: shows total progress instead of epochs in a log, for many runs.
  init(console: Console, runs: [DisplayedRun], overall: OverallDisplay? = nil) {
    self.console = console
    self.runs = runs
    self.overall = overall
    labelWidth = runs.map(\.label.displayWidth).max() ?? 0
    progress = Mutex([:])
  }

  /// - Parameter index: the run's place among all runs.
  func show(_ event: RunEvent, of index: Int) {
    let run = runs[index]
    let title = run.title
    switch event {
    case .waiting: console.note("\(title) is being trained by another process; waiting for it")
    case .replaced(let path, .unreadable(let problem)):
      console.warning(
        "\(title) is trained again, since \(problem); the damaged run is now in \(path.singleLine)")
    case .replaced(let path, .new), .replaced(let path, .fresh), .replaced(let path, .changed),
      .replaced(let path, .resumes), .replaced(let path, .startsOver), .replaced(let path, .damagedServer):
      console.note("\(title): the earlier run is now in \(path.singleLine)")
    case .damagedServer(let problem):
      console.warning(
        "\(title) is trained itself, since the run that would serve it is damaged: \(problem); "
          + RunDamage.servingRemedy)
    case .loadingData: break
    case .checkpointLost(let problem): console.warning("\(title) starts over, since \(problem)")
    case .started(let epochs, let batches, let evaluationCost):
      if epochs + batches > 0 {
        console.note("\(title) \(RunDecision.resumption(epochs: epochs, batches: batches))")
      }
      let estimate = EpochEstimate(
        start: monotonicSeconds(), epochCount: run.epochs, evaluationCost: evaluationCost, epochs: epochs)
      let task = console.begin()
      progress.withLock {
        $0[index] = Progress(task: task, estimate: estimate, epoch: epochs, batches: batches)
      }
    case .progress(let batch): show(batch, of: index)
    case .epoch(let record, let timing): show(record, timing, of: index)
    case .finished:
      guard let own = progress.withLock({ $0.removeValue(forKey: index) }) else { return }
      let report = report(own, run, isFinished: true)
      if overall == nil, !own.hasLast { console.update(own.task, .last) { report } }
      console.end(own.task, leaving: overall == nil && runs.count <= Self.fewRuns ? report : nil)
      overall?.finished(index, title: title)
    case .upToDate: overall?.omitted(index)
    }
  }

  // A run has one thread, so nothing else changes its progress in the meantime.
  private func show(_ batch: Trainer.Progress, of index: Int) {
    guard var own = progress.withLock({ $0[index] }) else { return }
    console.update(own.task, .progress) {
      own.estimate.resumed(fraction: Double(own.batches) / Double(batch.batchCount))
      if own.isFirstEpoch {
        own.add([(.trainAccuracy, batch.accuracy), (.trainLoss, batch.loss)])
      }
      progress.withLock { $0[index] = own }
      return report(own, runs[index], share: Double(batch.batch) / Double(batch.batchCount))
    }
  }

  private func show(_ record: EpochRecord, _ timing: EpochTiming, of index: Int) {
    let isLast = record.epoch >= runs[index].epochs
    let own = progress.withLock { runs -> Progress? in
      guard var own = runs[index] else { return nil }
      if own.isFirstEpoch { own.figures = [] }
      own.isFirstEpoch = false
      own.epoch = record.epoch
      own.hasLast = isLast
      own.estimate.evaluated(seconds: timing.evaluateSeconds)
      own.add([
        record.values[.testAccuracy].map { (.testAccuracy, $0) } ?? (
          .trainAccuracy, record.values[.trainAccuracy]
        ),
        record.values[.testLoss].map { (.testLoss, $0) } ?? (.trainLoss, record.values[.trainLoss]),
        (.validationAccuracy, record.values[.validationAccuracy]),
        (.validationLoss, record.values[.validationLoss]),
      ])
      runs[index] = own
      return own
    }
    guard let own else { return }
    let moment: Console.Moment = overall != nil ? .progress : isLast ? .last : .milestone
    console.update(own.task, moment) { report(own, runs[index]) }
  }

  /// Removes the run's line, if it still has one.
  func end(_ index: Int) {
    guard let run = progress.withLock({ $0.removeValue(forKey: index) }) else { return }
    console.end(run.task)
  }

  private func report(
    _ own: Progress, _ run: DisplayedRun, share: Double = 0, isFinished: Bool = false
  ) -> ProgressReport {
    let now = monotonicSeconds()
    return .epochs(
      EpochProgress(
        title: run.title, label: run.label, labelWidth: labelWidth, epoch: own.epoch, epochCount: run.epochs,
        fraction: share, figures: own.figures, secondsElapsed: own.estimate.elapsed(now: now),
        secondsLeft: own.estimate.secondsLeft(now: now, epochs: own.epoch, fraction: share),
        isFinished: isFinished))
  }
}

extension Metric {
  /// For narrow terminals. Test figures are the usual ones.
  fileprivate var shortName: String {
    switch self {
    case .testAccuracy: "acc"
    case .testLoss: "loss"
    case .trainAccuracy, .trainEvalAccuracy: "train acc"
    case .trainLoss, .trainEvalLoss: "train loss"
    case .validationAccuracy: "val acc"
    case .validationLoss: "val loss"
    }
  }
}

extension [Double] {
  /// More values than a curve has columns cost memory only. Keeps the last one.
  fileprivate mutating func thinOut() {
    guard count >= 1024 else { return }
    self = indices.filter { $0 % 2 == 1 }.map { self[$0] }
  }
}
