import System
import Testing

@testable import CommandLineTool

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct TextOutputTests {
  @Test func textIsKeptUntilItIsFlushed() throws {
    let pipe = Pipe()
    let output = TextOutput(fileDescriptor: pipe.input, name: "a pipe")
    output.write("one ")
    output.write("two ±\n")
    #expect(pipe.read() == "")
    output.flush()
    #expect(pipe.read() == "one two ±\n")
    output.write("three")
    try output.finish()
    #expect(pipe.read() == "three")
  }

  @Test func aFullBufferIsWritten() {
    let pipe = Pipe()
    let output = TextOutput(fileDescriptor: pipe.input, name: "a pipe")
    output.write(String(repeating: "x", count: 40_000))
    #expect(pipe.read() == "")
    output.write(String(repeating: "y", count: 25_536))
    #expect(pipe.read().count == 65_536)
  }

  @Test func aMissingReaderIsNotAnError() throws {
    var pipe = Pipe()
    let output = TextOutput(fileDescriptor: pipe.input, name: "a pipe")
    pipe.closeReader()
    #expect(!output.readerIsGone)
    output.write("nobody reads this")
    output.flush()
    #expect(output.readerIsGone)
    output.write("nor this")
    try output.finish()
  }

  @Test func aBadDescriptorIsAnError() throws {
    let output = TextOutput(fileDescriptor: -1, name: "nowhere")
    output.write("lost")
    output.flush()
    output.write("too late")
    let error = try #require(throws: OutputError.self) { try output.finish() }
    #expect(error == OutputError(destination: "nowhere", reason: SystemError(code: EBADF)))
    #expect(error.exitStatus.rawValue == 74)
    #expect(error.message.hasPrefix("Cannot write to nowhere: "))
    #expect(!output.readerIsGone)
  }

  #if os(Linux)
    @Test func aFullDiskIsAnError() throws {
      let full = open("/dev/full", O_WRONLY)
      try #require(full >= 0)
      defer { close(full) }
      let output = TextOutput(fileDescriptor: full, name: "standard output")
      output.write("lost")
      let expected = OutputError(destination: "standard output", reason: SystemError(code: ENOSPC))
      #expect(throws: expected) { try output.finish() }
      #expect(expected.message == "Cannot write to standard output: No space left on device.")
    }
  #endif

  @Test func emptyTextIsNotAnError() throws {
    try TextOutput(fileDescriptor: -1, name: "nowhere").finish()
  }
}
