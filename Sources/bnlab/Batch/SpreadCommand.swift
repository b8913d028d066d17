import CommandLineTool
import Datasets
import Experiments
import Runs
import Text

/// A `run`, `compare` or `reproduce` whose runs are spread over tasks.
struct SpreadCommand: Equatable {
  /// What a task runs with `--shard`: the command without options about its result.
  var shareArguments: [String]
  /// What gathers the results of all tasks.
  var gatherArguments: [String]
  /// The file with the gathered result; nil if it is only printed.
  var resultFile: String?
  /// For the names of jobs and files: the first experiment or study.
  var name: String
  /// Number of runs.
  var runCount: Int
  /// Experiments that are known by their folders of runs alone.
  var recordedNames: [String] = []
  /// The data sets whose files have to be there before the tasks begin.
  var published: [MNISTFamily] = []
  var dataDirectory: String?
  var runsDirectory = "runs"

  /// Whether gathering trains nothing by itself. Other commands would train what is missing.
  var gathersWithoutTraining: Bool { shareArguments.first == "compare" }
}

extension SpreadCommand {
  /// - Parameter words: the command with its arguments and options.
  /// - Throws: `Failure` if this is not a command that can be spread, `Failures` if its experiments are wrong.
  init(_ words: [String], _ context: ProgramContext) throws {
    let arguments = try SpreadArguments(words)
    let command = try Self.parsed(words, arguments)
    let (names, training, runs) = try Self.runs(of: command, context)
    let name = names.first.map(Self.fileName) ?? "bnlab"
    let output = (command as? any GatheringCommand)?.output
    // Without any choice the result is a file for programs, and the log has the table.
    let addsFile = output.map { $0.outputFile == nil && $0.format == .table } ?? false
    self.init(
      shareArguments: arguments.share,
      gatherArguments: arguments.share + arguments.result
        + (command is CompareCommand ? ["--no-run"] : [])
        + (addsFile ? ["--format", "csv", "--output", name + ".csv"] : []),
      resultFile: addsFile ? name + ".csv" : output?.outputFile,
      name: name, runCount: runs.count,
      recordedNames: runs.map(\.experiment).filter(\.isRecorded).map(\.baseName).distinct,
      published: runs.compactMap(\.session.spec.dataset.published).distinct,
      dataDirectory: training.dataDirectory, runsDirectory: training.runsDirectory ?? "runs")
  }

  /// The whole command. What the tasks run must be right, too.
  private static func parsed(_ words: [String], _ arguments: SpreadArguments) throws(Failure) -> any Command {
    let parser = CommandLineParser<any Command>(.root, width: 80)
    do throws(CommandLineError) {
      if case .command = try parser.parse(arguments.share + ["--shard", "1/1"]),
        case .command(let command) = try parser.parse(words)
      {
        return command
      }
    } catch {
      throw Failure("\(words.shellLine): \(error.problem.wording)", .usage)
    }
    throw Failure("\(words.shellLine): this trains nothing", .usage)
  }

  /// The experiments or studies that a command names, and its runs.
  private static func runs(
    of command: any Command, _ context: ProgramContext
  ) throws -> (names: [String], training: TrainingOptions, runs: [SelectedRun]) {
    switch command {
    case let run as RunCommand:
      let settings = try context.runSettings(run.training)
      let selection = try ExperimentSelection(
        run.experiments, run.changes, mayHoldSeeds: run.training.seeds == .ofSpec,
        library: context.experiments(runsDirectory: run.training.runsDirectory)
      ).planned(settings.data, warn: context.warn)
      selection.failures.failures.forEach { context.warn($0.message) }
      return (run.experiments, run.training, selection.runs(settings, seeds: run.training.seeds.seeds(of:)))
    case let compare as CompareCommand:
      let settings = try context.runSettings(compare.training)
      let study = try compare.checks.claims.map { try context.study($0, compare.changes) }
      let compared = try ComparedExperiments(compare.experiments, compare.changes, study: study)
      let selection = try compared.selection(
        mayHoldSeeds: false, library: context.experiments(runsDirectory: compare.training.runsDirectory)
      )
      .planned(settings.data, warn: context.warn)
      selection.failures.failures.forEach { context.warn($0.message) }
      return (
        compare.experiments + (compare.checks.claims.map { [$0] } ?? []), compare.training,
        RunExecution(selection, of: compared, compare.training, settings, context: context).runs
      )
    case let reproduce as ReproduceCommand:
      let plan = try StudyPlan(
        reproduce.studies, isQuick: reproduce.quick, isVaried: reproduce.choices,
        seeds: reproduce.training.seeds, library: context.studies(),
        settings: try context.runSettings(reproduce.training), warn: context.warn)
      return (reproduce.studies, reproduce.training, plan.runs)
    default: preconditionFailure("SpreadArguments lets only these commands through")
    }
  }

  /// The name without folders and endings, and without what file names should not hold.
  static func fileName(_ name: String) -> String {
    let plain = ExperimentLibrary.name(ofPath: name).map { character in
      character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
        ? character : "-"
    }
    let name = String(plain.drop { !$0.isLetter && !$0.isNumber })
    return name.isEmpty ? "bnlab" : name
  }
}

/// A command whose result can be written into a file.
private protocol GatheringCommand {
  var output: ResultOptions { get }
}

extension CompareCommand: GatheringCommand {}
extension ReproduceCommand: GatheringCommand {}
