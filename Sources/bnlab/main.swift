import CommandLineTool
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

prepareStandardStreams()
let program = Program()
SignalWatch.start(
  onFirst: {
    program.interruption.request()
    // Training stops almost at once, at its next safe point. Work that does not stop, such as drawing a huge data set,
    // has not written anything yet that could be lost.
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(2)) { SignalWatch.endNow() }
  }, onSecond: { SignalWatch.endNow() })
exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
