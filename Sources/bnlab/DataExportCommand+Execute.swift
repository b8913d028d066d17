import CommandLineTool
extension DataExportCommand {
  func execute(in context: ProgramContext) throws -> ExitStatus { .success }
}
