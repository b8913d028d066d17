import CommandLineTool
extension CompareCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus { .success }
}
