import Benchmarks
import CommandLineTool
import Experiments
import Reporting
import System
import Training

extension BenchCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let kernels = try context.kernels()
    let suite = try context.benchmarks(kernels: kernels)
    guard let selection = suite.selection(filter: filter) else {
      throw Failure(
        "no measurement has '\(filter ?? "")' in its name; there are\n"
          + suite.names.map { "  \($0)" }.joined(separator: "\n"), status: .usage)
    }
    let display = BenchmarkDisplay(console: context.console)
    let record = try suite.run(
      selection, threads: threads ?? Machine.processorCount,
      sampling: Sampling(seconds: seconds),
      into: BenchmarkRecord(
        machine: Machine.description, simd: kernels.name, version: BnlabVersion.current, threadCounts: [],
        secondsPerMeasurement: seconds)
    ) { progress in
      display.show(progress)
      return !context.interruption.isRequested
    }
    display.end()
    guard let record else { throw Failure("interrupted", status: .interrupted) }
    context.print(record.report, output)
    return .success
  }
}

/// Shows which measurement is under way.
private final class BenchmarkDisplay {
  private static let measurementsOfAMilestone = 10
  private let console: Console
  private let task: Console.Task
  private let start = monotonicSeconds()

  init(console: Console) {
    self.console = console
    task = console.begin()
  }

  func show(_ progress: BenchmarkSuite.Progress) {
    console.update(task, isMilestone: progress.done.isMultiple(of: Self.measurementsOfAMilestone)) {
      .measurements(
        MeasurementProgress(
          name: progress.name, done: progress.done, total: progress.total,
          secondsLeft: TimeEstimate(start: start).secondsLeft(
            now: monotonicSeconds(), done: Double(progress.done), total: Double(progress.total))))
    }
  }

  func end() { console.end(task) }
}
