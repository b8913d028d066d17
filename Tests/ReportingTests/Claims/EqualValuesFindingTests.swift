import Experiments
import Testing

@testable import Reporting

/// Claims about means whose runs or pairs all give the same value.
@Suite struct EqualValuesFindingTests {
  private func finding(
    _ metric: Metric, _ relation: RelationSpec, _ a: [Double], _ b: [Double] = [],
    specs: (ExperimentSpec, ExperimentSpec)? = nil, look: Look? = nil
  ) -> ClaimFinding {
    let claim = ClaimSpec(
      name: "claim", says: "A claim.", figure: FigureSpec(experiment: "A", metric: metric), relation: relation
    )
    let own = specs.map { experiment("A", metric, a, spec: $0.0) } ?? experiment("A", metric, a)
    let other = specs.map { experiment("B", metric, b, spec: $0.1) } ?? experiment("B", metric, b)
    return ClaimFinding(
      claim, Dictionary((own + other).map { ($0.name, $0) }) { $1 }, confidence: .percent95, look: look)
  }

  private let other = FigureReference(experiment: "B")

  private func equal(_ count: Int, _ value: Double = 0.5) -> [Double] {
    Array(repeating: value, count: count)
  }

  /// Two accuracies of ½ say that the mean is at least ½·√0.025 = 0.079.
  @Test func accuraciesAreBounded() throws {
    #expect(finding(.testAccuracy, .between(low: 0.05, high: nil), equal(2)).verdict == .holds)
    #expect(finding(.testAccuracy, .between(low: 0.95, high: nil), equal(2)).verdict == .fails)
    let open = finding(.testAccuracy, .between(low: 0.4, high: nil), equal(2))
    #expect(open.verdict == .undecided && agrees(open.judgement.interval?.low, 0.079_056_941_504_209_5))
    #expect(
      open.sentence.contains("all 2 values are equal, but up to 84.2 % of others may not be; about 17 seeds"))
    // 0.5·(1 − 0.025^(1/n)) ≤ 0.1 if n ≥ ln 0.025 / ln 0.8 = 16.53.
    #expect(open.seedsNeeded == 17)
    #expect(finding(.testAccuracy, .between(low: 0.4, high: nil), equal(16)).verdict == .undecided)
    #expect(finding(.testAccuracy, .between(low: 0.4, high: nil), equal(17)).verdict == .holds)
    // At a look with 97.5 %, n ≥ ln 0.0125 / ln 0.8 = 19.6.
    let look = Look(number: 1, seedCount: 19)
    #expect(
      finding(.testAccuracy, .between(low: 0.4, high: nil), equal(19), look: look).verdict == .undecided)
    #expect(finding(.testAccuracy, .between(low: 0.4, high: nil), equal(20), look: look).verdict == .holds)
  }

  /// A mean at the bound may be a mean beyond it.
  @Test func noNumberOfEqualValuesDecidesAtTheBound() {
    let any = (0..<200).map { 0.5 + Double($0 % 5) / 20 }
    let greater = finding(.testAccuracy, .greater(than: other, by: 0, atMost: nil), any, any)
    #expect(greater.verdict == .undecided && greater.seedsNeeded == nil)
    #expect(
      greater.sentence.hasSuffix(
        "; no number of seeds settles it as long as the value lies at the bound itself."))
    #expect(finding(.testAccuracy, .equal(to: other, within: 0), any, any).verdict == .undecided)
    // A difference lies between −1 and 1; 1 − 0.025^(1/200) = 0.0183.
    #expect(finding(.testAccuracy, .equal(to: other, within: 0.02), any, any).verdict == .holds)
    #expect(finding(.testAccuracy, .equal(to: other, within: 0.018), any, any).verdict == .undecided)
  }

  /// The difference of two differences lies between −2 and 2: twice as far.
  @Test func sumsAddTheirBounds() throws {
    let accuracies = FigureObservations(
      .metric(.testAccuracy, at: .final), of: "A", experiment("A", .testAccuracy, [0.5]).first)
    let losses = FigureObservations(
      .metric(.testLoss, at: .final), of: "A", experiment("A", .testLoss, [0.5]).first)
    #expect(SumObservations(accuracies).bounds == Interval(low: 0, high: 1))
    #expect(SumObservations(losses).bounds == .unbounded)
    let text = try Assertion(parsing: "A.test_accuracy - 3 * B.test_accuracy >= 0")
    let claim = ClaimSpec(name: "c", says: "s", statement: .assertion(text))
    #expect(SumObservations(claim.condition.left) { _ in accuracies }.bounds == Interval(low: -3, high: 1))
  }

  /// A worst step of a loss is often 0, and may be anything.
  @Test func lossesHaveNoBounds() {
    let found = finding(.testLoss, .between(low: nil, high: 0.6), equal(200))
    #expect(found.verdict == .undecided && found.judgement.interval == nil && found.seedsNeeded == nil)
    #expect(found.obstacle == .tied(count: 200, unseen: nil))
    #expect(found.sentence.hasSuffix("; all 200 values are equal, so nothing tells how far others may lie."))
    let pairs = finding(.testLoss, .equal(to: other, within: 0.1), [0.5, 0.6], [0.5, 0.6])
    #expect(pairs.sentence.contains("all 2 differences are equal, so nothing tells"))
    #expect(found.canBeSettled)
  }

  // MARK: Equal by construction

  private func trained(batchSize: Int = 32, evaluateTrain: Bool = true) -> ExperimentSpec {
    var spec = spec()
    (spec.training.batchSize, spec.training.evaluateTrain) = (batchSize, evaluateTrain)
    return spec
  }

  /// Evaluations do not change the training: the difference of the training accuracies is zero with every seed, and needs
  /// no statistics.
  @Test func theSameTrainingNeedsNoInterval() throws {
    let any = [0.5, 0.6, 0.4]
    let specs = (trained(), trained(evaluateTrain: false))
    let found = finding(.trainAccuracy, .equal(to: other, within: 0), any, any, specs: specs)
    #expect(found.verdict == .holds && found.judgement.interval == nil && found.count == 3)
    #expect(
      found.sentence
        == "Reproduced: train_accuracy of A − B is 0.0000, claimed ±0.0000; A and B train alike with every seed, so the value itself decides."
    )
    let less = finding(.trainAccuracy, .less(than: other, by: 0, atMost: nil), any, any, specs: specs)
    #expect(less.verdict == .fails)
    // The same experiment under another name is the same in inference too.
    let twins = (trained(), trained())
    #expect(finding(.testAccuracy, .equal(to: other, within: 0), any, any, specs: twins).verdict == .holds)
    // Also of a loss, and of one seed.
    #expect(
      finding(.trainLoss, .equal(to: other, within: 0), [0.5], [0.5], specs: specs).verdict == .holds)
  }

  @Test func otherwiseEqualPairsMayBeChance() {
    let any = [0.5, 0.6, 0.4]
    let specs = (trained(), trained(evaluateTrain: false))
    // Figures that are not equal, as of damaged files.
    let damaged = finding(.trainLoss, .equal(to: other, within: 0), any, [0.5, 0.6, 0.5], specs: specs)
    #expect(damaged.certainty == nil && damaged.obstacle == .intervalCrossesBound)
    // The training says nothing about inference, nor about one experiment alone or twice the other.
    #expect(
      finding(.testAccuracy, .equal(to: other, within: 0), any, any, specs: specs).verdict == .undecided)
    #expect(finding(.trainLoss, .between(low: 0, high: 1), [0.5], [0.5], specs: specs).obstacle == .oneRun)
    // Another training.
    let unlike = (trained(), trained(batchSize: 8))
    #expect(
      finding(.trainAccuracy, .equal(to: other, within: 0), any, any, specs: unlike).verdict == .undecided)
  }
}
