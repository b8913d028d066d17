import CommandLineTool
import Datasets
import Runs
import Training

/// `bnlab data export EXPERIMENT --out DIR`
struct DataExportCommand: Command, Equatable, Sendable {
  /// A name or a path.
  var experiment = ""
  var outputDirectory = ""
  var settings: [Setting] = []
  var dataDirectory: String?
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "export", abstract: "Write an experiment's data as .npy files, exactly as the network sees them.",
      argument: .experiment(\.experiment),
      options: [
        .required(
          "--out", "dir", \.outputDirectory, .folder,
          help: "The folder for train_x.npy, train_y.npy, test_x.npy and test_y.npy."),
        .settings(\.settings),
        .dataDirectory(\.dataDirectory),
        .quiet(\.messages.quiet),
        .noColor(\.messages.noColor),
      ])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let selection = try ExperimentSelection(
      [experiment], SpecChanges(settings: settings), library: context.experiments())
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
