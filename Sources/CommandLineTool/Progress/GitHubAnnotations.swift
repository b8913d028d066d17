/// Writes messages in the form that GitHub Actions shows as annotations, beside the lines that they are about:
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
public struct GitHubAnnotations: Equatable, Sendable {
  public enum Level: String, Sendable {
    case error, warning
  }

  /// The folder of the repository; the paths of its files are relative to it. Nil: they are absolute.
  private let workspace: String?

  /// Nil unless GitHub Actions runs the program.
  init?(_ environment: Environment) {
    guard environment.isGitHubActions else { return nil }
    workspace = environment.gitHubWorkspace
  }

  /// `::error file=experiments/a.jsonc,line=3,col=5::MESSAGE`, with a line break at the end.
  /// - Parameter text: several lines become one.
  func line(_ level: Level, _ text: String, at place: FilePlace?) -> String {
    let properties = place.map {
      " file=\(Self.escapedProperty(relative($0.file))),line=\($0.line),col=\($0.column)"
    }
    return "::\(level.rawValue)\(properties ?? "")::\(Self.escaped(text))\n"
  }

  private func relative(_ file: String) -> String {
    guard let workspace else { return file }
    let folder = workspace.hasSuffix("/") ? workspace : workspace + "/"
    return file.hasPrefix(folder) ? String(file.dropFirst(folder.count)) : file
  }

  /// The percent sign comes first: those of the other replacements must stay.
  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r\n", with: "%0D%0A").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
  }

  /// Commas and colons would end a property.
  private static func escapedProperty(_ text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
