import CommandLineTool
import System

StandardStream.prepareAll()
let program = Program()
SignalWatch.start(
  onFirst: {
    program.interruption.request()
    // Training stops almost at once, at its next safe point. Work that does not stop, such as drawing a huge data set,
    // has not written anything yet that could be lost.
    CurrentProcess.afterSeconds(2) { program.exitNow(.interrupted) }
  }, onSecond: { program.exitNow(.interrupted) })
CurrentProcess.exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
