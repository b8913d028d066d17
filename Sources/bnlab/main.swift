import CommandLineTool
import System

StandardStream.prepareAll()
let program = Program()
SignalWatch.start(
  onFirst: {
    program.interruption.request()
    // Training stops almost at once, at its next safe point. Work that does not stop, such as drawing a huge data set,
    // has not written anything yet that could be lost.
    CurrentProcess.exitNow(ExitStatus.interrupted.rawValue, afterSeconds: 2)
  }, onSecond: { CurrentProcess.exitNow(ExitStatus.interrupted.rawValue) })
CurrentProcess.exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
