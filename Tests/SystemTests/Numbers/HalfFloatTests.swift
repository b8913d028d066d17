import System
import Testing

@Suite struct HalfFloatTests {
  #if !(os(macOS) && arch(x86_64))
    @Test func equalsFloat16ForAllBits() {
      for bits in UInt16.min...UInt16.max {
        let (read, expected) = (Float(halfBits: bits), Float(Float16(bitPattern: bits)))
        if read.bitPattern != expected.bitPattern && !(read.isNaN && expected.isNaN) {
          Issue.record("\(bits): \(read) is not \(expected)")
        }
      }
    }
  #endif

  @Test func readsExtremeValues() {
    #expect(Float(halfBits: 0x7C00) == .infinity && Float(halfBits: 0xFC00) == -.infinity)
    #expect(Float(halfBits: 0x7C01).isNaN)
    #expect(Float(halfBits: 0x0001) == 0x1p-24 && Float(halfBits: 0x03FF) == 0x1p-14 - 0x1p-24)
    #expect(Float(halfBits: 0x8000).bitPattern == 0x8000_0000)
  }
}
