import CKernels
import Testing

/// A product whose factors are stored by rows or by columns, with its result as the comment in CKernels.h defines it.
private struct Product {
  let m: Int, n: Int, k: Int
  let aIsTransposed: Bool, bIsTransposed: Bool, paddedC: Bool
  let a: Floats, b: Floats, bias: Floats
  let aStride: Int, bStride: Int, cStride: Int

  init(
    _ m: Int, _ n: Int, _ k: Int, aIsTransposed: Bool, bIsTransposed: Bool, paddedC: Bool,
    random: inout Random
  ) {
    (self.m, self.n, self.k) = (m, n, k)
    (self.aIsTransposed, self.bIsTransposed, self.paddedC) = (aIsTransposed, bIsTransposed, paddedC)
    // The strides are slightly larger than necessary. The last element is right before the page without access.
    aStride = (aIsTransposed ? m : k) + 3
    bStride = (bIsTransposed ? k : n) + 1
    cStride = paddedC ? roundUp(n) : n + 2
    a = Floats(aIsTransposed ? (k - 1) * aStride + m : (m - 1) * aStride + k, from: &random)
    b = Floats(bIsTransposed ? (n - 1) * bStride + k : (k - 1) * bStride + n, from: &random)
    bias = Floats(padding: random.floats(n))
  }

  func elementOfA(_ i: Int, _ j: Int) -> Float { aIsTransposed ? a[j * aStride + i] : a[i * aStride + j] }
  func elementOfB(_ i: Int, _ j: Int) -> Float { bIsTransposed ? b[j * bStride + i] : b[i * bStride + j] }

  /// The real elements of C, computed in the order that the header defines.
  func definition(_ level: Level, bias hasBias: Bool) -> [Float] {
    let blocks = (k + 319) / 320
    return (0..<m * n).map { index in
      let (i, j) = (index / n, index % n)
      var total: Float = 0
      for block in 0..<blocks {
        var sum: Float = 0
        for p in partStart(k, blocks, block)..<partStart(k, blocks, block + 1) {
          sum = level.multiplyAdd(elementOfA(i, p), elementOfB(p, j), sum)
        }
        total = block == 0 ? sum : total + sum
      }
      return hasBias ? total + bias[j] : total
    }
  }

  /// Computes some rows and columns of C (by default all) as one thread does.
  func run(
    _ level: Level, into c: Floats, rows: Range<Int>? = nil, columns: Range<Int>? = nil, bias hasBias: Bool,
    activation: bnk_activation = BNK_LINEAR
  ) {
    let rows = rows ?? 0..<m
    let columns = columns ?? 0..<n
    let (aRow, aColumn) = aIsTransposed ? (1, aStride) : (aStride, 1)
    let (bRow, bColumn) = bIsTransposed ? (1, bStride) : (bStride, 1)
    withWorkspace(level.kernels.gemm_workspace(rows.count, columns.count, k)) {
      level.kernels.gemm(
        rows.count, columns.count, k, a.start + rows.lowerBound * aRow, aRow, aColumn,
        b.start + columns.lowerBound * bColumn, bRow, bColumn,
        c.start + rows.lowerBound * cStride + columns.lowerBound, cStride,
        hasBias ? UnsafePointer(bias.start + columns.lowerBound) : nil, activation, nil, $0)
    }
  }

  /// Memory for C, filled with `untouched`, so that a test can check which floats were not written.
  func newC() -> Floats { Floats((m - 1) * cStride + (paddedC ? cStride : n), untouched) }

  /// The elements of C without its padding.
  func real(_ c: Floats) -> [Float] { (0..<m * n).map { c[$0 / n * cStride + $0 % n] } }
}

/// The start of part `index` if `total` is divided into nearly equal parts; the first parts are the larger ones.
private func partStart(_ total: Int, _ parts: Int, _ index: Int) -> Int {
  index * (total / parts) + min(index, total % parts)
}

private let untouched: Float = 12345

@Suite struct GemmTests {
  static let sizes = [1, 2, 3, 5, 6, 7, 8, 15, 16, 17, 33, 50, 97]

