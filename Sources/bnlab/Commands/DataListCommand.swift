import CommandLineTool
import Datasets
import Reporting
import Text

/// `bnlab data list`
struct DataListCommand: Command, Equatable, Sendable {
  var dataDirectory: String?
  var messages = MessageOptions()
  var output = OutputOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "list", abstract: "List the data sets and where they are on this machine.",
      options: [.dataDirectory(\.dataDirectory)] + OutputOptions.options.map { $0.within(\.output) }
        + [.noColor(\.messages.noColor)])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let copies = MNISTFiles(places: context.dataPlaces(dataDirectory)).copies(checkingContent: false)
    context.print(.dataFiles(copies, places: context.dataPlaces(dataDirectory)), output.format)
    return .success
  }
}

extension Report {
  /// The copies of MNIST's files that are on this machine.
  static func dataFiles(_ copies: [MNISTCopy], places: DataPlaces) -> Report {
    var table = Table([
      .init("dataset"), .init("file", omissionRank: 1), .init("bytes", .right), .init("state"),
      .init("path", isPath: true),
    ])
    for copy in copies {
      table.append([
        .text("mnist"), .text(copy.file.name), .count(copy.byteCount), .text("\(copy.state)"),
        .text(copy.path),
      ])
    }
    let folders = places.places.map(\.folder).joined(separator: ", ")
    let remark =
      copies.isEmpty ? "No files of MNIST were found. Searched \(folders)." : "Searched \(folders)."
    return Report(
      table, name: "data",
      remarks: [remark, "Data sets that bnlab draws, such as circles, glyphs and shapes, need no files."])
  }
}
