import TestSupport
import Testing

@testable import Engine

struct LocalResponseNormTests {
  private static let image = SampleShape.image(channels: 7, height: 2, width: 3)
  /// Three channels of one pixel.
  private static let pixel = SampleShape.image(channels: 3, height: 1, width: 1)

  /// The divisor k + α/size·Σx² with k = 1 and α/size = 1, and β = 1.
  private static func small(size: Int) -> LocalResponseNorm {
    LocalResponseNorm(
      channels: 3, height: 1, width: 1, configuration: .init(size: size, alpha: Double(size), beta: 1, k: 1))
  }

  /// Channels 1, 2, 3. With a window of three the divisors are 1+1+4 = 6, 1+1+4+9 = 15 and 1+4+9 = 14. A window of two
  /// has one channel before the value's own and none after it: 1+1 = 2, 1+1+4 = 6 and 1+4+9 = 14.
  /// A window of one gives 1+1 = 2, 1+4 = 5 and 1+9 = 10.
  @Test(arguments: [(3, [6, 15, 14]), (2, [2, 6, 14]), (1, [2, 5, 10])] as [(Int, [Double])])
  func valuesByHand(size: Int, divisors: [Double]) {
    let found = LayerProbe(inputShape: Self.pixel).infer(Self.small(size: size), on: [[1, 2, 3]])
    let expected = zip([1, 2, 3], divisors).map { $0 / $1 }
    #expect(largestDifference(found[0], expected) < 1e-7)
  }

  /// dx_j = dy_j/d_j − 2·x_j·Σ dy_c·x_c/d_c², with a window of three, so d = (6, 15, 14). dy = (36, 225, 196) gives
  /// dy/d = (6, 15, 14) and dy·x/d² = (1, 2, 3): 6 − 2·(1+2) = 0, 15 − 4·(1+2+3) = −9, 14 − 6·(2+3) = −16.
  @Test func gradientByHand() {
    var layer = Self.small(size: 3)
    let gradient = LayerProbe(inputShape: Self.pixel).backward(
      &layer, on: [[1, 2, 3]], outputGradient: [[36, 225, 196]])
    #expect(largestDifference(gradient.samples[0], [0, -9, -16]) < 1e-5)
  }

  /// Five channels of 100 with the defaults: the middle one has 100/(1 + 1e-4/5·5·100²)^0.75 = 100/2^0.75. The outer
  /// ones have three and four channels in their windows: 100/1.6^0.75 and 100/1.8^0.75.
  @Test func defaults() {
    let shape = SampleShape.image(channels: 5, height: 1, width: 1)
    let found = LayerProbe(inputShape: shape).infer(
      LocalResponseNorm(channels: 5, height: 1, width: 1), on: [[100, 100, 100, 100, 100]])
    let expected = [70.29267, 64.34957, 59.46036, 64.34957, 70.29267]
    #expect(largestDifference(found[0], expected) < 1e-4)
  }

  /// PyTorch's values and gradients; a window may be larger than the number of channels.
  @Test(arguments: [
    (1, ReferenceValues.localResponse1, ReferenceValues.localResponse1InputGradient),
    (4, ReferenceValues.localResponse4, ReferenceValues.localResponse4InputGradient),
    (5, ReferenceValues.localResponse5, ReferenceValues.localResponse5InputGradient),
    (20, ReferenceValues.localResponse20, ReferenceValues.localResponse20InputGradient),
  ])
  func agreesWithPyTorch(size: Int, expected: [Double], expectedGradient: [Double]) {
    var layer = LocalResponseNorm(
      channels: 7, height: 2, width: 3, configuration: .init(size: size, alpha: 2, beta: 0.75, k: 1.5))
    let probe = LayerProbe(inputShape: Self.image)
    let samples = ramp(2, of: 42, 5)
    let inferred = probe.infer(layer, on: samples)
    #expect(largestDifference(inferred.flatMap { $0 }, expected) < 3e-7)
    // Training computes the same.
    #expect(probe.forward(&layer, on: samples) == inferred)
    let gradient = probe.backward(&layer, on: samples, outputGradient: ramp(2, of: 42, 2))
    #expect(largestDifference(gradient.samples.flatMap { $0 }, expectedGradient) < 1e-6)
  }

  @Test(arguments: [1, 2, 5, 9], [1, 17])
  func gradientsAgreeWithDifferences(size: Int, samples count: Int) {
    let layer = LocalResponseNorm(
      channels: 7, height: 2, width: 3, configuration: .init(size: size, alpha: 3, beta: 0.75, k: 2))
    var values = TestValues(seed: UInt64(size))
    let samples = values.samples(count, of: Self.image.count, in: -2...2)
    #expect(GradientCheck(elementLimit: 24).mismatches(of: layer, on: samples, shape: Self.image) == [])
  }

  /// 50 samples are four blocks, which is work for three threads.
  @Test func anyNumberOfThreadsGivesTheSameBits() {
    let shape = SampleShape.image(channels: 8, height: 10, width: 10)
    func outcome(threads: Int) -> [[[Float]]] {
      let executor = Executor(threads: threads)
      var layer = LocalResponseNorm(channels: 8, height: 10, width: 10)
      let probe = LayerProbe(inputShape: shape, executor: executor)
      let samples = ramp(50, of: 800)
      let output = probe.infer(layer, on: samples)
      let gradient = probe.backward(&layer, on: samples, outputGradient: ramp(50, of: 800, 4))
      // Inference, the forward pass and the gradient are shared among the threads.
      #expect(executor.sharedWorkCount == (threads > 1 ? 3 : 0))
      return [output, gradient.samples]
    }
    #expect(outcome(threads: 1) == outcome(threads: 3))
  }

  /// It has no tensors and draws no random numbers.
  @Test func otherLayersDoNotDependOnIt() throws {
    var context = LayerContext(seed: 5)
    var layer = try #require(
      try LayerSpec(LocalResponseNorm.Configuration()).plan(for: Self.image).build(in: &context))
    let next = (context.nextNormalization(), context.nextKernel(), context.nextDropout())
    #expect(next == (0, 0, 0))
    layer.forEachParameter { Issue.record("it has the parameter \($0.name)") }
    layer.forEachStatistic { name, _ in Issue.record("it has the statistic \(name)") }
  }
}
