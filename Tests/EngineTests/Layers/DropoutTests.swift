import TestSupport
import Testing

@testable import Engine

struct DropoutTests {
  private static let shapes = [
    SampleShape.features(37), .image(channels: 3, height: 2, width: 4), .sequence(steps: 3, features: 5),
  ]

  private func output(
    _ layer: Dropout, _ samples: [[Float]], step: TrainingStep, executor: Executor = Executor()
  ) -> [[Float]] {
    var layer = layer
    return LayerProbe(inputShape: layer.outputShape, step: step, executor: executor).forward(
      &layer, on: samples)
  }

  private func ones(_ count: Int, _ shape: SampleShape) -> [[Float]] {
    Array(repeating: Array(repeating: 1, count: shape.count), count: count)
  }

  @Test(arguments: shapes) func inferenceChangesNothing(shape: SampleShape) {
    let samples = ramp(17, of: shape.count)
    let layer = Dropout(rate: 0.5, shape: shape, index: 0)
    #expect(LayerProbe(inputShape: shape).infer(layer, on: samples) == samples)
  }

  /// A quarter dropped, the others 1/(1 − ¼) = 4/3: of n values n/4 ± 5·√(3n)/4.
  @Test(arguments: shapes) func dropsItsShareAndScalesTheRest(shape: SampleShape) {
    let output = output(Dropout(rate: 0.25, shape: shape, index: 0), ones(200, shape), step: .init(seed: 3))
    let values = output.flatMap { $0 }
    #expect(values.allSatisfy { $0 == 0 || $0 == Float(4.0 / 3) })
    let (count, dropped) = (Double(values.count), Double(values.count { $0 == 0 }))
    #expect(abs(dropped - count / 4) < 5 * (3 * count).squareRoot() / 4)
  }

  @Test(arguments: shapes) func extremeRates(shape: SampleShape) {
    let samples = ramp(3, of: shape.count)
    #expect(output(Dropout(rate: 0, shape: shape, index: 0), samples, step: .init()) == samples)
    let nothing = output(Dropout(rate: 1, shape: shape, index: 0), samples, step: .init())
    #expect(nothing.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  /// A mask depends on the seed, the step and the layer only: not on the batch's size, the values or the threads.
  @Test(arguments: shapes) func masksDependOnSeedStepAndLayerAlone(shape: SampleShape) {
    let layer = Dropout(rate: 0.5, shape: shape, index: 1)
    let step = TrainingStep(seed: 5, index: 9)
    let mask = output(layer, ones(33, shape), step: step)
    #expect(output(layer, ones(33, shape), step: step) == mask)
    #expect(output(layer, ones(7, shape), step: step) == Array(mask[..<7]))
    #expect(output(layer, ones(33, shape), step: .init(seed: 5, index: 10)) != mask)
    #expect(output(layer, ones(33, shape), step: .init(seed: 6, index: 9)) != mask)
    #expect(output(Dropout(rate: 0.5, shape: shape, index: 2), ones(33, shape), step: step) != mask)
    let doubled = output(layer, ones(33, shape).map { $0.map { 3 * $0 } }, step: step)
    #expect(doubled == mask.map { $0.map { 3 * $0 } })
  }

  @Test func threadsAndLevelsGiveTheSameMask() {
    let shape = SampleShape.features(1000)
    let layer = Dropout(rate: 0.5, shape: shape, index: 0)
    let samples = ramp(65, of: 1000)
    var reference: [[Float]]?
    for kernels in Kernels.available {
      for threads in [1, 2, 3] {
        let executor = Executor(kernels: kernels, threads: threads)
        let found = output(layer, samples, step: .init(seed: 1, index: 2), executor: executor)
        #expect(found == reference ?? found)
        #expect(threads == 1 || executor.sharedWorkCount > 0)
        reference = found
      }
    }
  }

  /// The generator in C gives the same numbers as the one in Swift: value 64g + 16j + lane takes word j of the
  /// counter 16g + lane of the stream, and is dropped where its upper 24 bits are below rate·2²⁴.
  @Test func masksAreThoseOfTheStream() {
    let shape = SampleShape.features(80)
    let step = TrainingStep(seed: 0x1234_5678_9ABC_DEF0, index: 77)
    let mask = output(Dropout(rate: 0.3, shape: shape, index: 5), ones(3, shape), step: step)
    var stream = RandomStream(seed: step.seed, purpose: .dropout, index: 5, step: 77)
    var words: [UInt32] = []
    while words.count < 256 {
      let pair = stream.next()
      words += [UInt32(truncatingIfNeeded: pair), UInt32(truncatingIfNeeded: pair >> 32)]
    }
    for (place, value) in mask.flatMap({ $0 }).enumerated() {
      let counter = place / 64 * 16 + place % 16
      let word = words[4 * counter + place % 64 / 16]
      #expect((value == 0) == (Double(word >> 8) < (0.3 * 16_777_216).rounded()))
    }
  }

  @Test(arguments: shapes) func gradientsAgreeWithDifferences(shape: SampleShape) {
    for count in [1, 16, 17] {
      let layer = Dropout(rate: 0.4, shape: shape, index: 0)
      #expect(
        GradientCheck(elementLimit: 20).mismatches(
          of: layer, on: ramp(count, of: shape.count), shape: shape, step: .init(seed: 2, index: 3)) == [])
    }
  }
}
