import CommandLineTool
import Datasets
import Engine
import Experiments
import Reporting
import System
import Training

/// What a command works with: the process's variables and folder, where results go and where messages go.
struct ProgramContext: Sendable {
  let environment: Environment
  /// All of the process's variables, for a fetch's client.
  let variables: [String: String]
  let currentDirectory: String
  /// Of the terminal that results go to, in columns.
  let width: Int
  /// Where results go to a terminal, its columns, to which tables are cut; nil where they go to a file or a pipe.
  let tableWidth: Int?
  let interruption: Interruption
  private let output: TextOutput
  let console: Console

  init(
    environment: Environment, variables: [String: String], currentDirectory: String, width: Int,
    tableWidth: Int?, interruption: Interruption, output: TextOutput, console: Console
  ) {
    self.environment = environment
    self.variables = variables
    self.currentDirectory = currentDirectory
    self.width = width
    self.tableWidth = tableWidth
    self.interruption = interruption
    self.output = output
    self.console = console
  }

  // MARK: Inputs

  var experiments: ExperimentLibrary {
    ExperimentLibrary(
      builtIns: BuiltInSpec.experiments, fileSystem: .local(currentDirectory: currentDirectory))
  }

  var studies: StudyLibrary {
    StudyLibrary(builtIns: BuiltInSpec.studies, experiments: experiments)
  }

  func runsDirectory(_ option: String?) -> String { option ?? environment.runsDirectory ?? "runs" }

  func dataPlaces(_ option: String?) -> DataPlaces {
    DataPlaces(dataDir: option, environment: variables)
  }

  /// - Parameters:
  ///   - directory: of `--data-dir`.
  func dataLibrary(_ directory: String?) -> DataLibrary {
    let fetches = FetchDisplay(console: console)
    return DataLibrary(
      places: dataPlaces(directory), environment: variables,
      isCancelled: { [interruption] in interruption.isRequested }, onFetch: { fetches.show($0) })
  }

  /// The SIMD level that BNLAB_SIMD names, or the processor's best.
  func kernels() throws -> Kernels {
    guard let name = environment.simdLevel else { return .best }
    guard let kernels = Kernels(named: name) else {
      let allowed = Kernels.available.map(\.name).joined(separator: ", ")
      throw Failure("BNLAB_SIMD is '\(name)', but this processor has \(allowed)", status: .usage)
    }
    return kernels
  }

  // MARK: Outputs

  func print(_ text: String) {
    output.write(text)
  }

  /// A result in the format that the command line asks for.
  func print(_ report: Report, _ options: OutputOptions) { print(report, options.format) }

  func print(_ report: Report, _ format: OutputFormat) {
    print(report.text(format.ofReports, width: width, tableWidth: tableWidth))
  }

  /// Tells what went wrong.
  /// - Returns: the first failure's status, but that of an interruption where there was one.
  func report(_ failures: [Failure]) -> ExitStatus {
    for failure in failures { console.error(failure.message) }
    if failures.contains(where: { $0.status == .interrupted }) { return .interrupted }
    return failures.first?.status ?? .success
  }
}

extension OutputFormat {
  var ofReports: ReportFormat {
    switch self {
    case .table: .table
    case .markdown: .markdown
    case .csv: .csv
    case .json: .json
    }
  }
}

extension ResultFormat {
  /// Of a plan, which checks nothing: JUnit's XML would be empty.
  var plain: OutputFormat {
    switch self {
    case .table, .junit: .table
    case .markdown: .markdown
    case .csv: .csv
    case .json: .json
    }
  }

  var ofReports: ReportFormat { self == .junit ? .junit : plain.ofReports }
}
