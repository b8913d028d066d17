import TestSupport
import Testing

@testable import Engine

struct LossTests {
  private struct Evaluation {
    var totals = Loss.Totals()
    var losses: [Float] = []
    var gradient: [[Float]] = []
  }

  private func evaluate(_ loss: Loss, _ logits: [[Float]], labels: [Int32]) -> Evaluation {
    let shape = SampleShape.features(logits[0].count)
    let outputs = PaddedBatch(logits, shape: shape, padding: 3e4)
    let gradient = PaddedBatch(count: logits.count, shape: shape, padding: 5e4)
    let losses = BatchBuffer(count: logits.count)
    let executor = Executor()
    let totals = loss.evaluate(
      outputs: outputs.batch, labels: labels, gradient: gradient.batch, losses: losses.base, on: executor)
    let result = Evaluation(
      totals: totals, losses: (0..<logits.count).map { losses.base[$0] }, gradient: gradient.samples)
    // The losses are the same if no gradient is computed.
    let alone = loss.evaluate(
      outputs: outputs.batch, labels: labels, gradient: nil, losses: losses.base, on: executor)
    #expect(alone == totals || totals.loss.isNaN)
    return result
  }

  // MARK: Values

  /// −ln ½ = .6931472 for either label at the logit 0; at ln 3 p = ¾: −ln ¾ = .2876821 and −ln ¼ = 1.3862944.
  /// Gradients (p − label)/N with N = 4.
  @Test func binaryCrossentropyByHand() {
    let ln3: Float = 1.0986123
    let result = evaluate(.binaryCrossentropy(), [[0], [0], [ln3], [ln3]], labels: [0, 1, 1, 0])
    #expect(
      largestDifference([result.losses], [[0.693147181, 0.693147181, 0.287682072, 1.386294361]]) < 2e-7)
    #expect(largestDifference(result.gradient, [[0.125], [-0.125], [-0.0625], [0.1875]]) < 2e-8)
    #expect(abs(result.totals.loss - 3.060270795) < 5e-7)
    // The logit 0 counts as label 0.
    #expect(result.totals.right == 2 && result.totals.samples == 4)
    #expect(result.totals.accuracy == 0.5)
    #expect(abs(result.totals.meanLoss - 0.765067699) < 2e-7)
  }

  /// softmax(0, ln 3) = (¼, ¾): −ln ¾ and −ln ¼; of three equal logits −ln ⅓ = 1.0986123.
  @Test func categoricalCrossentropyByHand() {
    let ln3: Float = 1.0986123
    let two = evaluate(.categoricalCrossentropy(), [[0, ln3], [0, ln3]], labels: [1, 0])
    #expect(largestDifference([two.losses], [[0.287682072, 1.386294361]]) < 2e-7)
    // (softmax − one-hot)/2
    #expect(largestDifference(two.gradient, [[0.125, -0.125], [-0.375, 0.375]]) < 5e-8)
    #expect(two.totals.right == 1)
    let three = evaluate(.categoricalCrossentropy(), [[5, 5, 5]], labels: [2])
    #expect(largestDifference([three.losses], [[1.098612289]]) < 2e-7)
    let third = 1.0 / 3
    #expect(largestDifference(three.gradient, [[third, third, third - 1]]) < 1e-7)
  }

  /// The first of several equal maxima is the answer.
  @Test func tiesGoToTheFirst() {
    #expect(
      evaluate(.categoricalCrossentropy(), [[1, 3, 3], [1, 3, 3]], labels: [1, 2]).totals.right == 1)
  }

  /// −log sigmoid(±10⁴) is 0 or 10⁴ and nothing in between overflows; gradients are 0 or ±1/N.
  @Test func largeLogitsDoNotOverflow() {
    let binary = evaluate(.binaryCrossentropy(), [[1e4], [1e4], [-1e4], [-1e4]], labels: [1, 0, 0, 1])
    #expect(binary.losses == [0, 1e4, 0, 1e4])
    #expect(binary.gradient == [[0], [0.25], [0], [-0.25]])
    #expect(binary.totals.loss == 2e4 && binary.totals.right == 2)
    let logits: [[Float]] = [[1e4, -1e4, 0], [1e4, -1e4, 0], [-1e4, -1e4, -1e4]]
    let categorical = evaluate(.categoricalCrossentropy(), logits, labels: [0, 1, 0])
    // The last loss is −ln ⅓ of logits near 10⁴, where floats are 1/1024 apart.
    #expect(largestDifference([categorical.losses], [[0, 2e4, 1.098612289]]) < 1e-3)
    let third = 1.0 / 3
    #expect(
      largestDifference(
        categorical.gradient, [[0, 0, 0], [third, -third, 0], [-2 * third / 3, third / 3, third / 3]])
        < 1e-7)
    #expect(categorical.totals.right == 2)
  }

  /// Small losses keep their digits: −log sigmoid(15) = log(1 + e⁻¹⁵) = 3.0590227·10⁻⁷.
  @Test func smallLossesKeepTheirDigits() {
    let loss = evaluate(.binaryCrossentropy(), [[15]], labels: [1]).losses[0]
    #expect(abs(Double(loss) / 3.059_022_74e-7 - 1) < 1e-5)
  }

  @Test(arguments: [Loss.binaryCrossentropy(), .categoricalCrossentropy()])
  func notANumberShows(_ loss: Loss) {
    let logits: [[Float]] = loss == .binaryCrossentropy() ? [[.nan], [1]] : [[1, .nan, 2], [1, 2, 3]]
    let result = evaluate(loss, logits, labels: loss == .binaryCrossentropy() ? [1, 1] : [2, 2])
    #expect(result.losses[0].isNaN && result.totals.loss.isNaN)
    #expect(result.gradient[0][0].isNaN)
    #expect(result.losses[1].isFinite && result.gradient[1][0].isFinite)
    #expect(result.totals.right == 1)
  }

  @Test func totalsAddUp() {
    var total = Loss.Totals(loss: 1, right: 2, samples: 4)
    total += Loss.Totals(loss: 2, right: 1, samples: 2)
    #expect(total == Loss.Totals(loss: 3, right: 3, samples: 6))
    #expect(total.meanLoss == 0.5 && total.accuracy == 0.5)
  }

  // MARK: Gradients

  @Test(arguments: [1, 2, 15, 16, 17, 33], [2, 10, 17])
  func categoricalGradientsAgreeWithDifferences(samples count: Int, classes: Int) {
    checkGradients(.categoricalCrossentropy(), samples: count, outputs: classes, classes: classes)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33])
  func binaryGradientsAgreeWithDifferences(samples count: Int) {
    checkGradients(.binaryCrossentropy(), samples: count, outputs: 1, classes: 2)
  }

  private func checkGradients(_ loss: Loss, samples count: Int, outputs: Int, classes: Int) {
    var values = TestValues(seed: UInt64(count))
    let logits = values.samples(count, of: outputs, in: -3...3)
    let labels = values.labels(count, classes: classes)
    let gradient = evaluate(loss, logits, labels: labels).gradient
    // The gradient of the sum instead of the mean, so that it is not small for many samples.
    let mismatches = GradientCheck(elementLimit: 24).compare(
      "logits", logits.flatMap { $0 }, gradient: gradient.flatMap { $0.map { $0 * Float(count) } },
      weights: Array(repeating: 1, count: count)
    ) { index, value in
      var changed = logits
      changed[index / outputs][index % outputs] = value
      return evaluate(loss, changed, labels: labels).losses
    }
    #expect(mismatches == [])
  }
}
