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
      name: "verify", abstract: "Check the files of the data sets by their SHA-256.",
      options: [.dataDirectory(\.dataDirectory)] + OutputOptions.options.map { $0.within(\.output) }
        + [.noColor(\.messages.noColor)])
  }

  /// Reads every file. Status 65 if one has wrong content, 66 if one is missing.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let mnist = MNISTFiles(places: context.dataPlaces(dataDirectory))
    let copies = mnist.copies(checkingContent: true)
    context.print(.dataFiles(copies, places: mnist.places), output.format)
    let missing = mnist.missing.map(\.name)
    var failures = copies.filter { $0.state != .right }.map {
      Failure("\($0.path): \($0.state)", .badContent)
    }
    if !missing.isEmpty {
      failures.append(
        Failure(
          "missing: \(missing.joined(separator: ", ")); 'bnlab data fetch mnist' gets them", .missingInput)
      )
    }
    return context.report(failures)
  }
}
