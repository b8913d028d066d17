import CommandLineTool
import Drawing
import Experiments
import Reporting
import Runs
import System

/// Where the results of a command that checks something go: standard output, a file, a CI service's summary.
struct ResultDestinations {
  private let options: ResultOptions
  private let context: ProgramContext
  private let result: OutputFile
  private let curves: OutputFile?
  private let picture: OutputFile?
  /// Nil if no summary was asked for, or if the variable is not set.
  private let summary: OutputFile?

  /// - Parameters:
  ///   - curves: a file for learning curves.
  ///   - picture: a file for a figure.
  /// - Throws: `Failure` if a file cannot be written, which is found out before anything is trained.
  init(_ options: ResultOptions, curves: String? = nil, picture: String? = nil, context: ProgramContext)
    throws
  {
    self.options = options
    self.context = context
    result = options.outputFile.map(OutputFile.init) ?? .standardOutput
    self.curves = curves.map(OutputFile.init)
    self.picture = picture.map(OutputFile.init)
    let variable = context.variables["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    summary = options.summary ? variable.map(OutputFile.init) : nil
    if options.summary, variable == nil {
      context.console.note("GITHUB_STEP_SUMMARY is not set; no summary is written")
    }
    try Self.check([
      (options.outputFile == nil ? "the result" : "--output", result), ("--curves", self.curves),
      ("--plot", self.picture),
    ])
    if let summary {
      do {
        try summary.check()
      } catch {
        throw Failure("GITHUB_STEP_SUMMARY: \(error)", .inputOutput)
      }
      for (option, file) in [("--output", result), ("--curves", self.curves)]
      where !summary.isStandardOutput && file?.isSame(as: summary) == true {
        throw Failure("\(option) and GITHUB_STEP_SUMMARY are both \(summary.shown)", .usage)
      }
    }
  }

  /// - Parameter files: the files, with the options that name them.
  /// - Throws: `Failure` if one cannot be written or two are the same.
  static func check(_ files: [(option: String, file: OutputFile?)]) throws {
    let given = files.compactMap { option, file in file.map { (option, $0) } }
    for (index, (option, file)) in given.enumerated() {
      if let (twin, _) = given[..<index].first(where: { $0.1.isSame(as: file) }) {
        throw Failure(
          "\(twin) and \(option) both go to \(file.shown.singleLine); each needs a file of its own", .usage)
      }
    }
    for (_, file) in given {
      do {
        try file.check()
      } catch {
        throw Failure(error.description, .inputOutput)
      }
    }
  }

  /// Writes the figure if one was asked for.
  func write(_ chart: @autoclosure () -> Chart) throws {
    if let picture { try context.write(chart().svg(), to: picture) }
  }

  /// - Parameter curves: the table for the file of learning curves.
  func write(_ report: Report, curves table: Table? = nil) throws {
    let format = options.format
    func text(_ format: ReportFormat) -> String {
      report.text(format, context.layout)
    }
    if result.isStandardOutput {
      context.print(text(format))
    } else {
      // Curves or a figure on standard output are read by a program: a table would be in its way.
      let isRead = curves?.isStandardOutput == true || picture?.isStandardOutput == true
      if !isRead { context.print(text(.table)) }
      try context.write(report.text(format), to: result)
    }
    if let curves, let table { try context.write(table.csv, to: curves) }
    if let summary {
      let text = report.text(.markdown) + "\n"
      if summary.isStandardOutput { return context.print(text) }
      do {
        try summary.append(text)
      } catch {
        throw Failure("GITHUB_STEP_SUMMARY: \(error)", .inputOutput)
      }
    }
  }
}

extension ProgramContext {
  /// - Throws: `Failure` if the file cannot be written.
  func write(_ text: String, to file: OutputFile) throws {
    if file.isStandardOutput { return print(text) }
    do {
      try file.replace(with: text)
    } catch {
      throw Failure(error.description, .inputOutput)
    }
  }
}
