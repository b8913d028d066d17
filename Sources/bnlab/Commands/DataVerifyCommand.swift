import CommandLineTool
import Datasets
import Reporting
import Runs

/// `bnlab data verify`
struct DataVerifyCommand: Command, Equatable, Sendable {
  var dataDirectory: String?
  var messages = MessageOptions()
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "verify", abstract: "Check the files of the data sets by their digests.",
      options: [.dataDirectory(\.dataDirectory)] + OutputOptions.options.map { $0.within(\.output) }
        + [.noColor(\.messages.noColor)])
  }

  /// Reads every file. Status 65 if one has wrong content, 66 if one is missing. Data sets other than MNIST of which no
  /// file is there were never fetched, and are not missed.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let places = context.dataPlaces(dataDirectory)
    let sets = MNISTFamily.allCases.map { MNISTFiles($0, places: places) }
    let copies = sets.flatMap { $0.copies(checkingContent: true) }
    context.print(.dataFiles(copies, places: places), output.format)
    var failures = copies.filter { $0.state != .right }.map {
      Failure("\($0.path): \($0.state)", .badContent)
    }
    for files in sets {
      let missing = files.missing.map(\.name)
      if missing.isEmpty || (files.family != .mnist && missing.count == files.manifest.files.count) {
        continue
      }
      failures.append(
        Failure(
          "missing: \(missing.joined(separator: ", ")); 'bnlab data fetch \(files.family.rawValue)' gets them",
          .missingInput))
    }
    return context.report(failures)
  }
}
