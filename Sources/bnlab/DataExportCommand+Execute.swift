import CommandLineTool
import Datasets
import Training

extension DataExportCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let selection = try ExperimentSelection([experiment], settings: settings, context: context)
    let library = context.dataLibrary(dataDirectory)
    for experiment in selection.experiments {
      do {
        let paths = try library.dataset(of: experiment.spec).export(to: outputDirectory)
        for path in paths { context.print(path + "\n") }
      } catch {
        throw Failure(error, about: experiment)
      }
    }
    return .success
  }
}
