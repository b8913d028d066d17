import Schema
import TestSupport
import Testing

@testable import Engine

/// Losses from clipped probabilities.
struct ProbabilityClipTests {
  private func evaluate(
    _ loss: Loss, _ logits: [[Float]], labels: [Int32]
  ) -> (losses: [Float], gradient: [[Float]], right: Int) {
    let shape = SampleShape.features(logits[0].count)
    let outputs = PaddedBatch(logits, shape: shape, padding: 3e4)
    let gradient = PaddedBatch(count: logits.count, shape: shape, padding: 5e4)
    let losses = BatchBuffer(count: logits.count)
    let totals = loss.evaluate(
      outputs: outputs.batch, labels: labels, gradient: gradient.batch, losses: losses.base, on: Executor())
    return ((0..<logits.count).map { losses.base[$0] }, gradient.samples, totals.right)
  }

  /// softmax(0, ln 9) = (.1, .9). Clipped to .2….8, the label 0 has −ln .2 = 1.6094379 and the label 1 −ln .8 = .2231436,
  /// and no gradient. softmax(0, ln 3) = (¼, ¾) is within: −ln ¼ = 1.3862944, gradient (¼ − 1, ¾)/3.
  @Test func categoricalCrossentropyByHand() {
    let result = evaluate(
      .categoricalCrossentropy(clip: ProbabilityClip(0.2)),
      [[0, 2.1972246], [0, 2.1972246], [0, 1.0986123]],
      labels: [0, 1, 0])
    #expect(largestDifference([result.losses], [[1.609437912, 0.223143551, 1.386294361]]) < 2e-7)
    #expect(largestDifference(result.gradient, [[0, 0], [0, 0], [-0.25, 0.25]]) < 5e-8)
    #expect(result.right == 1)
  }

  /// sigmoid(ln 9) = .9, sigmoid(−ln 9) = .1 and sigmoid(ln 3) = ¾, with the same bounds; gradient (¾ − 0)/3.
  @Test func binaryCrossentropyByHand() {
    let result = evaluate(
      .binaryCrossentropy(clip: ProbabilityClip(0.2)), [[2.1972246], [-2.1972246], [1.0986123]],
      labels: [1, 1, 0])
    #expect(largestDifference([result.losses], [[0.223143551, 1.609437912, 1.386294361]]) < 2e-7)
    #expect(largestDifference(result.gradient, [[0], [0], [0.25]]) < 5e-8)
    #expect(result.right == 1)
  }

  /// Several labels of a sample are clipped one by one, before their mean: with σ(ln 9) = .9 and the labels 1, 0, and
  /// σ(ln 3) = ¾ with the label 0, −ln .8 + (−ln .2) + (−ln ¼) = 3.2188758 over three. Only the last output has a gradient,
  /// ¾/3.
  @Test func severalLabelsAreClippedOneByOne() {
    let outputs = PaddedBatch([[2.1972246, 2.1972246, 1.0986123]], shape: .features(3), padding: 3e4)
    let gradient = PaddedBatch(count: 1, shape: .features(3), padding: 5e4)
    let losses = BatchBuffer(count: 1)
    let targets: [Float] = [1, 0, 0]
    let totals = targets.withUnsafeBufferPointer {
      Loss.binaryCrossentropy(clip: ProbabilityClip(0.2)).evaluate(
        outputs: outputs.batch, targets: .values($0.baseAddress.unsafelyUnwrapped), gradient: gradient.batch,
        losses: losses.base, on: Executor())
    }
    #expect(abs(totals.loss - 3.218875825 / 3) < 2e-7 && totals.right == 1)
    #expect(largestDifference(gradient.samples, [[0, 0, 0.25]]) < 5e-8)
  }

