import Benchmarks
import CommandLineTool
import Experiments
import Reporting
import Runs
import System
import Training

/// `bnlab bench`
struct BenchCommand: Command, Equatable, Sendable {
  /// A part of the names of what is measured; nil: everything is measured.
  var filter: String?
  /// The number of threads to measure on, in addition to 1; nil: the number of processors.
  var threads: Int?
  /// Seconds for one measurement.
  var seconds = 0.2
  var messages = MessageOptions()
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "bench",
      abstract: "Measure this machine, the kernels and the networks' training steps.",
      discussion: """
        Everything is measured on 1 thread and on all processors, on random numbers, and for MNIST's networks on \
        random strokes, as the median of several repetitions. Repetitions during which something else slowed the \
        machine down do not count; a piece of work that is always the same, done between them, finds that out. On \
        a busy machine the measurements take longer. Kernels are judged by this machine's peak of multiply-adds in registers (GFLOP/s) or by a \
        copy within main memory (GB/s, bytes read and written), at their fastest; networks by samples trained and \
        evaluated per second, with the share of each layer in a training step and the number of threads that suits \
        them.

        CSV and JSON have a row for each measurement and number of threads: kind (machine, kernel, training, \
        evaluation or layer), name, threads, seconds of one call or step, with fastest_seconds and \
        overall_seconds, the minimum and the median of all repetitions, gflops and share_of_peak, \
        gigabytes_per_second and share_of_copy, samples_per_second, and for layers forward_seconds, \
        backward_seconds and share_of_step.
        """,
      options: [
        .option(
          "--filter", "text", \.filter, .text, default: "everything",
          help: """
            Measure only what has this text in its name (upper and lower case are equal) and what it is compared \
            with: gemm, forward, lenet5-bn/training.
            """),
        .option(
          "--threads", "n", \.threads, .wholeNumber(1...1024), default: "the number of processors",
          help: "Measure on this number of threads, too, not only on 1."),
        .option(
          "--seconds", "s", \.seconds, .decimal(0.0001...60), default: "0.2",
          help: "The time for each measurement; less is quicker and less exact."),
        .quiet(\.messages.quiet),
      ] + OutputOptions.options.map { $0.within(\.output) }
        + [.noColor(\.messages.noColor)])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let kernels = try context.kernels()
    let suite = try context.benchmarks(kernels: kernels)
    guard let selection = suite.selection(filter: filter) else {
      throw Failure(
        "no measurement has '\(filter ?? "")' in its name; there are\n"
          + suite.names.map { "  \($0)" }.joined(separator: "\n"), .usage)
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
    guard let record else { throw Failure("interrupted", .interrupted) }
    context.print(record.report, output.format)
    return .success
  }
}

/// Shows which measurement is under way.
private final class BenchmarkDisplay {
  private let console: Console
  private let task: Console.Task
  private let start = monotonicSeconds()

  init(console: Console) {
    self.console = console
    task = console.begin()
  }

  func show(_ progress: BenchmarkSuite.Progress) {
    console.update(task, progress.done < progress.total ? .milestone : .progress) {
      .measurements(
        MeasurementProgress(
          name: progress.name, done: progress.done, total: progress.total,
          secondsLeft: TimeEstimate(start: start).secondsLeft(
            now: monotonicSeconds(), done: Double(progress.done), total: Double(progress.total))))
    }
  }

  func end() { console.end(task) }
}
