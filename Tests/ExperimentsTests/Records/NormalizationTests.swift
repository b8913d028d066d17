import Experiments
import Testing

@Suite struct NormalizationTests {
  /// Two channels and ε = 1. The standard deviations of the batch are √(3+1) = 2 and √(0+1) = 1.
  ///
  ///     means      batch 1, 2   moving 5, 2    differences 4, 0   √(16/2) = √8   in deviations 2, 0: √(4/2) = √2
  ///     variances  batch 3, 0   moving 3, 15   differences 0, 15  √(225/2)
  ///     ratios     √(4/4) = 1, √(16/1) = 4     geometric mean √4 = 2
  @Test func distancesByHand() {
    let found = InspectionRecord.Normalization(
      index: 2, batchMean: [1, 2], batchVariance: [3, 0], movingMean: [5, 2], movingVariance: [3, 15],
      epsilon: 1)
    #expect(found.channels == 2)
    #expect((found.batchMean, found.movingMean) == (1.5, 3.5))
    #expect((found.batchVariance, found.movingVariance) == (1.5, 9))
    #expect(abs(found.meanDistance - 8.0.squareRoot()) < 1e-14)
    #expect(abs(found.meanShift - 2.0.squareRoot()) < 1e-14)
    #expect(abs(found.varianceDistance - 112.5.squareRoot()) < 1e-13)
    #expect(abs(found.deviationRatio - 2) < 1e-14)
  }

  /// The product of the ratios of 4096 channels would overflow.
  @Test func theRatioOfManyChannelsDoesNotOverflow() {
    let ones = [Double](repeating: 1, count: 4096)
    let found = InspectionRecord.Normalization(
      index: 0, batchMean: ones, batchVariance: ones, movingMean: ones,
      movingVariance: ones.map { _ in 9 }, epsilon: 0)
    #expect(abs(found.deviationRatio - 3) < 1e-12)
    #expect(found.meanShift == 0)
  }
}
