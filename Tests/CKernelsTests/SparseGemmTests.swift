import CKernels
import Testing

/// Products that skip the zeros of A must have the same results as those that multiply by them.
@Suite struct SparseGemmTests {
  /// The sizes of a product, and how its factors and its result are stored.
  private struct Shape {
    let m: Int, n: Int, k: Int
    var aIsTransposed = false
    var bIsTransposed = false
    var cIsTransposed = false
    var paddedC = false

    var aStrides: (Int, Int) { aIsTransposed ? (1, m + 3) : (k + 3, 1) }
    var bStrides: (Int, Int) { bIsTransposed ? (1, k + 1) : (n + 1, 1) }
    var cStrides: (Int, Int) {
      cIsTransposed ? (1, m + 2) : (paddedC ? roundUp(n) : n + 2, 1)
    }
    var aCount: Int { (m - 1) * aStrides.0 + (k - 1) * aStrides.1 + 1 }
    var bCount: Int { (k - 1) * bStrides.0 + (n - 1) * bStrides.1 + 1 }
    var cCount: Int {
      paddedC && !cIsTransposed ? m * roundUp(n) : (m - 1) * cStrides.0 + (n - 1) * cStrides.1 + 1
    }

    func element(_ c: Floats, _ i: Int, _ j: Int) -> Float { c[i * cStrides.0 + j * cStrides.1] }
  }

  /// Random values in short runs, with longer runs of zeros of both signs between them. Depending on the layout of A, a
  /// run lies in a row or in a column.
  private func mostlyZeros(_ count: Int, random: inout Random) -> Floats {
    var (isZero, left) = (true, 0)
    return Floats(count) { _ in
      if left == 0 {
        isZero.toggle()
        left = random.int(isZero ? 2...40 : 1...9)
      }
      left -= 1
      return isZero ? (left % 2 == 0 ? 0 : -0.0) : random.float()
    }
  }

  /// Computes some rows and columns of C (by default all) with sparse_gemm.
  private func sparse(
    _ level: Level, _ shape: Shape, _ a: Floats, _ b: Floats, bias: Floats?, _ activation: bnk_activation,
    rows: Range<Int>? = nil, columns: Range<Int>? = nil, into c: Floats
  ) {
    let (rows, columns) = (rows ?? 0..<shape.m, columns ?? 0..<shape.n)
    withWorkspace(level.kernels.sparse_gemm_workspace()) {
      level.kernels.sparse_gemm(
        rows.count, columns.count, shape.k, a.start + rows.lowerBound * shape.aStrides.0, shape.aStrides.0,
        shape.aStrides.1, b.start + columns.lowerBound * shape.bStrides.1, shape.bStrides.0,
        shape.bStrides.1,
        c.start + rows.lowerBound * shape.cStrides.0 + columns.lowerBound * shape.cStrides.1,
        shape.cStrides.0, shape.cStrides.1, bias.map { UnsafePointer($0.start + columns.lowerBound) },
        activation, nil, $0)
    }
  }

  /// The product as gemm computes it.
  private func dense(
    _ level: Level, _ shape: Shape, _ a: Floats, _ b: Floats, bias: Floats?, _ activation: bnk_activation
  ) -> Floats {
    let c = Floats(shape.m * roundUp(shape.n))
    withWorkspace(level.kernels.gemm_workspace(shape.m, shape.n, shape.k)) {
      level.kernels.gemm(
        shape.m, shape.n, shape.k, a.start, shape.aStrides.0, shape.aStrides.1, b.start, shape.bStrides.0,
        shape.bStrides.1, c.start, roundUp(shape.n), bias.map { UnsafePointer($0.start) }, activation, nil, $0
      )
    }
    return c
  }

  /// Whether the sparse product has the same bits as the dense one, except that it has +0 instead of −0.
  private func agree(_ shape: Shape, _ sparse: Floats, _ dense: Floats) -> Bool {
    (0..<shape.m).allSatisfy { i in
      (0..<shape.n).allSatisfy { j in
        let (found, expected) = (shape.element(sparse, i, j), dense[i * roundUp(shape.n) + j])
        return sameBits(found, expected + 0) && !(found == 0 && found.sign == .minus)
      }
    }
  }

  private let untouched: Float = 12345

