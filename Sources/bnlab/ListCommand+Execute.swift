import CommandLineTool
extension ListCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus { .success }
}
