import CommandLineTool
import Training

/// Reads the command line, carries out what it asks for and turns what goes wrong into a message and an exit status.
struct Program {
  let context: ProgramContext

  func run(_ arguments: [String]) -> ExitStatus {
    do {
      switch try CommandLineParser(width: context.width).parse(arguments) {
      case .version: try context.print("bnlab \(BnlabVersion.current)\n")
      case .help(let text): try context.print(text)
      case .command(let command): return try execute(command)
      }
      return .success
    } catch let failure as Failure {
      return context.report([failure])
    } catch let failures as Failures {
      return context.report(failures.all)
    } catch {
      return context.report([Failure(error)])
    }
  }

  private func execute(_ command: Command) throws -> ExitStatus {
    switch command {
    case .run(let command): try command.execute(in: context)
    case .compare(let command): try command.execute(in: context)
    case .list(let command): try command.execute(in: context)
    case .show(let command): try command.execute(in: context)
    case .check(let command): try command.execute(in: context)
    case .data(.fetch(let command)): try command.execute(in: context)
    case .data(.verify(let command)): try command.execute(in: context)
    case .data(.list(let command)): try command.execute(in: context)
    case .data(.export(let command)): try command.execute(in: context)
    }
  }
}
