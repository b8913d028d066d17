import CommandLineTool
extension DataListCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus { .success }
}
