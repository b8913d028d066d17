import CommandLineTool
import Datasets
import Experiments
import Runs
import System
import Training

/// `bnlab init NAME --csv FILE [TEST]` or `--npy X Y [TEST_X TEST_Y]`
struct InitCommand: Command, Equatable, Sendable {
  /// The name of the experiment, then the files after the one that the option names.
  var arguments: [String] = []
  var table: String?
  var array: String?
  /// The label columns of a table; empty: they are guessed.
  var labels: [String] = []
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "init", abstract: "Write an experiment for data of one's own, which runs at once.",
      discussion: """
        'bnlab init NAME --csv FILE [TEST_FILE]' or 'bnlab init NAME --npy X Y [TEST_X TEST_Y]' looks at the data and \
        writes experiments/NAME.jsonc, a small network with batch normalization, and NAME-without-bn.jsonc, the same \
        without it. It says what it saw and assumed. No file is ever overwritten.
        """,
      argument: .several(
        "name", \.arguments, ValueReader<String>.text.completed(by: .files), isRequired: true,
        help: "The name of the experiment, and any further files of the data."),
      options: [
        .option(
          "--csv", "file", \.table, .file, excludes: "--npy",
          help: "A table with one sample per row; a second file is the test set."),
        .option(
          "--npy", "x", \.array, .file, excludes: "--csv",
          help: "Samples as a NumPy array; their labels follow, then those of a test set."),
        .repeated(
          "--label", "column", \.labels, .text,
          help: "The label's column of a table, by name or number. Repeatable: several labels."),
        .quiet(\.messages.quiet),
        .noColor(\.messages.noColor),
      ], rule: \.problem)
  }

  /// The mistake in options and arguments together.
  private var problem: UsageProblem? {
    let files = arguments.dropFirst()
    guard table != nil || array != nil else { return .missingOption("--csv <file> or --npy <x> <y>") }
    if array != nil, !labels.isEmpty { return .needsOther("--label", "--csv") }
    if array != nil, files.isEmpty { return .missingArgument("y") }
    if array != nil, files.count == 2 { return .missingArgument("test_y") }
    return files.dropFirst(table == nil ? 3 : 1).first.map { .unexpectedArgument($0) }
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let name = arguments[0]
    let library = context.experiments()
    try check(name, library, context.studies())
    let starter = StarterSpec(name: name, survey: try survey())
    try verify(starter, library, context)
    let paths = try write(starter, in: context)
    if messages.quiet { return .success }
    for (title, sentences) in [("Seen", starter.seen), ("Assumed", starter.assumed)] {
      context.print("\(title):\n" + sentences.map { "- \($0)\n" }.joined())
    }
    context.print("Written:\n" + paths.map { "- \($0)\n" }.joined())
    context.print(
      """
      Next:
        bnlab run \(name)
        bnlab compare \(name) \(starter.baselineName) --seeds 1..10

      """)
    return .success
  }

  /// Throws unless the names of both experiments are fit and free.
  private func check(_ name: String, _ library: ExperimentLibrary, _ studies: StudyLibrary) throws {
    if let problem = StarterSpec.problem(ofName: name) { throw Failure("'\(name)': \(problem)", .usage) }
    for name in [name, StarterSpec.baselineName(of: name)] {
      let owner = try library.owner(ofName: name) ?? (try studies.names().contains(name) ? "a study" : nil)
      if let owner {
        throw Failure(
          "the name '\(name)' is taken by \(owner); nothing is overwritten, choose another", .usage)
      }
    }
  }

  private func survey() throws(DatasetError) -> DataSurvey {
    let files = Array(arguments.dropFirst())
    if let table { return try DataSurvey(csv: table, test: files.first, labels: labels) }
    return try DataSurvey(
      npy: array ?? "", files[0], testX: files.count > 1 ? files[1] : nil,
      testY: files.count > 2 ? files[2] : nil)
  }

  /// Finds out before anything is written whether both experiments can run. Errors are about the data, not about a spec
  /// that is not there yet.
  private func verify(_ starter: StarterSpec, _ library: ExperimentLibrary, _ context: ProgramContext) throws
  {
    let data = context.dataLibrary(nil)
    for experiment in try library.resolve(starter) {
      let planned = try PlannedExperiment(experiment, data: data) { _ in }
      try PreparedRun.check(
        experiment.spec, plan: planned.plan, data: data, kernels: try context.kernels())
    }
  }

  /// Writes both files, or none.
  /// - Returns: their paths.
  private func write(_ starter: StarterSpec, in context: ProgramContext) throws -> [String] {
    try Folder.make(Path.join(context.currentDirectory, ExperimentLibrary.folder))
    let paths = [starter.name, starter.baselineName].map(ExperimentLibrary.path(ofNew:))
    let files = paths.map { Path.join(context.currentDirectory, $0) }
    // The second file says nothing without the first one, which is therefore written last.
    try FileWriter.write(starter.baselineText, to: files[1])
    do {
      try FileWriter.write(starter.text, to: files[0])
    } catch {
      try? File.remove(files[1])
      throw error
    }
    return paths
  }
}
