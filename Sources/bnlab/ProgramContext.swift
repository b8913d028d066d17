import BuiltIns
import CommandLineTool
import Datasets
import Engine
import Experiments
import Reporting
import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the process was given: its variables, its folder, its terminal. The only place that reads them.
struct ProgramContext: Sendable {
  let environment: [String: String]
  let currentDirectory: String
  let width: Int
  let interruption: Interruption

  static func ofThisProcess() -> ProgramContext {
    ProgramContext(
      environment: ProcessInfo.processInfo.environment,
      currentDirectory: FileManager.default.currentDirectoryPath, width: 80, interruption: Interruption())
  }

  // MARK: Inputs

  var experiments: ExperimentLibrary {
    ExperimentLibrary(
      builtIns: BuiltIns.specs.map { BuiltInSpec(fileName: $0.fileName, bytes: $0.bytes) },
      fileSystem: .local(currentDirectory: currentDirectory))
  }

  func runsDirectory(_ option: String?) -> String {
    option ?? environment["BNLAB_RUNS_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "runs"
  }

  func dataPlaces(_ option: String?) -> DataPlaces {
    DataPlaces(dataDir: option, environment: environment)
  }

  /// - Parameters:
  ///   - directory: of `--data-dir`.
  ///   - quiet: whether a fetch says nothing.
  func dataLibrary(_ directory: String?, quiet: Bool) -> DataLibrary {
    let context = self
    return DataLibrary(
      places: dataPlaces(directory), environment: environment,
      isCancelled: { context.interruption.isRequested },
      onFetch: { event in if !quiet { context.message(event.description) } })
  }

  /// The SIMD level that BNLAB_SIMD names, or the processor's best.
  func kernels() throws -> Kernels {
    guard let name = environment["BNLAB_SIMD"], !name.isEmpty else { return .best }
    guard let kernels = Kernels(named: name) else {
      let allowed = Kernels.available.map(\.name).joined(separator: ", ")
      throw Failure("BNLAB_SIMD is '\(name)', but this processor has \(allowed)", status: .usage)
    }
    return kernels
  }

  // MARK: Outputs

  func print(_ text: String) throws {
    Swift.print(text, terminator: "")
  }

  /// A result in the format that the command line asks for.
  func print(_ report: Report, _ options: OutputOptions) throws {
    let format: ReportFormat =
      switch options.format {
      case .table: .table
      case .markdown: .markdown
      case .csv: .csv
      case .json: .json
      }
    try print(report.text(format, width: width))
  }

  /// A message beside the results, on standard error.
  func message(_ text: String) {
    FileHandleFallback.writeError(text + "\n")
  }

  func warn(_ text: String) {
    message("Warning: " + text)
  }

  func report(_ failures: [Failure]) -> ExitStatus {
    for failure in failures {
      message(failure.status == .usage ? failure.message : "Error: " + failure.message)
    }
    return failures.first?.status ?? .success
  }
}
struct Interruption: Sendable { var isRequested: Bool { false } }
#if canImport(Glibc)
import Glibc
#endif
enum FileHandleFallback { static func writeError(_ t: String) { var t = t; t.withUTF8 { _ = write(2, $0.baseAddress, $0.count) } } }
