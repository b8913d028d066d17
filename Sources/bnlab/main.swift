import CommandLineTool
import Dispatch
import System

StandardStream.prepareAll()
let program = Program()
SignalWatch.start(
  onFirst: {
    program.interruption.request()
    // Training stops at its next safe point, at once. What does not, such as the drawing of a huge data set, has written
    // nothing yet that would be lost.
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(2)) {
      CurrentProcess.exitNow(ExitStatus.interrupted.rawValue)
    }
  }, onSecond: { CurrentProcess.exitNow(ExitStatus.interrupted.rawValue) })
CurrentProcess.exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
