import CommandLineTool
import System
import Training

/// Reads the command line, carries out what it asks for and turns what goes wrong into a message and an exit status.
struct Program {
  let interruption = Interruption()
  private let environment = Environment()
  private let output = TextOutput(fileDescriptor: StandardStream.output.descriptor, name: "standard output")
  private let messages = TextOutput(fileDescriptor: StandardStream.error.descriptor, name: "standard error")

  func run(_ arguments: [String]) -> ExitStatus {
    let status: ExitStatus
    let results = Terminal(
      fileDescriptor: StandardStream.output.descriptor, environment: environment, noColor: true)
    do {
      switch try CommandLineParser(width: results.width).parse(arguments) {
      case .version:
        output.write("bnlab \(BnlabVersion.current)\n")
        status = .success
      case .help(let text):
        output.write(text)
        status = .success
      case .command(let command):
        let context = context(of: command, results: results)
        status = run(command, in: context)
      }
    } catch {
      messages.write(error.message)
      messages.flush()
      return error.exitStatus
    }
    do {
      try output.finish()
    } catch {
      messages.write("Error: \(error.message)\n")
      messages.flush()
      return .ioError
    }
    return status
  }

  private func context(of command: Command, results: Terminal) -> ProgramContext {
    let terminal = Terminal(
      fileDescriptor: StandardStream.error.descriptor, environment: environment, noColor: command.noColor)
    return ProgramContext(
      environment: environment, variables: CurrentProcess.variables,
      currentDirectory: CurrentProcess.folder, width: results.width,
      tableWidth: results.isInteractive ? results.width : nil, interruption: interruption, output: output,
      console: Console(output: messages, terminal: terminal, isQuiet: command.isQuiet))
  }

  private func run(_ command: Command, in context: ProgramContext) -> ExitStatus {
    do {
      return try execute(command, in: context)
    } catch let failures as Failures {
      return context.report(failures.all)
    } catch {
      return context.report([Failure(error)])
    }
  }

  private func execute(_ command: Command, in context: ProgramContext) throws -> ExitStatus {
    switch command {
    case .run(let command): try command.execute(in: context)
    case .compare(let command): try command.execute(in: context)
    case .reproduce(let command): try command.execute(in: context)
    case .list(let command): try command.execute(in: context)
    case .show(let command): try command.execute(in: context)
    case .check(let command): try command.execute(in: context)
    case .inspect(let command): try command.execute(in: context)
    case .data(.fetch(let command)): try command.execute(in: context)
    case .data(.verify(let command)): try command.execute(in: context)
    case .data(.list(let command)): try command.execute(in: context)
    case .data(.export(let command)): try command.execute(in: context)
    case .bench(let command): try command.execute(in: context)
    }
  }
}

extension Command {
  fileprivate var isQuiet: Bool {
    switch self {
    case .run(let command): command.training.quiet
    case .compare(let command): command.training.quiet
    case .reproduce(let command): command.training.quiet
    case .check(let command): command.quiet
    case .inspect(let command): command.training.quiet
    case .data(.fetch(let command)): command.quiet
    case .data(.export(let command)): command.quiet
    case .bench(let command): command.quiet
    case .list, .show, .data(.verify), .data(.list): false
    }
  }

  fileprivate var noColor: Bool {
    switch self {
    case .run(let command): command.output.noColor
    case .compare(let command): command.output.noColor
    case .reproduce(let command): command.output.noColor
    case .list(let command): command.output.noColor
    case .show(let command): command.output.noColor
    case .check(let command): command.noColor
    case .inspect(let command): command.output.noColor
    case .data(.fetch(let command)): command.noColor
    case .data(.export(let command)): command.noColor
    case .data(.verify(let command)): command.output.noColor
    case .data(.list(let command)): command.output.noColor
    case .bench(let command): command.output.noColor
    }
  }
}
