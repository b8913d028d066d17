import Testing

@testable import System

@Suite struct MachineTests {
  @Test func readsTheSystemsEstimateOfFreeMemory() {
    let text = "MemTotal:       24683000 kB\nMemFree:        1 kB\nMemAvailable:   23788544 kB\n"
    #expect(Memory.memAvailable(in: text) == 23_788_544 * 1024)
    #expect(Memory.memAvailable(in: "MemTotal: 5 kB\n") == nil)
    #expect(Memory.memAvailable(in: "MemAvailable: many kB\n") == nil)
    #expect((Memory.availableBytes() ?? 0) > 1 << 20)
  }

  /// The page size is at least 4096 bytes, and so is the alignment.
  @Test func pagesAreAligned() throws {
    let base = try #require(Memory.allocatePages(byteCount: 10))
    defer { Memory.deallocatePages(base) }
    #expect(UInt(bitPattern: base) % 4096 == 0)
    base.initializeMemory(as: UInt8.self, repeating: 1, count: 4096)
    // No machine has 2⁶² bytes.
    #expect(Memory.allocatePages(byteCount: 1 << 62) == nil)
  }

  @Test func describesItself() {
    #expect(Machine.processorCount >= 1)
    #expect(Machine.description.contains(", \(Machine.processorCount) processors, "))
  }

  /// Runs' times are compared only on equal processors.
  @Test func readsTheProcessorsName() {
    func core(_ part: String, _ number: Int, implementer: String = "0x41") -> String {
      """
      processor\t: \(number)
      BogoMIPS\t: 50.00
      CPU implementer\t: \(implementer)
      CPU architecture: 8
      CPU part\t: \(part)
      CPU revision\t: 1


      """
    }
    #expect(ProcessorName.inCPUInfo(core("0xd0c", 0) + core("0xd0c", 1)) == "Neoverse-N1")
    #expect(
      ProcessorName.inCPUInfo(core("0xd03", 0) + core("0xfff", 1) + core("0xd03", 2))
        == "Cortex-A53 + implementer 0x41 part 0xfff")
    #expect(
      ProcessorName.inCPUInfo(core("0xd0c", 0, implementer: "0x61")) == "implementer 0x61 part 0xd0c")
    let intel = "vendor_id\t: GenuineIntel\nmodel\t\t: 85\nmodel name\t: Intel(R) Xeon(R) CPU @ 2.00GHz\n"
    #expect(ProcessorName.inCPUInfo(intel) == "Intel(R) Xeon(R) CPU @ 2.00GHz")
    #expect(ProcessorName.inCPUInfo("processor\t: 0\nisa\t: rv64imafdc\n") == nil)
  }

  @Test func theClockRunsForwards() {
    let first = monotonicSeconds()
    #expect(first >= 0)
    #expect(monotonicSeconds() >= first)
  }

  @Test func writesDecimals() {
    #expect(DecimalFormat.fixed.text(2.5, digits: 0) == "2")
    #expect(DecimalFormat.fixed.text(0.1, digits: 40) == "0.10000000000000001")
    #expect(DecimalFormat.exponent.text(-1234, digits: 2) == "-1.23e+03")
    #expect(DecimalFormat.fixed.text(.greatestFiniteMagnitude, digits: 17).utf8.count == 309 + 1 + 17)
  }
}
