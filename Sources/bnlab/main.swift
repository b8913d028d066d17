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
    // Training stops at its next safe point, at once. What does not, such as the drawing of a huge data set, has written
    // nothing yet that would be lost.
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(2)) { SignalWatch.endNow() }
  }, onSecond: { SignalWatch.endNow() })
exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
