import CommandLineTool
import Experiments
import Runs
import Text

/// `bnlab batch slurm|parallel|github ... run|compare|reproduce ...`
struct BatchCommand<Target: Scheduler>: Command, Equatable, Sendable {
  /// Nil: as many as there are runs, and no more than `usualTaskCount`.
  var tasks: Int?
  /// Processors of a task; nil: the scheduler's usual number.
  var cpus: Int?
  /// The time that a task may take, in seconds.
  var time = 3600
  /// Tasks at the same time; nil: all, or as many as the machines have processors for.
  var atOnce: Int?
  /// The command to spread, with its options.
  var command: [String] = []
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: Target.name, abstract: Target.abstract, discussion: Target.discussion,
      argument: .commandLine(
        "command", \.command, completion: .words(SpreadArguments.commands),
        help: "run, compare or reproduce, with its arguments and options."),
      options: [
        .option(
          "--tasks", "n", \.tasks, .wholeNumber(1...Target.maximumTaskCount),
          default: "\(usualTaskCount), or fewer for fewer runs",
          help: "Spread the runs over this many tasks. There are no more tasks than runs."),
        .option(
          "--cpus", "n", \.cpus, .wholeNumber(1...1024),
          default: Target.usualProcessorCount.map(String.init) ?? "those of the machine",
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

  private static var usualTaskCount: Int { 8 }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let spread = try SpreadCommand(command, context)
    let job = BatchJob(
      command: spread, tasks: min(tasks ?? Self.usualTaskCount, spread.runCount),
      cpus: cpus ?? Target.usualProcessorCount, seconds: time, atOnce: atOnce)
    if let tasks, tasks > job.tasks {
      let runs = spread.runCount == 1 ? "There is 1 run" : "There are \(spread.runCount) runs"
      context.console.note("\(runs), so \(job.taskCount("task")) instead of \(tasks).")
    }
    if !Target.sharesRunsFolder, !spread.recordedNames.isEmpty {
      context.warn(
        "\(listed(spread.recordedNames, "and")): known by the runs folder alone, which those machines do not have; write a spec file"
      )
    }
    context.print(Target.script(job))
    return .success
  }
}

/// What a script spreads, and over what.
struct BatchJob: Equatable {
  let command: SpreadCommand
  let tasks: Int
  /// Processors of a task; nil: all of its machine.
  let cpus: Int?
  /// The time that a task may take, in seconds.
  let seconds: Int
  /// Tasks at the same time; nil if that is not limited.
  let atOnce: Int?

  init(command: SpreadCommand, tasks: Int, cpus: Int?, seconds: Int, atOnce: Int?) {
    (self.command, self.tasks, self.cpus, self.seconds) = (command, tasks, cpus, seconds)
    self.atOnce = atOnce.map { min($0, tasks) }
  }
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
  /// Whether the machines see the runs folder of this one.
  static var sharesRunsFolder: Bool { get }
  /// Processors of a task if none are asked for; nil: all of its machine.
  static var usualProcessorCount: Int? { get }

  static func script(_ job: BatchJob) -> String
}

extension ValueReader where Value == Int {
  /// A time in seconds: `90s`, `30m`, `2h`, or `hours:minutes:seconds` with days before a dash, as Slurm writes it.
  static var taskTime: ValueReader {
    ValueReader { text throws(ValueProblem) in
      guard
        let seconds = (try? ValueReader<Double>.timeBudget.read(text)).map({ Int($0) }) ?? clockSeconds(text)
      else {
        throw .other("it must be hours:minutes:seconds, such as 00:30:00, or a whole number with m or h.")
      }
      guard seconds >= 60 else { throw .other("it must be a minute or more.") }
      return seconds
    }
  }

  /// The seconds of `01:30:00` or `2-00:00:00`; nil for other texts.
  private static func clockSeconds(_ text: String) -> Int? {
    let days = text.split(separator: "-", omittingEmptySubsequences: false)
    let clock = (days.last ?? "").split(separator: ":", omittingEmptySubsequences: false)
    let numbers = (days.dropLast() + clock).compactMap { part in
      part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil
    }
    guard days.count <= 2, clock.count == 3, numbers.count == days.count + 2,
      numbers.allSatisfy({ $0 <= 10_000 })
    else { return nil }
    return zip(numbers, [86_400, 3_600, 60, 1].suffix(numbers.count)).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
