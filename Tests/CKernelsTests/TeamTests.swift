import CKernels
import Dispatch
import Testing

/// Products that several threads compute together must have the same bits as those that one thread computes.
@Suite struct TeamTests {
  /// Which members of a team take part, and when.
  enum Members: CaseIterable {
    case atOnce, oneAfterTheOther, onlyTheLast
  }

  /// A product with its factors, which are stored by rows or by columns.
  private struct Product {
    let m: Int, n: Int, k: Int
    let isTransposed: Bool
    let a: Floats, b: Floats, bias: Floats

    init(_ m: Int, _ n: Int, _ k: Int, isTransposed: Bool, random: inout Random) {
      (self.m, self.n, self.k, self.isTransposed) = (m, n, k, isTransposed)
      a = Floats(m * k, from: &random)
      for index in 0..<a.count where random.int(0...3) != 0 { a[index] = 0 }
      b = Floats(k * n, from: &random)
      bias = Floats(padding: random.floats(n))
    }

    /// Runs one member of the team, or computes the product alone without a team. C has no room for whole vectors in
    /// its rows, so its last strip is computed in scratch memory.
    func run(_ level: Level, isSparse: Bool, team: UnsafePointer<bnk_team>?, into c: Floats) {
      let (aRow, aColumn) = isTransposed ? (1, m) : (k, 1)
      let (bRow, bColumn) = isTransposed ? (n, 1) : (1, k)
      let kernels = level.kernels
      withWorkspace(isSparse ? kernels.sparse_gemm_workspace() : kernels.gemm_workspace(m, n, k)) {
        if isSparse {
          kernels.sparse_gemm(
            m, n, k, a.start, aRow, aColumn, b.start, bRow, bColumn, c.start, isTransposed ? 1 : n,
            isTransposed ? m : 1, UnsafePointer(bias.start), BNK_RELU, team, $0)
        } else {
          kernels.gemm(
            m, n, k, a.start, aRow, aColumn, b.start, bRow, bColumn, c.start, n,
            UnsafePointer(bias.start), BNK_TANH, team, $0)
        }
      }
    }

    /// The product as a team of threads computes it. Nil if it has too few strips for a team.
    func compute(_ level: Level, isSparse: Bool, threads: Int, _ members: Members) -> [Float]? {
      let count =
        isSparse
        ? level.kernels.sparse_gemm_progress(m, n, k, threads) : level.kernels.gemm_progress(m, n, k, threads)
      guard count > 0 else { return nil }
      // The number after the progress must not be changed.
      let progress = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: count + 1)
      defer { progress.deallocate() }
      progress.initialize(repeating: 0)
      progress[count] = 12345
      let team = Team(threads: threads, progress: progress.baseAddress)
      let c = Floats(m * n, .nan)
      let run = UncheckedSendable { (thread: Int) in
        var member = bnk_team(thread: thread, threads: team.threads, progress: team.progress)
        self.run(level, isSparse: isSparse, team: &member, into: c)
      }
      switch members {
      case .atOnce: DispatchQueue.concurrentPerform(iterations: threads) { run.value($0) }
      case .oneAfterTheOther: for thread in 0..<threads { run.value(thread) }
      case .onlyTheLast: run.value(threads - 1)
      }
      #expect(progress[count] == 12345)
      return (0..<m * n).map { c[$0] }
    }
  }

  private struct Team: @unchecked Sendable {
    let threads: Int
    let progress: UnsafeMutablePointer<UInt32>?
  }

  private struct UncheckedSendable<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  /// Products with many columns, with many rows, with few strips, with several blocks of k, and with fewer rows than
  /// threads. The sizes are not multiples of those of a tile.
  @Test(
    arguments: [
      (130, 400, 41), (501, 130, 40), (200, 70, 700), (37, 333, 650), (7, 90, 1300), (3, 130, 700),
    ], [false, true])
  func sharedProductsHaveTheSameBits(shape: (Int, Int, Int), isTransposed: Bool) {
    var random = Random(1)
    let product = Product(shape.0, shape.1, shape.2, isTransposed: isTransposed, random: &random)
    for level in allLevels() {
      for isSparse in [false, true] {
        let alone = Floats(product.m * product.n, .nan)
        product.run(level, isSparse: isSparse, team: nil, into: alone)
        let expected = (0..<alone.count).map { alone[$0] }
        #expect(!expected.contains { $0.isNaN })
        for threads in [2, 3, 5] {
          for members in Members.allCases {
            guard
              let found = product.compute(level, isSparse: isSparse, threads: threads, members)
            else { continue }
            #expect(
              sameBits(found, expected),
              "\(level.name) \(shape) sparse \(isSparse) threads \(threads) \(members)")
          }
        }
      }
    }
  }

  /// The products of large layers, in the forward and the backward pass, are large enough for a team.
  @Test(arguments: [(128, 1024, 784), (128, 784, 1024), (1024, 784, 128), (501, 130, 40), (64, 128, 400)])
  func productsWithManyStripsAreShared(shape: (Int, Int, Int)) {
    for level in allLevels() {
      #expect(level.kernels.gemm_progress(shape.0, shape.1, shape.2, 2) > 0)
      #expect(level.kernels.sparse_gemm_progress(784, 1024, 128, 2) > 0)
    }
  }

  /// Products with few strips are not computed by a team; it is better to give each thread a slice.
  @Test func smallProductsAreNotShared() {
    for level in allLevels() {
      #expect(level.kernels.gemm_progress(500, 10, 50, 2) == 0)
      #expect(level.kernels.gemm_progress(500, 2, 5000, 2) == 0)
      #expect(level.kernels.gemm_progress(2, 48, 700, 2) == 0)
      #expect(level.kernels.sparse_gemm_progress(784, 48, 128, 2) == 0)
    }
  }

  @Test func aProductWithoutRowsWritesNothing() {
    let floats = Floats(1000, 1)
    for level in allLevels() {
      withWorkspace(level.kernels.gemm_workspace(0, 100, 10)) {
        level.kernels.gemm(
          0, 100, 10, floats.start, 10, 1, floats.start, 100, 1, floats.start, 100, nil, BNK_LINEAR, nil, $0)
      }
    }
    #expect((0..<1000).allSatisfy { floats[$0] == 1 })
  }
}
