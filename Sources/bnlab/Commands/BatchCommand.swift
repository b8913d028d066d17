import CommandLineTool
import Experiments
import Runs

/// `bnlab batch slurm|parallel|github ... run|compare|reproduce ...`
struct BatchCommand<Target: Scheduler>: Command, Equatable, Sendable {
  /// Nil: as many as there are runs, and no more than `usualTaskCount`.
  var tasks: Int?
  /// Processors of a task.
  var cpus = 1
  /// The time that a task may take, in seconds.
  var time = 3600
  /// Tasks at the same time; nil: all.
  var atOnce: Int?
  /// The command to spread, with its options.
  var command: [String] = []
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: Target.name, abstract: Target.abstract, discussion: Target.discussion,
      argument: .commandLine(
        "command", \.command, completion: .words(["run", "compare", "reproduce"]),
        help: "run, compare or reproduce, with its arguments and options."),
      options: [
        .option(
          "--tasks", "n", \.tasks, .wholeNumber(1...Target.maximumTaskCount),
          default: "8, or fewer for fewer runs", help: "Spread the runs over so many tasks."),
        .option(
          "--cpus", "n", \.cpus, .wholeNumber(1...1024), default: "1",
          help: "Processors of a task, which trains as many runs at once."),
      ]
        + (Target.hasTimeLimit
          ? [
            .option(
              "--time", "time", \.time, .taskTime, default: "01:00:00",
              help: "The time that a task may take: hours:minutes:seconds, 30m or 2h.")
          ] : [])
        + [
          .option(
            "--at-once", "n", \.atOnce, .wholeNumber(1...Target.maximumTaskCount), default: "all",
            help: "No more tasks than this at the same time.")
        ] + [.noColor(\.messages.noColor)])
  }

  private var usualTaskCount: Int { 8 }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let spread = try SpreadCommand(command, context)
    let tasks = tasks ?? min(usualTaskCount, max(spread.runCount, 1))
    context.print(
      Target.script(
        BatchJob(
          command: spread, tasks: tasks, cpus: cpus, seconds: time, atOnce: min(atOnce ?? tasks, tasks))))
    return .success
  }
}

/// What a script spreads, and over what.
struct BatchJob {
  let command: SpreadCommand
  let tasks: Int
  let cpus: Int
  let seconds: Int
  let atOnce: Int
}

/// What runs the tasks of a script.
protocol Scheduler: Equatable, Sendable {
  /// The word of the command line.
  static var name: String { get }
  static var abstract: String { get }
  static var discussion: String { get }
  static var maximumTaskCount: Int { get }
  /// Whether a task has a time limit.
  static var hasTimeLimit: Bool { get }

  static func script(_ job: BatchJob) -> String
}

extension ValueReader where Value == Int {
  /// A time in seconds: `90s`, `30m`, `2h`, or `hours:minutes:seconds` with days before a dash, as Slurm writes it.
  fileprivate static var taskTime: ValueReader {
    ValueReader { text throws(ValueProblem) in
      if let seconds = try? ValueReader<Double>.timeBudget.read(text) { return Int(seconds) }
      let days = text.split(separator: "-", omittingEmptySubsequences: false)
      let clock = (days.last ?? "").split(separator: ":", omittingEmptySubsequences: false)
      let numbers = (days.dropLast() + clock).map { part in
        part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil
      }
      let units = [86_400, 3_600, 60, 1].suffix(numbers.count)
      guard days.count <= 2, clock.count == 3, !numbers.contains(nil),
        numbers.allSatisfy({ $0 ?? 0 <= 10_000 })
      else {
        throw .other("It must be hours:minutes:seconds, such as 00:30:00, or a whole number with s, m or h.")
      }
      let seconds = zip(numbers, units).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
      guard seconds >= 60 else { throw .other("It must be a minute or more.") }
      return seconds
    }
  }
}
