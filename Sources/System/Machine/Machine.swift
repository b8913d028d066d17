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

/// The machine on which this process runs.
public enum Machine {
  /// The processor's name, the number of processors, the system and the architecture, for run.json.
  public static var description: String {
    var system = utsname()
    uname(&system)
    let name = text(of: system.sysname)
    let architecture = text(of: system.machine)
    return "\(processorName ?? "unknown processor"), \(processorCount) processors, \(name) \(architecture)"
  }

  /// The number of processors that are available to this process.
  public static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// The processor's name as the system tells it; nil if it does not.
  private static var processorName: String? {
    #if canImport(Darwin)
      // "Apple M1", or Intel's name.
      var size = 0
      guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    #else
      return (try? File.text(of: "/proc/cpuinfo")).flatMap(ProcessorName.inCPUInfo)
    #endif
  }

  /// A C array of characters as a string.
  private static func text<Characters>(of characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