  @Test func resultsHaveTheBitsOfTheDenseProduct() {
    var random = Random(1)
    let sizes = [1, 2, 3, 4, 5, 8, 15, 16, 17, 33, 50, 97]
    for round in 0..<160 {
      let isDeep = round % 10 == 7
      let shape = Shape(
        m: isDeep ? 9 : sizes[random.int(0...11)], n: round % 10 == 3 ? 130 : sizes[random.int(0...11)],
        k: isDeep ? 700 : sizes[random.int(0...11)], aIsTransposed: round & 1 != 0,
        bIsTransposed: round & 2 != 0, cIsTransposed: round & 4 != 0, paddedC: round & 8 != 0)
      let a = mostlyZeros(shape.aCount, random: &random)
      let b = Floats(shape.bCount, from: &random)
      let bias = round & 16 != 0 ? Floats(padding: random.floats(shape.n)) : nil
      let activation = activations[round % 4]
      let across = SameAcrossLevels()
      for level in allLevels() {
        let c = Floats(shape.cCount, untouched)
        sparse(level, shape, a, b, bias: bias, activation, into: c)
        #expect(
          agree(shape, c, dense(level, shape, a, b, bias: bias, activation)),
          "\(level.name) \(shape) round \(round)")
        #expect(across.check(level, c))
        // The floats between the rows of C (or its columns, if they are stored one after another) are not written.
        let (outer, inner) = shape.cIsTransposed ? (shape.n, shape.m) : (shape.m, shape.n)
        if shape.cIsTransposed || !shape.paddedC {
          for row in 0..<outer - 1 {
            let end = row * (inner + 2) + inner
            #expect(c[end] == untouched && c[end + 1] == untouched)
          }
        }
      }
    }
  }

  /// The product has more rows than the workspace can hold at a time. C is stored by rows or by columns.
  @Test func manyRowsAreComputedInParts() {
    var random = Random(2)
    for isTransposed in [false, true] {
      let shape = Shape(
        m: 1100, n: 20, k: 130, aIsTransposed: isTransposed, bIsTransposed: !isTransposed,
        cIsTransposed: isTransposed, paddedC: true)
      let a = mostlyZeros(shape.aCount, random: &random)
      let b = Floats(shape.bCount, from: &random)
      for level in allLevels() {
        let c = Floats(shape.cCount)
        sparse(level, shape, a, b, bias: nil, BNK_RELU, into: c)
        #expect(agree(shape, c, dense(level, shape, a, b, bias: nil, BNK_RELU)))
      }
    }
  }

  @Test func slicesGiveTheSameBits() {
    var random = Random(3)
    for (m, n, k) in [(64, 200, 40), (33, 70, 400)] {
      for isTransposed in [false, true] {
        let shape = Shape(
          m: m, n: n, k: k, aIsTransposed: isTransposed, cIsTransposed: isTransposed, paddedC: true)
        let a = mostlyZeros(shape.aCount, random: &random)
        let (b, bias) = (Floats(shape.bCount, from: &random), Floats(padding: random.floats(n)))
        for level in allLevels() {
          let whole = Floats(shape.cCount)
          let (byRows, byColumns) = (Floats(shape.cCount), Floats(shape.cCount))
          sparse(level, shape, a, b, bias: bias, BNK_TANH, into: whole)
          for rows in [0..<16, 16..<m] {
            sparse(level, shape, a, b, bias: bias, BNK_TANH, rows: rows, into: byRows)
          }
          for columns in [0..<48, 48..<n] {
            sparse(level, shape, a, b, bias: bias, BNK_TANH, columns: columns, into: byColumns)
          }
          for i in 0..<m {
            for j in 0..<n {
              let value = shape.element(whole, i, j)
              #expect(sameBits(value, shape.element(byRows, i, j)))
              #expect(sameBits(value, shape.element(byColumns, i, j)))
            }
          }
        }
      }
    }
  }

  /// Zero times infinity and zero times NaN are NaN, so zeros must not be skipped then. −0 and denormals must be right
  /// too.
  @Test func specialValuesAreMultiplied() {
    var random = Random(4)
    let specials: [Float] = [
      .infinity, -.infinity, .nan, -0.0, 0, .leastNonzeroMagnitude, -0x1p-130, 3e38, -3e38, 1,
    ]
    for round in 0..<48 {
      let shape = Shape(
        m: 9, n: [1, 19, 50][round % 3], k: 17, aIsTransposed: round & 1 != 0, bIsTransposed: round & 2 != 0,
        cIsTransposed: round & 4 != 0)
      let a = mostlyZeros(shape.aCount, random: &random)
      let b = Floats(shape.bCount, from: &random)
      for i in 0..<a.count where random.int(0...9) == 0 { a[i] = specials[random.int(0...9)] }
      // In half of the rounds, the special values of B are only denormals and zeros: their products are 0, often −0.
      let range = round & 8 != 0 ? 3...6 : 0...9
      for i in 0..<b.count where random.int(0...19) == 0 { b[i] = specials[random.int(range)] }
      let across = SameAcrossLevels()
      for level in allLevels() {
        let c = Floats(shape.cCount)
        sparse(level, shape, a, b, bias: nil, BNK_LINEAR, into: c)
        #expect(agree(shape, c, dense(level, shape, a, b, bias: nil, BNK_LINEAR)), "\(level.name) \(round)")
        #expect(across.check(level, c))
      }
    }
  }

  /// Two rows of 18 columns, with a stride of 32: 3 + 2 zeros, one of which is −0. NaN, denormals and the zeros in the
  /// pad columns are not counted.
  @Test func zerosAreCounted() {
    let x = Floats(64, 1)
    for index in [0, 15, 17] { x[index] = 0 }
    x[32] = -0.0
    x[33] = 0
    x[34] = .nan
    x[35] = .leastNonzeroMagnitude
    for index in 18..<32 { x[index] = 0 }
    for level in allLevels() {
      #expect(level.kernels.count_zeros(2, 18, x.start, 32) == 5)
      #expect(level.kernels.count_zeros(0, 18, x.start, 32) == 0)
    }
  }
}
