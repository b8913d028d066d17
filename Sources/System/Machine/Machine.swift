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

  /// The processor's name from Linux's /proc/cpuinfo; nil if it is not there.
  private static var processorName: String? {
    guard let info = try? File.text(of: "/proc/cpuinfo") else { return nil }
    let line = info.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").dropFirst().first.map { $0.drop { $0 == " " } }.map(String.init)
  }

  /// A C array of characters as a string.
  private static func text<Characters>(of characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
