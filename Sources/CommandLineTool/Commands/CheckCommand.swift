/// `bnlab check [FILE...]`
public struct CheckCommand: CommandPayload, Equatable, Sendable {
  /// Spec files; empty for every experiment there is.
  public var files: [String] = []
  public var quiet = false
  public var noColor = false

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "check", abstract: "Validate specs without running them.",
      argument: .several(
        "file", \.files, .text, isRequired: false, default: "every experiment",
        help: "Spec files, or names of experiments."),
      options: [.quiet(\.quiet), .noColor(\.noColor)])
  }
}
