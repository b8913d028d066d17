import TestSupport
import Testing

@testable import Engine

/// Binary cross-entropy over several outputs of a sample.
struct SeveralLabelsTests {
  private func evaluate(_ logits: [[Float]], _ targets: [Float]) -> (totals: Loss.Totals, gradient: [[Float]])
  {
    let shape = SampleShape.features(logits[0].count)
    let outputs = PaddedBatch(logits, shape: shape, padding: 3e4)
    let gradient = PaddedBatch(count: logits.count, shape: shape, padding: 5e4)
    let losses = BatchBuffer(count: logits.count)
    let totals = targets.withUnsafeBufferPointer { targets in
      guard let base = targets.baseAddress else { preconditionFailure("there are targets") }
      return Loss.binaryCrossentropy().evaluate(
        outputs: outputs.batch, targets: .values(base), gradient: gradient.batch, losses: losses.base,
        on: Executor())
    }
    return (totals, gradient.samples)
  }

  /// At the logit 0 p = ½, and at ln 3 p = ¾. The first sample's loss is (−ln ½ − ln ¾)/2 = .4904146, the second's
  /// (−ln ¼ − ln ½)/2 = 1.0397208. Gradients are (p − target)/(2·2). The logit 0 counts as the answer 0,
  /// so that both answers of the first sample are right, and none of the second.
  @Test func meanOverTheOutputsByHand() {
    let ln3: Float = 1.0986123
    let found = evaluate([[0, ln3], [ln3, 0]], [0, 1, 0, 1])
    #expect(abs(found.totals.loss - 1.530135406) < 5e-7)
    #expect(found.totals.right == 2 && found.totals.samples == 2)
    #expect(found.totals.accuracy(answersPerSample: 2) == 0.5)
    #expect(largestDifference(found.gradient, [[0.125, -0.0625], [0.1875, -0.125]]) < 2e-8)
  }

  @Test func largeLogitsDoNotOverflow() {
    let found = evaluate([[1e4, -1e4, 1e4, -1e4]], [1, 0, 0, 1])
    #expect(found.totals.loss == 5e3 && found.totals.right == 2)
    #expect(found.gradient == [[0, 0, 0.25, -0.25]])
    #expect(evaluate([[.nan, 0]], [1, 1]).totals.loss.isNaN)
  }

  /// With one output it is the loss for labels 0 and 1.
  @Test func oneOutputIsTheUsualLoss() {
    var values = TestValues(seed: 5)
    let logits = values.samples(33, of: 1, in: -3...3)
    let labels = values.labels(33, classes: 2)
    let outputs = PaddedBatch(logits, shape: .features(1), padding: 0)
    let losses = BatchBuffer(count: 33)
    let usual = Loss.binaryCrossentropy().evaluate(
      outputs: outputs.batch, labels: labels, gradient: nil, losses: losses.base, on: Executor())
    #expect(evaluate(logits, labels.map(Float.init)).totals == usual)
  }

  @Test(arguments: [(1, 2), (3, 17), (17, 3)])
  func gradientsAgreeWithDifferences(samples count: Int, outputs: Int) {
    var values = TestValues(seed: UInt64(outputs))
    let logits = values.samples(count, of: outputs, in: -3...3)
    let targets = values.labels(count * outputs, classes: 2).map(Float.init)
    let mismatches = GradientCheck(elementLimit: 24).compare(
      "logits", logits.flatMap { $0 },
      gradient: evaluate(logits, targets).gradient.flatMap { $0.map { $0 * Float(count) } }, weights: [1, 1]
    ) { index, value in
      var changed = logits
      changed[index / outputs][index % outputs] = value
      // The loss as two floats: its value rounded to a float, and the rounding error.
      let total = evaluate(changed, targets).totals.loss
      return [Float(total), Float(total - Double(Float(total)))]
    }
    #expect(mismatches == [])
  }
}
