import CommandLineTool

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

prepareStandardStreams()
let program = Program()
SignalWatch.start(onFirst: program.interruption.request, onSecond: { SignalWatch.endNow() })
exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
