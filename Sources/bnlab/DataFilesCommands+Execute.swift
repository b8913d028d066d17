import CommandLineTool
import Datasets
import Reporting
import Text

extension DataListCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let copies = MNISTFiles(places: context.dataPlaces(dataDirectory)).copies(checkingContent: false)
    context.print(.dataFiles(copies, places: context.dataPlaces(dataDirectory)), output)
    return .success
  }
}

extension DataVerifyCommand {
  /// Reads every file; status 65 where one has another content than it should, 66 where one is missing.
  func execute(in context: ProgramContext) throws -> ExitStatus {
    let mnist = MNISTFiles(places: context.dataPlaces(dataDirectory))
    let copies = mnist.copies(checkingContent: true)
    context.print(.dataFiles(copies, places: mnist.places), output)
    let missing = mnist.missing.map(\.name)
    var failures = copies.filter { $0.state != .right }.map {
      Failure("\($0.path): \($0.state)", status: .dataError)
    }
    if !missing.isEmpty {
      failures.append(
        Failure(
          "missing: \(missing.joined(separator: ", ")); 'bnlab data fetch mnist' gets them", status: .noInput)
      )
    }
    return context.report(failures)
  }
}

extension Report {
  fileprivate static func dataFiles(_ copies: [MNISTCopy], places: DataPlaces) -> Report {
    var table = Table([
      .init("dataset"), .init("file"), .init("bytes", .right), .init("state"), .init("path"),
    ])
    for copy in copies {
      table.append([
        .text("mnist"), .text(copy.file.name), .count(copy.byteCount), .text("\(copy.state)"),
        .text(copy.path),
      ])
    }
    let folders = places.places.map(\.folder).joined(separator: ", ")
    let remark = copies.isEmpty ? "Nothing of MNIST is here. Looked in \(folders)." : "Looked in \(folders)."
    return Report(
      table, name: "data", remarks: [remark, "circles and glyphs are drawn by bnlab and need no files."])
  }
}
