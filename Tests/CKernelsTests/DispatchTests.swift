import CKernels
import Testing

@Suite struct DispatchTests {
  @Test func levelsAreFoundByTheirNames() throws {
    for level in allLevels() {
      let named = try #require(bnk_kernels_named(level.name))
      #expect(String(cString: named.pointee.name) == level.name)
    }
  }

  @Test func unknownNamesGiveNil() {
    for name in ["", "avx", "avx2 ", "AVX2", "best"] { #expect(bnk_kernels_named(name) == nil) }
  }

  @Test func theBestIsTheLastLevel() throws {
    let best = try #require(bnk_kernels_best())
    #expect(String(cString: best.pointee.name) == allLevels().last?.name)
    #expect(bnk_kernels_at(-1) == nil)
    #expect(bnk_kernels_at(allLevels().count) == nil)
  }

  @Test func thePeakCountsItsOperations() {
    for level in allLevels() {
      var sink: Float = 0
      let once = level.kernels.multiply_add_peak(1000, &sink)
      #expect(once > 0)
      #expect(level.kernels.multiply_add_peak(3000, &sink) == 3 * once)
      #expect(sink.isFinite)
    }
  }
}