  /// Where probabilities round to 0 and 1, the losses are −ln(1 − 10⁻⁷) = 10⁻⁷ and −ln 10⁻⁷ = 16.118096.
  @Test func saturatedLogits() {
    let clip = ProbabilityClip(1e-7)
    let categorical = evaluate(
      .categoricalCrossentropy(clip: clip), [[1e4, -1e4, 0], [1e4, -1e4, 0], [200, 0, 0]], labels: [0, 1, 2])
    #expect(largestDifference([categorical.losses], [[1e-7, 16.118095651, 16.118095651]]) < 1e-6)
    #expect(categorical.gradient.allSatisfy { $0 == [0, 0, 0] })
    let binary = evaluate(
      .binaryCrossentropy(clip: clip), [[1e4], [1e4], [-90], [17]], labels: [1, 0, 1, 1])
    #expect(largestDifference([binary.losses], [[1e-7, 16.118095651, 16.118095651, 1e-7]]) < 1e-6)
    #expect(binary.gradient == [[0], [0], [0], [0]])
  }

  /// Just inside the bounds a probability keeps its gradient: e⁻¹⁶ = 1.125·10⁻⁷ is not clipped, e⁻¹⁷ is.
  @Test func theBoundIsWhereTheProbabilityReachesIt() {
    let result = evaluate(
      .categoricalCrossentropy(clip: ProbabilityClip(1e-7)), [[0, 16], [0, 17]], labels: [0, 0])
    #expect(abs(Double(result.losses[0]) - 16.000000113) < 2e-6)
    #expect(largestDifference(result.gradient, [[-0.5, 0.5], [0, 0]]) < 1e-7)
    #expect(result.gradient[1] == [0, 0])
  }

  @Test func notANumberShows() {
    let result = evaluate(
      .categoricalCrossentropy(clip: ProbabilityClip(0.1)), [[.nan, 1], [1, 1]], labels: [0, 0])
    #expect(result.losses[0].isNaN && result.gradient[0][0].isNaN)
    #expect(result.losses[1].isFinite)
  }

  /// The gradient of the clipped loss itself, where no difference quotient crosses a bound.
  @Test(arguments: [2, 5, 17]) func gradientsAgreeWithDifferences(classes: Int) {
    var values = TestValues(seed: UInt64(classes))
    let (logits, labels) = (values.samples(40, of: classes, in: -4...4), values.labels(40, classes: classes))
    let loss = Loss.categoricalCrossentropy(clip: ProbabilityClip(0.1))
    let kept = logits.indices.filter { sample in
      let exponentials = logits[sample].map { LibraryExponential.value(Double($0)) }
      let p = exponentials[Int(labels[sample])] / exponentials.reduce(0, +)
      return abs(p - 0.1) > 0.02 && abs(p - 0.9) > 0.02
    }
    let (chosen, chosenLabels) = (kept.map { logits[$0] }, kept.map { labels[$0] })
    let result = evaluate(loss, chosen, labels: chosenLabels)
    let clipped = result.gradient.count { $0.allSatisfy { $0 == 0 } }
    #expect(clipped > 2 && clipped < chosen.count - 2)
    let mismatches = GradientCheck(elementLimit: 40).compare(
      "logits", chosen.flatMap { $0 },
      gradient: result.gradient.flatMap { $0.map { $0 * Float(chosen.count) } },
      weights: Array(repeating: 1, count: chosen.count)
    ) { index, value in
      var changed = chosen
      changed[index / classes][index % classes] = value
      return evaluate(loss, changed, labels: chosenLabels).losses
    }
    #expect(mismatches == [])
  }

  @Test func isWrittenOnlyIfSet() throws {
    let clipped = Loss.categoricalCrossentropy(clip: ProbabilityClip(1e-7))
    let text = #"{"categorical_crossentropy":{"from_logits":false,"clip":1e-07}}"#
    #expect(Loss.codec.write(clipped).compact == text)
    #expect(Loss.codec.read(try located(text)) == clipped)
    #expect(
      Loss.codec.write(.binaryCrossentropy()).compact == #"{"binary_crossentropy":{"from_logits":false}}"#)
    #expect(clipped.foldsLastLayer && clipped.requiredActivation == "softmax")
  }
}

private enum LibraryExponential {
  /// eˣ by its series, which converges fast for the small x of a test.
  static func value(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for n in 1..<60 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }
}
