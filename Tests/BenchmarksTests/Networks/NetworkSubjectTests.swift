import Testing

@testable import Benchmarks
@testable import Engine

@Suite struct NetworkSubjectTests {
  /// An activation is part of the layer that computes it. The final sigmoid is missing because the loss computes it.
  @Test func entriesAreNamedByTheirLayers() throws {
    let circles = try Subjects.circles()
    #expect(circles.entryNames(of: circles.network()) == ["0 dense+relu", "2 batch_norm", "3 dense"])
    let lenet = try Subjects.lenet()
    #expect(
      lenet.entryNames(of: lenet.network()) == [
        "0 conv2d+tanh", "2 batch_norm", "3 average_pool2d", "4 conv2d+tanh", "6 batch_norm",
        "7 average_pool2d", "8 flatten", "9 dense+tanh", "11 dense+tanh", "13 dense", "14 softmax",
      ])
  }

  /// Instead of the 60,000 samples of MNIST, 2²⁴ / 784 = 21,399 are enough; of the circles all 500 are used. An
  /// evaluation has two batches, for the perceptron of 320 samples with 1024 values each, or all samples if there are
  /// fewer.
  @Test func samples() throws {
    let perceptron = try Subjects.perceptron()
    #expect(perceptron.sampleCount == 21_399)
    #expect(perceptron.batchSize == 128)
    #expect(perceptron.evaluationSamples == 640)
    let circles = try Subjects.circles()
    #expect(circles.sampleCount == 500)
    #expect(circles.batchSize == 32)
    #expect(circles.evaluationSamples == 500)
    #expect(circles.defaultThreads == 1)
    let few = try Subjects.lenet(trainSamples: 5)
    #expect(few.batchSize == 5)
  }

  @Test func randomSamplesAreWithinTheirBounds() {
    RandomSamples(count: 50, shape: .features(3), classes: 4).withSamples { samples in
      #expect(samples.count == 50)
      #expect(Set((0..<50).map { samples.labels[$0] }) == [0, 1, 2, 3])
    }
    RandomSamples(count: 50, shape: .features(3), classes: 4).withSamples(from: 10, count: 5) {
      #expect($0.count == 5)
    }
  }

  /// About as many pixels are zero as in MNIST, where 81 % are. Random numbers are hardly ever zero.
  @Test func perceptronsSeePicturesLikeDigits() throws {
    func zeros(_ subject: NetworkSubject) -> Double {
      let samples = subject.samples()
      let count = min(samples.count, 500) * samples.shape.count
      let zeros = samples.withSamples { samples in (0..<count).count { samples.features[$0] == 0 } }
      return Double(zeros) / Double(count)
    }
    #expect((0.75..<0.87).contains(zeros(try Subjects.perceptron())))
    #expect(zeros(try Subjects.circles()) < 0.01)
  }
}
