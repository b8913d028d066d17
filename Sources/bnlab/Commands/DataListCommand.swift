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
    let places = context.dataPlaces(dataDirectory)
    let copies = MNISTFamily.allCases.flatMap {
      MNISTFiles($0, places: places).copies(checkingContent: false)
    }
    context.print(.dataFiles(copies, places: places), output.format)
    return .success
  }
}

extension Report {
  /// The copies of published files that are on this machine.
  static func dataFiles(_ copies: [MNISTCopy], places: DataPlaces) -> Report {
    var table = Table([
      .init("dataset"), .init("file", omissionRank: 1), .init("bytes", .right), .init("state"),
      .init("path", isPath: true),
    ])
    for copy in copies {
      table.append([
        .text(copy.file.family.rawValue), .text(copy.file.name), .count(copy.byteCount),
        .text("\(copy.state)"),
        .text(copy.path),
      ])
    }
    let folders = places.places.map(\.folder).joined(separator: ", ")
    let absent = MNISTFamily.allCases.filter { family in !copies.contains { $0.file.family == family } }
    let remark =
      (absent.isEmpty ? "" : "No files of \(absent.map(\.title).joined(separator: " or ")) were found. ")
      + "Searched \(folders)."
    return Report(
      table, name: "data",
      remarks: [
        remark,
        "Data sets that bnlab draws, such as circles, moons, blobs, glyphs and shapes, need no files.",
      ])
  }
}
