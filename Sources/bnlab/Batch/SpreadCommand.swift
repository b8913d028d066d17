import CommandLineTool
import Datasets
import Experiments
import Runs

/// A `run`, `compare` or `reproduce` whose runs are spread over tasks.
struct SpreadCommand {
  /// What a task runs with `--shard`: the command without options about its result.
  let shareArguments: [String]
  /// What gathers the results of all tasks.
  let gatherArguments: [String]
  /// The result's file; nil if the gathering command prints it.
  let resultFile: String?
  /// For the names of jobs and files: the first experiment or study.
  let name: String
  /// Number of runs.
  let runCount: Int
  /// Whether MNIST has to be there before the tasks begin.
  let needsMNIST: Bool

  /// - Throws: `Failure` if this is no command that can be spread, `Failures` if its experiments are wrong.
  init(_ arguments: [String], _ context: ProgramContext) throws {
    let (share, result) = Self.split(arguments)
    let command: any Command
    do {
      // What the tasks run must be right, and so must the whole.
      let parser = CommandLineParser<any Command>(.root, width: 80)
      guard case .command = try parser.parse(arguments),
        case .command(let parsed) = try parser.parse(share + ["--shard", "1/1"])
      else { throw Self.wrongCommand }
      command = parsed
    } catch let error as CommandLineError {
      throw Failure("\(arguments.joined(separator: " ")): \(error.problem.wording)", .usage)
    }
    shareArguments = share
    let experiments: [(ResolvedExperiment, [UInt64])]
    let names: [String]
    switch command {
    case let run as RunCommand:
      names = run.experiments
      let selection = try ExperimentSelection(
        run.experiments, run.changes, mayHoldSeeds: run.training.seeds == .ofSpec,
        library: context.experiments)
      experiments = selection.experiments.map { ($0, run.training.seeds.seeds(of: $0)) }
    case let compare as CompareCommand:
      let study = try compare.checks.claims.map { try context.study($0, compare.changes) }
      let compared = try ComparedExperiments(compare.experiments, compare.changes, study: study)
      names = compare.experiments.isEmpty ? compare.checks.claims.map { [$0] } ?? [] : compare.experiments
      experiments = try compared.selection(mayHoldSeeds: false, library: context.experiments).experiments.map
      {
        ($0, compared.seeds(of: $0.spec.name, compare.training.seeds).seeds(of: $0))
      }
    case let reproduce as ReproduceCommand:
      names = reproduce.studies
      experiments = try Self.experiments(of: reproduce, context)
    default: throw Self.wrongCommand
    }
    name = names.first.map(Self.fileName) ?? "bnlab"
    runCount =
      Set(experiments.flatMap { experiment, seeds in seeds.map { "\(experiment.spec.name) \($0)" } }).count
    needsMNIST = experiments.contains { $0.0.spec.dataset.isMNIST }
    let isWritten = result.contains { ["--output", "--format", "--summary"].contains(Self.optionName($0)) }
    let canBeWritten = !(command is RunCommand)
    resultFile = canBeWritten && !isWritten ? name + ".csv" : nil
    gatherArguments =
      share + result + (command is CompareCommand ? ["--no-run"] : [])
      + (resultFile.map { ["--format", "csv", "--output", $0] } ?? [])
  }

  private static let wrongCommand = Failure(
    "the command to spread must be run, compare or reproduce with its arguments, as in "
      + "'bnlab batch slurm --tasks 4 run circles-baseline --seeds 1..40'", .usage)

  /// Options about the result, and whether a value follows them.
  private static let resultOptions = [
    "--format": true, "--output": true, "--summary": false, "--plot": true, "--curves": true,
    "--assert": true,
    "--no-run": false,
  ]

  private static func optionName(_ word: String) -> String { String(word.prefix { $0 != "=" }) }

  /// Parts the arguments into those of the shares and those about the result.
  private static func split(_ arguments: [String]) -> (share: [String], result: [String]) {
    var (share, result): ([String], [String]) = ([], [])
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" {
        share += [word] + rest
        break
      }
      guard let hasValue = resultOptions[optionName(word)] else {
        share.append(word)
        continue
      }
      result.append(word)
      if hasValue, !word.contains("="), let value = rest.popFirst() { result.append(value) }
    }
    return (share, result.filter { $0 != "--no-run" })
  }

  private static func experiments(
    of command: ReproduceCommand, _ context: ProgramContext
  ) throws -> [(ResolvedExperiment, [UInt64])] {
    let library = context.studies
    let names = command.studies.isEmpty ? try library.names() : command.studies
    let studies = try names.flatMap { name -> [ResolvedStudy] in
      let study = try library.resolve(name, isQuick: command.quick)
      if command.studies.isEmpty, study.spec.source == nil { return [] }
      return command.choices ? try library.combinations(name, isQuick: command.quick) : [study]
    }
    return studies.flatMap(\.subjects).map { ($0.experiment, command.training.seeds.seeds(else: $0.seeds)) }
  }

  /// The name without folders and endings, and without what file names should not hold.
  private static func fileName(_ name: String) -> String {
    let plain = ExperimentLibrary.name(ofPath: name)
    return String(plain.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" })
  }
}

extension DataSource {
  fileprivate var isMNIST: Bool { if case .mnist = self { true } else { false } }
}
