import CommandLineTool
import Runs

/// `bnlab man`
struct ManCommand: Command, Equatable, Sendable {
  var messages = MessageOptions()

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "man", abstract: "Print the manual page.",
      discussion: """
        bnlab man | man -l - shows it. For 'man bnlab', write it to a file bnlab.1 in the folder man1 of a manual path, \
        such as ~/.local/share/man/man1.
        """, options: [.noColor(\.messages.noColor)])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    context.print(
      CommandNode.root.manualPage(
        version: BnlabVersion.current,
        sections: [
          ("ENVIRONMENT", Environment.variables.map { ($0.name, $0.meaning) }),
          ("EXIT STATUS", ExitStatus.allCases.map { ("\($0.rawValue)", $0.meaning) }),
          ("FILES", Self.files),
        ]))
    return .success
  }

  private static let files = [
    ("experiments/*.jsonc", "Experiments of one's own, each named by its file."),
    ("experiments/studies/*.jsonc", "Studies of one's own."),
    (
      "runs/EXPERIMENT/seed-N/",
      "What a run leaves: metrics.csv, run.json and weights.safetensors; while it is unfinished, checkpoint.safetensors."
    ),
  ]
}
