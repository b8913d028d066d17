/// `bnlab check [FILE...]`
public struct CheckCommand: CommandPayload, Equatable, Sendable {
  /// Spec and study files; empty for every experiment and study there is.
  public var files: [String] = []
  public var quiet = false
  public var noColor = false

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "check", abstract: "Validate specs and studies without running them.",
      argument: .several(
        "file", \.files, .text, isRequired: false, default: "every experiment and study",
        help: "Spec files, study files, or names of experiments."),
      options: [.quiet(\.quiet), .noColor(\.noColor)])
  }
}
