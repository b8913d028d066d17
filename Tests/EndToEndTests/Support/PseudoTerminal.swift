import Foundation
import PseudoTerminals

/// Runs the program in a terminal.
struct PseudoTerminal {
  /// The system has no terminal left.
  struct Unavailable: Error {}

  /// Everything that the program wrote to the terminal, with its control characters.
  /// - Parameters:
  ///   - input: what the user types.
  ///   - file: as soon as it exists, the program is asked to end, as Ctrl-C would.
  static func output(
    of bnlab: BnlabProcess, _ arguments: [String], environment: [String: String] = [:], columns: Int = 80,
    input: String? = nil, interruptedWhen file: String? = nil
  ) throws -> String {
    var program: Int32 = -1
    let watcher = open_pseudo_terminal(Int32(columns), &program)
    guard watcher >= 0 else { throw Unavailable() }
    defer { close(watcher) }
    let process = Process()
    process.executableURL = BnlabProcess.binary
    process.arguments = arguments
    process.currentDirectoryURL = bnlab.directory
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"]
      .merging(environment) { $1 }
    process.standardInput =
      input == nil ? FileHandle.nullDevice : FileHandle(fileDescriptor: program, closeOnDealloc: false)
    process.standardOutput = FileHandle(fileDescriptor: program, closeOnDealloc: false)
    process.standardError = FileHandle(fileDescriptor: program, closeOnDealloc: false)
    try process.run()
    close(program)
    if let input { _ = input.withCString { write(watcher, $0, input.utf8.count) } }

    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    // So that the file is looked for between two reads.
    _ = fcntl(watcher, F_SETFL, O_NONBLOCK)
    var isInterrupted = file == nil
    while true {
      let count = read(watcher, &chunk, chunk.count)
      if count > 0 {
        bytes += chunk[..<count]
      } else if count < 0, errno == EAGAIN {
        usleep(1000)
      } else {
        break  // Nobody has the terminal open any more.
      }
      if !isInterrupted, let file, bnlab.exists(file) {
        isInterrupted = true
        process.interrupt()
      }
    }
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
