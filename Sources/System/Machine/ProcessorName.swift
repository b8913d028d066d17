/// The name of the processor in Linux's /proc/cpuinfo, which has a paragraph for each core.
enum ProcessorName {
  /// The model's name; on arm64, where Linux has none, the names of the kinds of cores. Nil if there is nothing of that.
  static func inCPUInfo(_ text: String) -> String? {
    var kinds: [String] = []
    var implementer = ""
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = String(parts[1].drop { $0 == " " })
      if line.hasPrefix("model name") { return value }
      if line.hasPrefix("CPU implementer") { implementer = value }
      if line.hasPrefix("CPU part") {
        let kind = armNames["\(implementer) \(value)"] ?? "implementer \(implementer) part \(value)"
        // A processor may have fast and thrifty cores.
        if !kinds.contains(kind) { kinds.append(kind) }
      }
    }
    return kinds.isEmpty ? nil : kinds.joined(separator: " + ")
  }

  /// Cores of frequent machines by implementer and part, from Arm's reference manuals: "Main ID Register". The numbers
  /// tell others apart just as well.
  private static let armNames = [
    "0x41 0xd03": "Cortex-A53", "0x41 0xd05": "Cortex-A55", "0x41 0xd07": "Cortex-A57",
    "0x41 0xd08": "Cortex-A72", "0x41 0xd0b": "Cortex-A76", "0x41 0xd0c": "Neoverse-N1",
    "0x41 0xd40": "Neoverse-V1", "0x41 0xd49": "Neoverse-N2", "0x41 0xd4f": "Neoverse-V2",
  ]
}
