import CommandLineTool

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

let program = Program(context: .ofThisProcess())
exit(program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
