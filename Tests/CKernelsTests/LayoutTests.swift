import CKernels
import Testing

@Suite struct LayoutTests {
  private let source = Floats(40 * 37) { Float($0) }

  @Test func rowsAreGatheredWithTheirPadColumns() {
    for features in [1, 2, 16, 17, 37] {
      let count = source.count / features
      let stride = roundUp(features) + 16
      let indices: [Int32] = (0..<21).map { Int32($0 * 7 % min(count, 40)) }
      for level in allLevels() {
        for optionalIndices in [indices, nil] {
          let out = Floats(20 * stride + roundUp(features), 77)
          level.kernels.gather_rows(21, features, source.start, optionalIndices, out.start, stride)
          for i in 0..<21 {
            let from = Int(optionalIndices?[i] ?? Int32(i)) * features
            for j in 0..<roundUp(features) {
              #expect(out[i * stride + j] == (j < features ? source[from + j] : 0))
            }
            if i < 20 { #expect(out[i * stride + roundUp(features)] == 77) }
          }
        }
      }
    }
  }

  @Test func blocksAreGatheredAndUnpacked() {
    for features in [1, 3, 4, 15, 16, 33, 37] {
      for samples in [1, 5, 16, 17, 35] {
        let sourceStride = 37
        let indices: [Int32] = (0..<samples).map { Int32($0 * 11 % 40) }
        let blocks = (samples + 15) / 16
        for level in allLevels() {
          for optionalIndices in [indices, nil] {
            let out = Floats(blocks * features * 16, 77)
            level.kernels.gather_blocks(
              samples, features, source.start, sourceStride, optionalIndices, out.start)
            for i in 0..<blocks * 16 {
              for j in 0..<features {
                let want = i < samples ? source[Int(optionalIndices?[i] ?? Int32(i)) * sourceStride + j] : 0
                #expect(out[(i / 16 * features + j) * 16 + i % 16] == want)
              }
            }
            let stride = roundUp(features)
            let rows = Floats((samples - 1) * stride + features, 77)
            level.kernels.unpack_blocks(samples, features, out.start, rows.start, stride)
            for i in 0..<samples {
              for j in 0..<features {
                #expect(
                  rows[i * stride + j] == source[Int(optionalIndices?[i] ?? Int32(i)) * sourceStride + j])
              }
            }
          }
        }
      }
    }
  }

  /// −0, denormals and infinities are copied unchanged.
  @Test func bitsStayUnchanged() {
    let values: [Float] = [-0.0, .leastNonzeroMagnitude, -0x1p-130, .infinity]
    let features = Floats((0..<20 * 18).map { values[$0 % 4] })
    for level in allLevels() {
      let (out, rows) = (Floats(2 * 18 * 16), Floats(20 * 32))
      level.kernels.gather_blocks(20, 18, features.start, 18, nil, out.start)
      level.kernels.unpack_blocks(20, 18, out.start, rows.start, 32)
      for i in 0..<20 * 18 { #expect(sameBits(rows[i / 18 * 32 + i % 18], features[i])) }
    }
  }
}
