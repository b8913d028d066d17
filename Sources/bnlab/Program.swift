import CommandLineTool
import Reporting
import Runs
import Synchronization
import System

/// Reads the command line, carries out what it asks for and turns what goes wrong into a message and an exit status.
final class Program: Sendable {
  let interruption = Interruption()
  private let environment = Environment()
  private let output = TextOutput(fileDescriptor: StandardStream.output.descriptor, name: "standard output")
  /// The console of the command that is carried out; nil before.
  private let console = Mutex(Console?.none)
  private let messages = TextOutput(fileDescriptor: StandardStream.error.descriptor, name: "standard error")

  func run(_ arguments: [String]) -> ExitStatus {
    let status: ExitStatus
    let results = Terminal(
      fileDescriptor: StandardStream.output.descriptor, environment: environment, noColor: true)
    do {
      switch try CommandLineParser(.root, width: results.width).parse(arguments) {
      case .version:
        output.write("bnlab \(BnlabVersion.description)\n")
        status = .success
      case .help(let text):
        output.write(text)
        status = .success
      case .command(let command):
        status = run(command, in: context(of: command, results: results))
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

  private func context(of command: any Command, results: Terminal) -> ProgramContext {
    let terminal = Terminal(
      fileDescriptor: StandardStream.error.descriptor, environment: environment,
      noColor: command.messages.noColor)
    let layout = TextLayout(
      width: results.width, tableWidth: results.isTerminal ? results.width : nil,
      usesColor: Terminal(
        fileDescriptor: StandardStream.output.descriptor, environment: environment,
        noColor: command.messages.noColor
      ).usesColor,
      // Files and pipes are read by programs that know UTF-8.
      isUnicode: !results.isTerminal || environment.isUnicode)
    let console = Console(
      output: messages, terminal: terminal, environment: environment, isQuiet: command.messages.quiet)
    self.console.withLock { $0 = console }
    return ProgramContext(
      environment: environment, variables: CurrentProcess.variables,
      currentDirectory: CurrentProcess.folder, layout: layout, interruption: interruption, output: output,
      console: console)
  }

  /// Ends the process at once. A terminal keeps no lines of progress.
  func exitNow(_ status: ExitStatus) -> Never {
    console.withLock { $0 }?.close()
    CurrentProcess.exitNow(status.rawValue)
  }

  private func run(_ command: any Command, in context: ProgramContext) -> ExitStatus {
    do {
      return try command.execute(in: context)
    } catch {
      return context.report(Failures(error).all)
    }
  }
}
