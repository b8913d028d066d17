import CommandLineTool
import Datasets
import Engine
import Experiments
import Reporting
import Runs
import System
import Training

/// Everything that commands get from the program: the process's variables and folder, and the outputs for results and
/// messages.
struct ProgramContext: Sendable {
  let environment: Environment
  /// All variables of the process; the client of a download gets them.
  let variables: [String: String]
  let currentDirectory: String
  /// How results are laid out on standard output.
  let layout: TextLayout
  let interruption: Interruption
  private let output: TextOutput
  let console: Console

  init(
    environment: Environment, variables: [String: String], currentDirectory: String, layout: TextLayout,
    interruption: Interruption, output: TextOutput, console: Console
  ) {
    self.environment = environment
    self.variables = variables
    self.currentDirectory = currentDirectory
    self.layout = layout
    self.interruption = interruption
    self.output = output
    self.console = console
  }

  // MARK: Inputs

  /// All experiments, and the names of runs.
  /// - Parameter option: the value of `--runs-dir`.
  func experiments(runsDirectory option: String? = nil) -> ExperimentLibrary {
    ExperimentLibrary(
      builtIns: BuiltInSpec.experiments, fileSystem: .local(currentDirectory: currentDirectory),
      runsDirectory: runsDirectory(option), builtInStudies: BuiltInSpec.studies)
  }

  func studies(runsDirectory option: String? = nil) -> StudyLibrary {
    StudyLibrary(
      builtIns: BuiltInSpec.studies, experiments: experiments(runsDirectory: option))
  }

  func runsDirectory(_ option: String?) -> String { option ?? environment.runsDirectory ?? "runs" }

  func dataPlaces(_ option: String?) -> DataPlaces {
    DataPlaces(dataDir: option, environment: variables)
  }

  /// - Parameters:
  ///   - directory: the value of `--data-dir`.
  func dataLibrary(_ directory: String?) -> DataLibrary {
    let fetches = FetchDisplay(console: console)
    return DataLibrary(
      places: dataPlaces(directory), environment: variables,
      isCancelled: { [interruption] in interruption.isRequested }, onFetch: { fetches.show($0) },
      onWarning: { [console] in console.warning("\($0)") })
  }

  /// The kernels of the SIMD level that BNLAB_SIMD names, or the processor's best.
  func kernels() throws(Failure) -> Kernels {
    guard let name = environment.simdLevel else { return .best }
    guard let kernels = Kernels(named: name) else {
      let allowed = Kernels.available.map(\.name).joined(separator: ", ")
      throw Failure("BNLAB_SIMD is '\(name)', but this processor has \(allowed)", .usage)
    }
    return kernels
  }

  /// The time between two checkpoints of a run, from BNLAB_CHECKPOINT_SECONDS; nil: as seldom as is cheap.
  func checkpointInterval() throws(Failure) -> Duration? {
    guard let text = environment.checkpointSeconds else { return nil }
    guard let seconds = Double(text), (0...86_400).contains(seconds) else {
      throw Failure(
        "BNLAB_CHECKPOINT_SECONDS is '\(text)'; it must be a number of seconds from 0 to 86400",
        .usage)
    }
    return .seconds(seconds)
  }

  /// How the runs of a command are carried out. Tells of a list of seeds that was probably meant otherwise.
  /// - Throws: `Failure` if an environment variable has an invalid value.
  func runSettings(_ options: TrainingOptions) throws(Failure) -> RunSettings {
    if let remark = options.seedsRemark { console.note("Note: \(remark)") }
    var settings = RunSettings(
      runsDirectory: runsDirectory(options.runsDirectory), fresh: options.fresh, threads: options.threads,
      kernels: try kernels(), checkpointInterval: try checkpointInterval(),
      data: dataLibrary(options.dataDirectory))
    settings.command = (["bnlab"] + CurrentProcess.arguments.map(\.shellQuoted)).joined(separator: " ")
    return settings
  }

  /// Tells of valid settings that are probably mistakes.
  var warn: (String) -> Void { { [console] in console.warning($0) } }

  /// Whether there is a user who can be asked.
  var canAsk: Bool {
    [StandardStream.input, .error].allSatisfy { TerminalDevice(descriptor: $0.descriptor).isTerminal }
  }

  // MARK: Outputs

  /// Asks the user, below what has been printed.
  func asks(_ question: String) -> Bool {
    output.flush()
    return console.asks(question)
  }

  func print(_ text: String) {
    output.write(text)
  }

  /// Prints a result in the format that the command line asks for.
  func print(_ report: Report, _ format: ReportFormat) {
    print(report.text(format, layout))
  }

  /// Prints what went wrong.
  /// - Returns: the status of an interruption if there was one, otherwise that of the first failure.
  func report(_ failures: [Failure]) -> ExitStatus {
    for failure in failures { console.error(failure.parts.map(\.located)) }
    return failures.kind.map { ExitStatus($0) } ?? .success
  }
}
