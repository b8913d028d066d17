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

/// The machine that this process runs on.
public enum Machine {
  /// The processor's name, the number of processors, the system and the architecture, as run.json keeps them.
  public static var description: String {
    var system = utsname()
    uname(&system)
    let name = text(of: system.sysname)
    let architecture = text(of: system.machine)
    return "\(processorName ?? "unknown processor"), \(processorCount) processors, \(name) \(architecture)"
  }

  /// How many processors this process may use.
  public static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// From /proc/cpuinfo, where there is one and it tells.
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
