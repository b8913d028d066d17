import Engine
import Testing
import Training

@testable import Benchmarks

@Suite struct KernelCatalogueTests {
  private static func lines() throws -> [KernelBenchmark] {
    // Any network will do for the lines of the optimizers; this one is small.
    let small = try Subjects.circles()
    return KernelCatalogue.productLines + KernelCatalogue.otherLines(perceptron: { small.network() })
  }

  /// The products have the shapes of the hidden layers of the MNIST perceptron.
  @Test func productsAreThoseOfThePerceptron() throws {
    let subject = try Subjects.perceptron()
    let shapes = subject.plan.layers.compactMap { layer -> [Int]? in
      guard let dense = layer.configuration as? Dense.Configuration, dense.units > 10 else { return nil }
      return [subject.batchSize, layer.input.count, dense.units]
    }
    #expect(KernelCatalogue.products.map { [$0.0, $0.1, $0.2] } == shapes)
  }

  /// The convolutions have the shapes of those of LeNet-5.
  @Test func convolutionsAreThoseOfLeNet() throws {
    let subject = try Subjects.lenet()
    #expect(subject.batchSize == KernelCatalogue.lenetBatch)
    let shapes = subject.plan.layers.compactMap { layer -> [Int]? in
      guard let conv = layer.configuration as? Conv2D.Configuration,
        case .image(let channels, let height, _) = layer.input
      else { return nil }
      #expect(conv.kernelSize == .init(height: 5, width: 5))
      return [channels, height, conv.filters]
    }
    #expect(KernelCatalogue.convolutions.map { [$0.0, $0.1, $0.2] } == shapes)
  }

  /// The amounts of work, compared with counts by hand.
  @Test func amountsAreRight() throws {
    let lines = try Self.lines()
    func amount(_ name: String) throws -> Workload.Amount {
      try #require(lines.first { $0.name == name }).workload().amount
    }
    // 2 · 128 · 784 · 1024
    #expect(try amount("gemm/128x784x1024/weight-gradient") == .operations(205_520_896))
    // 2 · 64 samples · 6 · 28 · 28 values of 1 · 5 · 5 weights
    #expect(try amount("conv2d/1x32x32-6x28x28/forward") == .operations(15_052_800))
    // 2 · 64 samples · 16 · 10 · 10 values of 6 · 5 · 5 weights
    #expect(try amount("conv2d/6x14x14-16x10x10/input-gradient") == .operations(30_720_000))
    // 64 samples of 6 · 28 · 28 and 6 · 14 · 14 floats
    #expect(try amount("average_pool2d/64x6x28x28/forward") == .bytes(1_505_280))
    // x, dy and dx of 128 · 1024 floats
    #expect(try amount("batch_norm/128x1024/backward") == .bytes(1_572_864))
  }

  /// Every line can be measured and counts the right unit for the peak or the copy that it is compared with.
  @Test func everyLineRuns() throws {
    for line in try Self.lines() {
      let workload = try line.workload()
      workload.run(times: 1, on: Executor())
      switch workload.amount {
      case .operations: #expect(line.isArithmetic, "\(line.name)")
      case .bytes: #expect(!line.isArithmetic, "\(line.name)")
      }
    }
  }
}
