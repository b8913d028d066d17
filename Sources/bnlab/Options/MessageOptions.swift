import CommandLineTool

/// Which messages a command prints, and how. A command that prints only results has no `--quiet`.
struct MessageOptions: Equatable, Sendable {
  var quiet = false
  var noColor = false
}

extension OptionDefinition {
  static func quiet(_ path: WritableKeyPath<Payload, Bool>) -> Self {
    .flag("--quiet", path, help: "Print results, warnings and errors only.")
  }

  static func noColor(_ path: WritableKeyPath<Payload, Bool>) -> Self {
    .flag("--no-color", path, help: "Never colour anything, as with NO_COLOR in the environment.")
  }
}
