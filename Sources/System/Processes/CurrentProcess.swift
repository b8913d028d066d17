#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The process in which this code runs.
public enum CurrentProcess {
  /// The environment variables.
  public static var variables: [String: String] { ProcessInfo.processInfo.environment }

  /// The arguments after the program's name.
  public static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

  /// The absolute path of the current folder, to which relative paths refer.
  public static var folder: String { FileManager.default.currentDirectoryPath }

  /// Ends the process with this status after the C library's clean-up.
  public static func exit(_ status: Int32) -> Never { endProcess(status) }

  /// Ends the process at once, without any clean-up, which could have to wait for something.
  public static func exitNow(_ status: Int32) -> Never { _exit(status) }

  /// Calls `body` on a thread of its own after some time. If the system cannot start a thread, nothing happens.
  public static func afterSeconds(_ seconds: UInt32, _ body: @escaping @Sendable () -> Void) {
    WorkerThread.start {
      // A signal ends a sleep early; the result is the time that is left.
      var left = seconds
      while left > 0 { left = sleep(left) }
      body()
    }?.detach()
  }
}

/// Calls the system's `exit`, which cannot be called inside `CurrentProcess` because the method hides it.
private func endProcess(_ status: Int32) -> Never { exit(status) }
