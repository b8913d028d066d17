import CommandLineTool
extension ShowCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus { .success }
}
