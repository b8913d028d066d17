import CommandLineTool
import Drawing
import Plotting
import Runs
import System
import Text

/// Where figures and their data go: a file for one, a folder for several, or the terminal.
struct FigureDestinations {
  private let pictures: Destination?
  private let data: Destination?
  private let size: (width: Int?, height: Int?)
  private let context: ProgramContext

  private enum Destination {
    case file(OutputFile)
    case folder(String)

    /// - Parameters:
    ///   - ending: of the files, such as `.svg`.
    ///   - names: of all figures.
    /// - Throws: `Failure` if several figures would go to one file.
    init(_ path: String, _ ending: String, option: String, names: [String]) throws {
      if names.count == 1, !Folder.isFolder(path), !path.hasSuffix("/") {
        self = .file(OutputFile(path))
      } else if names.count > 1, path.hasSuffix(ending) || path == "-" {
        throw Failure(
          "\(option) \(path.singleLine): there are \(names.count) figures (\(names.joined(separator: ", ").singleLine)), which need a folder",
          .usage)
      } else {
        self = .folder(path)
      }
    }

    func file(_ name: String, _ ending: String) -> OutputFile {
      switch self {
      case .file(let file): file
      case .folder(let path): OutputFile(path + (path.hasSuffix("/") ? "" : "/") + name.fileName + ending)
      }
    }
  }

  /// - Parameter names: of the figures' files.
  /// - Throws: `Failure` if a file cannot be written, which is found out before anything is trained.
  init(_ command: PlotCommand, names: [String], _ context: ProgramContext) throws {
    self.context = context
    size = (command.width, command.height)
    pictures = try command.output.map { try Destination($0, ".svg", option: "--output", names: names) }
    data = try command.csv.map { try Destination($0, ".csv", option: "--csv", names: names) }
    var files: [(option: String, file: OutputFile?)] = []
    for (option, destination) in [("--output", pictures), ("--csv", data)] {
      switch destination {
      case .file(let file): files.append((option, file))
      case .folder(let path):
        // A folder that is to be made needs one that it can be made in.
        if !Folder.isFolder(path) { files.append((option, OutputFile(path))) }
      case nil: break
      }
    }
    try ResultDestinations.check(files)
  }

  func write(_ figures: [PlottedFigure]) throws {
    for case .folder(let path)? in [pictures, data] {
      do { try Folder.make(path) } catch { throw Failure(error) }
    }
    for (index, plotted) in figures.enumerated() {
      if let pictures {
        let svg = plotted.chart.svg(
          width: size.width.map(Double.init) ?? Chart.usualWidth, height: size.height.map(Double.init))
        try context.write(svg, to: pictures.file(plotted.name, ".svg"))
      } else if data.map({ !$0.file(plotted.name, ".csv").isStandardOutput }) ?? true {
        context.print((index > 0 ? "\n" : "") + plotted.chart.text(context.canvas(size)))
      }
      if let data { try context.write(plotted.data.csv, to: data.file(plotted.name, ".csv")) }
    }
  }
}

extension String {
  /// The text as the name of a file. A study may call its experiments anything; slashes and control characters become `%XX`,
  /// as in the names of run folders.
  fileprivate var fileName: String {
    unicodeScalars.map { scalar in
      scalar == "/" || scalar.isControl ? scalar.utf8.map(\.percentEncoded).joined() : String(scalar)
    }.joined()
  }
}

extension ProgramContext {
  /// The terminal's properties for drawing. A pipe or a file gets the same picture without colour.
  fileprivate func canvas(_ size: (width: Int?, height: Int?)) -> TextCanvasStyle {
    TextCanvasStyle(
      width: size.width ?? layout.width, height: size.height, isUnicode: environment.isUnicode,
      usesColour: layout.usesColor)
  }
}