  @Test func resultsHaveTheBitsOfTheDefinition() {
    var random = Random(1)
    for round in 0..<160 {
      // All combinations of layouts of A and B, with and without a padded C, for many sizes; sometimes several blocks
      // of k.
      let m = Self.sizes[random.int(0...Self.sizes.count - 1)]
      let n = round % 10 == 3 ? 130 : Self.sizes[random.int(0...Self.sizes.count - 1)]
      let k = round % 10 == 7 ? 641 : Self.sizes[random.int(0...Self.sizes.count - 1)]
      let product = Product(
        k > 600 ? min(m, 9) : m, k > 600 ? min(n, 20) : n, k, aIsTransposed: round & 1 != 0,
        bIsTransposed: round & 2 != 0, paddedC: round & 4 != 0, random: &random)
      for level in allLevels() {
        let c = product.newC()
        product.run(level, into: c, bias: round & 8 != 0)
        #expect(
          sameBits(product.real(c), product.definition(level, bias: round & 8 != 0)),
          "\(level.name) \(product.m)×\(product.n)×\(product.k) round \(round)")
        if !product.paddedC {
          for i in 0..<(product.m - 1) {
            for j in product.n..<product.cStride { #expect(c[i * product.cStride + j] == untouched) }
          }
        }
      }
    }
  }

  @Test func errorsStayBelowTheSumOfTheRoundings() {
    var random = Random(2)
    for (m, n, k) in [(4, 20, 2000), (3, 3, 5000), (20, 33, 320)] {
      let product = Product(
        m, n, k, aIsTransposed: false, bIsTransposed: true, paddedC: true, random: &random)
      for level in allLevels() {
        let c = product.newC()
        product.run(level, into: c, bias: true)
        for i in 0..<m {
          for j in 0..<n {
            var want = Double(product.bias[j])
            var size = abs(want)
            for p in 0..<k {
              let term = Double(product.elementOfA(i, p)) * Double(product.elementOfB(p, j))
              want += term
              size += abs(term)
            }
            // The roundings: a chain of at most 320 multiply-adds (with two roundings each at the base level), the sum
            // of the blocks, and the bias.
            let chain = Double(level.fused ? min(k, 320) : 2 * min(k, 320)) + Double(k / 256 + 3)
            #expect(abs(Double(c[i * product.cStride + j]) - want) <= chain * rounding * size)
          }
        }
      }
    }
  }

  @Test func theActivationIsAppliedToTheFinishedSum() {
    var random = Random(3)
    for (m, n, k) in [(7, 21, 5), (9, 2, 12), (3, 17, 700)] {
      let product = Product(
        m, n, k, aIsTransposed: false, bIsTransposed: false, paddedC: n != 17, random: &random)
      for level in allLevels() {
        for activation in activations {
          let (plain, c) = (product.newC(), product.newC())
          product.run(level, into: plain, bias: true)
          product.run(level, into: c, bias: true, activation: activation)
          let sums = Floats(padding: product.real(plain))
          level.kernels.activate(activation, sums.count, sums.start, sums.start)
          #expect(sameBits(product.real(c), Array(sums.values.prefix(m * n))))
        }
      }
    }
  }

  @Test func slicesGiveTheSameBits() {
    var random = Random(4)
    for (m, n, k) in [(50, 2, 32), (64, 200, 40), (33, 70, 400), (16, 33, 1)] {
      for transposed in [false, true] {
        let product = Product(
          m, n, k, aIsTransposed: transposed, bIsTransposed: !transposed, paddedC: true, random: &random)
        for level in allLevels() {
          let (whole, byRows, byColumns) = (product.newC(), product.newC(), product.newC())
          product.run(level, into: whole, bias: true, activation: BNK_RELU)
          for rows in [0..<m / 3, m / 3..<m] {
            product.run(level, into: byRows, rows: rows, bias: true, activation: BNK_RELU)
          }
          let split = min(roundUp(n / 2), n)
          for columns in [0..<split, split..<n] where !columns.isEmpty {
            product.run(level, into: byColumns, columns: columns, bias: true, activation: BNK_RELU)
          }
          #expect(sameBits(product.real(whole), product.real(byRows)))
          #expect(sameBits(product.real(whole), product.real(byColumns)))
        }
      }
    }
  }

  /// Infinities, NaN, denormals and signed zeros also give the same bits as the definition.
  @Test func specialValuesFollowTheDefinition() {
    var random = Random(5)
    let specials: [Float] = [
      .infinity, -.infinity, .nan, -0.0, 0, .leastNonzeroMagnitude, -0x1p-130, 3e38, -3e38, 1,
    ]
    for round in 0..<24 {
      let product = Product(
        7, [1, 19, 2][round % 3], 5, aIsTransposed: round & 1 != 0, bIsTransposed: round & 2 != 0,
        paddedC: round & 4 != 0, random: &random)
      for i in 0..<product.a.count where random.int(0...2) == 0 { product.a[i] = specials[random.int(0...9)] }
      for i in 0..<product.b.count where random.int(0...2) == 0 { product.b[i] = specials[random.int(0...9)] }
      for level in allLevels() {
        let c = product.newC()
        product.run(level, into: c, bias: false)
        #expect(sameBits(product.real(c), product.definition(level, bias: false)))
      }
    }
  }
}
