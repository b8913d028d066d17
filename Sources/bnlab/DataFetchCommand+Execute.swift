import CommandLineTool
import Datasets

extension DataFetchCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let datasets = datasets.isEmpty ? FetchableDataset.allCases : datasets
    for dataset in datasets {
      switch dataset {
      case .mnist: try fetchMNIST(in: context)
      }
    }
    return .success
  }

  /// Nil: the public mirrors.
  private var sources: [FetchSource]? {
    get throws {
      do {
        return try source.map { [try FetchSource($0)] }
      } catch {
        throw Failure("\(error)", status: .usage)
      }
    }
  }

  private func fetchMNIST(in context: ProgramContext) throws {
    let display = FetchDisplay(console: context.console)
    let paths = try MNISTFetch(
      into: context.dataPlaces(dataDirectory), sources: try sources,
      environment: context.variables, onEvent: { display.show($0) },
      isCancelled: { context.interruption.isRequested }
    ).run()
    for path in paths { context.print(path + "\n") }
  }
}
