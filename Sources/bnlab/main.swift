import CommandLineTool
import Dispatch
import System

StandardStream.prepareAll()
let program = Program()
SignalWatch.start(
  onFirst: {
    program.interruption.request()
    // Training stops almost at once, at its next safe point. Work that does not stop, such as drawing a huge data set,
    // has not written anything yet that could be lost.
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(2)) {
      CurrentProcess.exitNow(ExitStatus.interrupted.rawValue)
    }
  }, onSecond: { CurrentProcess.exitNow(ExitStatus.interrupted.rawValue) })
CurrentProcess.exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
