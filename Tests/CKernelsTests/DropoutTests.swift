import CKernels
import Testing

@Suite struct DropoutTests {
  /// Whether each of `count` floats is kept.
  private func mask(
    _ level: Level, count: Int, first: Int = 0, rate: UInt32 = 1 << 23, stream: bnk_stream
  ) -> [Bool] {
    let (x, y) = (Floats(count, 1), Floats(count, .nan))
    var stream = stream
    level.kernels.dropout(count, first, &stream, rate, 2, x.start, y.start)
    #expect(y.values.allSatisfy { $0 == 0 || $0 == 2 })
    return y.values.map { $0 == 2 }
  }

  /// For the counter 0 and the key 0, the first word of Philox4x32-10 is 0x6627e8d5 (kat_vectors of Random123). So the
  /// first float is kept up to a rate of 0x6627e8, and dropped for higher rates. EngineTests compares this generator
  /// with the engine's own implementation.
  @Test func firstFloatIsDecidedByTheFirstWord() {
    let stream = bnk_stream(key: 0, step: 0, index: 0, purpose: 0)
    for level in allLevels() {
      #expect(mask(level, count: 16, rate: 0x6627e8, stream: stream)[0])
      #expect(!mask(level, count: 16, rate: 0x6627e9, stream: stream)[0])
    }
  }

  @Test func aSliceIsAPartOfTheWhole() {
    let stream = bnk_stream(key: 5, step: 6, index: 7, purpose: 4)
    var expected: [Bool]?
    for level in allLevels() {
      let whole = mask(level, count: 320, stream: stream)
      #expect(mask(level, count: 192, first: 128, stream: stream) == Array(whole[128...]))
      #expect(mask(level, count: 16, first: 64, stream: stream) == Array(whole[64..<80]))
      #expect(expected == nil || expected == whole)
      expected = whole
    }
  }

  @Test func everyFieldOfTheStreamChangesTheMask() {
    let streams = [
      bnk_stream(key: 1, step: 1, index: 1, purpose: 1), bnk_stream(key: 2, step: 1, index: 1, purpose: 1),
      bnk_stream(key: 1, step: 2, index: 1, purpose: 1), bnk_stream(key: 1, step: 1, index: 2, purpose: 1),
      bnk_stream(key: 1, step: 1, index: 1, purpose: 2),
    ]
    for level in allLevels() {
      #expect(Set(streams.map { mask(level, count: 64, stream: $0) }).count == streams.count)
    }
  }

  /// With n values and the rate p, the number of dropped values is n·p ± 5·√(n·p·(1−p)). With the rate 0 none is
  /// dropped, with the rate 1 all are.
  @Test func theRateIsTheShareOfDroppedValues() {
    let stream = bnk_stream(key: 9, step: 0, index: 0, purpose: 4)
    for level in allLevels() {
      let dropped = mask(level, count: 16_384, rate: 1 << 22, stream: stream).count { !$0 }
      #expect(abs(dropped - 4096) < 5 * 56)
      #expect(!mask(level, count: 64, rate: 0, stream: stream).contains(false))
      #expect(!mask(level, count: 64, rate: 1 << 24, stream: stream).contains(true))
    }
  }

  @Test func droppedValuesAreZeroWhateverTheyWere() {
    var stream = bnk_stream(key: 1, step: 2, index: 3, purpose: 4)
    for level in allLevels() {
      let y = Floats([.nan, .infinity, -.infinity, -1] + Array(repeating: 1, count: 12))
      level.kernels.dropout(16, 0, &stream, 1 << 24, 0, y.start, y.start)
      #expect(sameBits(y.values, Array(repeating: 0, count: 16)))
    }
  }
}
