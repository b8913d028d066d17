import CommandLineTool
import Experiments
import Reporting
import Training

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where the results of a command that checks something go: standard output, a file, a CI service's summary.
struct ResultDestinations {
  private let options: ResultOptions
  private let context: ProgramContext
  /// Nil: none was asked for, or the variable is not set.
  private let summaryFile: String?

  /// - Throws: `Failure` where a file cannot be written, which is found out before anything is trained.
  init(_ options: ResultOptions, context: ProgramContext) throws {
    self.options = options
    self.context = context
    if let file = options.outputFile { try Self.check(file) }
    let variable = context.variables["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    summaryFile = options.summary ? variable : nil
    if options.summary, variable == nil {
      context.console.note("GITHUB_STEP_SUMMARY is not set; no summary is written")
    }
  }

  static func check(_ file: String) throws {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : "."
    let files = FileManager.default
    let reason: String? =
      if files.folderExists(file) {
        "it is a folder"
      } else if !files.folderExists(folder) {
        "there is no folder \(folder)"
      } else if !files.isWritableFile(atPath: files.fileExists(atPath: file) ? file : folder) {
        "permission denied"
      } else {
        nil
      }
    if let reason { throw Failure("cannot write \(file): \(reason)", status: .ioError) }
  }

  func write(_ report: Report) throws {
    let format: ReportFormat =
      switch options.format {
      case .table: .table
      case .markdown: .markdown
      case .csv: .csv
      case .json: .json
      case .junit: .junit
      }
    let shown = options.outputFile == nil ? format : .table
    context.print(report.text(shown, width: context.width, tableWidth: context.tableWidth))
    if let file = options.outputFile { try Self.write(report.text(format), to: file) }
    if let summaryFile { try Self.append(report.text(.markdown) + "\n", to: summaryFile) }
  }

  static func write(_ text: String, to file: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw Failure("cannot write \(file): \(error)", status: .ioError)
    }
  }

  private static func append(_ text: String, to file: String) throws {
    let before = (try? Data(contentsOf: URL(filePath: file))) ?? Data()
    do {
      try (before + Data(text.utf8)).write(to: URL(filePath: file))
    } catch {
      throw Failure("cannot write \(file): \(error)", status: .ioError)
    }
  }
}

extension FileManager {
  fileprivate func folderExists(_ path: String) -> Bool {
    var isFolder = false
    return fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }
}
