import TestSupport
import Testing

@testable import Engine

struct SoftmaxTests {
  private func softmax(_ values: [Float]) -> [Float] {
    LayerProbe(inputShape: .features(values.count)).infer(Softmax(features: values.count), on: [values])[0]
  }

  /// e⁰ : e^ln 3 is 1 : 3.
  @Test func givesSharesOfExponentials() {
    let shares = softmax([0, 1.0986123])
    #expect(abs(shares[0] - 0.25) < 1e-7 && abs(shares[1] - 0.75) < 1e-7)
    #expect(softmax([5]) == [1])
    #expect(softmax([2, 2, 2, 2]) == [0.25, 0.25, 0.25, 0.25])
  }

  @Test func largeNumbersDoNotOverflow() {
    #expect(softmax([1e4, -1e4]) == [1, 0])
    #expect(softmax([-1e4, -1e4]) == [0.5, 0.5])
    #expect(softmax([3e38, 3e38, -3e38]) == [0.5, 0.5, 0])
  }

  /// A single NaN makes the whole row NaN.
  @Test func notANumberShows() {
    #expect(softmax([1, .nan, 2]).allSatisfy { $0.isNaN })
  }

  @Test func sharesSumToOne() {
    var values = TestValues()
    for samples in [1, 2, 15, 16, 17, 33] {
      let rows = values.samples(samples, of: 10, in: -5...5)
      for row in LayerProbe(inputShape: .features(10)).infer(Softmax(features: 10), on: rows) {
        #expect(abs(row.reduce(0) { $0 + Double($1) } - 1) < 1e-6)
      }
    }
  }

  /// y = [¼, ¾], dy = [1, 2]: Σ dy·y = 1.75, dx = y·(dy − 1.75) = [−0.1875, 0.1875].
  @Test func computesItsGradient() {
    var layer = Softmax(features: 2)
    let gradient = LayerProbe(inputShape: .features(2)).backward(
      &layer, on: [[0, 1.0986123]], outputGradient: [[1, 2]])
    #expect(largestDifference(gradient.samples, [[-0.1875, 0.1875]]) < 1e-7)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33], [1, 2, 10, 16, 17])
  func gradientsAgreeWithDifferences(samples count: Int, features: Int) {
    var values = TestValues(seed: UInt64(count))
    let samples = values.samples(count, of: features, in: -2...2)
    #expect(
      GradientCheck(elementLimit: 24).mismatches(
        of: Softmax(features: features), on: samples, shape: .features(features)) == [])
  }
}
