import CommandLineTool
extension DataFetchCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus { .success }
}
