import Foundation
import Testing

/// Runs the real program as a shell would, in a temporary folder.
struct BnlabProcess {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder that the program runs in. `withBnlab` deletes it.
  let directory: URL

  static func withBnlab<Value>(_ body: (BnlabProcess) throws -> Value) throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
      "bnlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(BnlabProcess(directory: directory))
  }

  /// The program next to the test bundle, or the one that BNLAB_BINARY names.
  static var binary: URL {
    if let path = ProcessInfo.processInfo.environment["BNLAB_BINARY"] { return URL(fileURLWithPath: path) }
    #if canImport(Darwin)
      // A program of the toolchain loads the bundle of the tests.
      final class InBundle {}
      let bundle = Bundle(for: InBundle.self).bundleURL
    #else
      // The tests are a program of their own.
      let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    #endif
    return bundle.deletingLastPathComponent().appendingPathComponent("bnlab")
  }

  /// The variables of the tests without those that change what bnlab does: its own, and those of GitHub Actions.
  private static var inheritedVariables: [String: String] {
    ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("BNLAB_") && !$0.key.hasPrefix("GITHUB_")
    }
  }

  /// Runs the program to its end. Environment variables of the tests that would change what bnlab does are removed.
  /// - Parameter program: another program instead.
  func run(
    _ arguments: [String], environment: [String: String] = [:], program: URL? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = program ?? Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = Self.inheritedVariables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice

    // Files rather than pipes: a full pipe that is not being read would block the program.
    let output = directory.appendingPathComponent(".stdout")
    let errors = directory.appendingPathComponent(".stderr")
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  /// Runs a shell like `run`, with the program in PATH.
  func runShell(
    _ shell: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Result {
    let folder = Self.binary.deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try run(
      arguments, environment: environment.merging(["PATH": folder + ":" + path]) { $1 },
      program: URL(fileURLWithPath: shell))
  }

  /// Starts the program and asks it to end, as Ctrl-C would, as soon as a certain file exists.
  /// - Returns: the exit status.
  func runAndInterrupt(_ arguments: [String], when file: String, by signal: Int32 = SIGINT) throws -> Int32 {
    try runAndSend(signal, arguments, environment: [:], when: file).process.terminationStatus
  }

  /// Starts the program and kills it, like a power failure, as soon as its checkpoint exists. The program writes a
  /// checkpoint after every epoch, so that even a short run has one.
  /// - Returns: whether the program was killed; false if it ended first.
  func runAndKill(_ arguments: [String], when checkpoint: String) throws -> Bool {
    let (process, wasRunning) = try runAndSend(
      SIGKILL, arguments, environment: ["BNLAB_CHECKPOINT_SECONDS": "0"], when: checkpoint)
    return wasRunning && process.terminationReason == .uncaughtSignal
  }

  /// Runs several processes at the same time, each with its arguments, to their ends.
  /// - Returns: their exit statuses.
  func runTogether(_ commands: [[String]]) throws -> [Int32] {
    let processes = try commands.map { try start($0) }
    return processes.map { process in
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  /// Starts the program, without input and output.
  private func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = directory
    process.environment = Self.inheritedVariables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func runAndSend(
    _ signal: Int32, _ arguments: [String], environment: [String: String], when file: String
  ) throws -> (process: Process, wasRunning: Bool) {
    let process = try start(arguments, environment: environment)
    while process.isRunning && !exists(file) { usleep(1000) }
    let wasRunning = process.isRunning
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return (process, wasRunning)
  }

  func write(_ text: String, to name: String) throws {
    let file = directory.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try data(name), as: UTF8.self)
  }

  func data(_ name: String) throws -> Data {
    try Data(contentsOf: directory.appendingPathComponent(name))
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: directory.appendingPathComponent(name).path)
  }
}
