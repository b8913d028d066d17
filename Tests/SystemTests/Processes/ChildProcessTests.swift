import System
import TestSupport
import Testing

struct ChildProcessTests {
  private func shell(
    _ script: String, environment: [String: String] = [:], shouldGoOn: () -> Bool = { true }
  ) throws -> ChildProcess.Outcome {
    try ChildProcess.run("/bin/sh", ["-c", script], environment: environment, shouldGoOn: shouldGoOn)
  }

  @Test func returnsStatusAndErrorOutput() throws {
    #expect(try shell("echo no >&2; echo yes; exit 7") == .exited(status: 7, errorText: "no\n"))
    #expect(try shell("exit 0") == .exited(status: 0, errorText: ""))
    #expect(try shell("kill -TERM $$") == .killed(signal: 15))
  }

  @Test func passesTheEnvironmentAndNoInput() throws {
    #expect(
      try shell("echo $A >&2; cat", environment: ["A": "b c"]) == .exited(status: 0, errorText: "b c\n"))
  }

  /// The descriptor that is handed down is open in the program; otherwise it is closed.
  @Test func handsADescriptorDown() throws {
    let folder = try TemporaryFolder()
    guard let lock = try FolderLock(folder.path, isCancelled: { false }, onWait: {}) else {
      Issue.record("it was cancelled without a reason")
      return
    }
    let number = lock.descriptor
    func isOpen(_ handedDown: CInt?) throws -> Bool {
      try ChildProcess.run(
        "/bin/sh", ["-c", "test -e /dev/fd/\(number)"], environment: [:], handedDown: handedDown
      ) { true } == .exited(status: 0, errorText: "")
    }
    #expect(try isOpen(number))
    #expect(try !isOpen(nil))
  }

  @Test func endsWhenCancelled() throws {
    #expect(try shell("exec sleep 60", shouldGoOn: { false }) == .cancelled)
  }

  @Test func throwsForAMissingProgram() {
    #expect(throws: FileError(.start, "/nowhere/at/all", code: 2)) {
      try ChildProcess.run("/nowhere/at/all", [], environment: [:]) { true }
    }
  }
}
