#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process that this code runs in.
public enum CurrentProcess {
  /// Its environment variables.
  public static var variables: [String: String] { ProcessInfo.processInfo.environment }

  /// The absolute path of the folder that relative paths count from.
  public static var folder: String { FileManager.default.currentDirectoryPath }

  public static func exit(_ status: Int32) -> Never { endProcess(status) }

  /// Ends the program at once, without any clean-up that could wait for something.
  public static func exitNow(_ status: Int32) -> Never { _exit(status) }
}

/// The system's `exit`, which the method of that name hides.
private func endProcess(_ status: Int32) -> Never { exit(status) }
