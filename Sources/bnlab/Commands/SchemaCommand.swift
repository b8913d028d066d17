import CommandLineTool
import Experiments
import Schema

/// `bnlab schema experiment|study`
struct SchemaCommand: Command, Equatable, Sendable {
  var kind = Kind.experiment
  var messages = MessageOptions()

  enum Kind: String, CaseIterable, Sendable {
    case experiment, study
  }

  static var syntax: CommandSyntax<Self> {
    CommandSyntax(
      name: "schema", abstract: "Print the JSON Schema of spec files or study files.",
      discussion: """
        Editors complete keys by it: write it to a file, and name that as "$schema" in the spec or study.
        """,
      argument: .one("kind", \.kind, .choice, help: "What the schema describes."),
      options: [.noColor(\.messages.noColor)])
  }

  func execute(in context: ProgramContext) throws -> ExitStatus {
    let schema =
      switch kind {
      case .experiment: JSONSchema.experiment
      case .study: JSONSchema.study
      }
    context.print(schema.pretty + "\n")
    return .success
  }
}
