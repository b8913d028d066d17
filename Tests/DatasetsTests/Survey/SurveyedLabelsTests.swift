import Testing

@testable import Datasets

struct SurveyedLabelsTests {
  @Test func fewWholeNumbersAreClasses() {
    #expect(SurveyedLabels([1, 0, 1, 1], columns: 1) == .classes(counts: [1, 3], names: nil))
    // Classes that are counted from 1 leave class 0 without samples.
    #expect(
      SurveyedLabels([1, 2, 3, 1, 2, 3], columns: 1) == .classes(counts: [0, 2, 2, 2], names: nil))
    let digits = (0..<600).map { Float($0 % 100) }
    #expect(
      SurveyedLabels(digits, columns: 1) == .classes(counts: Array(repeating: 6, count: 100), names: nil))
  }

  @Test func otherNumbersAreQuantities() {
    for values: [Float] in [
      [0.5, 1, 1], [-1, 1, -1, 1], [0, 1, 2, 3], [7, 7, 7], [0, 50, 0, 50],
      // 60 different numbers in 120 samples, as a count of something.
      (0..<120).map { Float($0 / 2) },
    ] {
      guard case .numbers(columns: 1, _, _) = SurveyedLabels(values, columns: 1) else {
        Issue.record("\(values)")
        continue
      }
    }
    #expect(
      SurveyedLabels([1, 2.5, 0, -1], columns: 2) == .numbers(columns: 2, minimum: -1, maximum: 2.5))
  }

  @Test func rowsOfZerosAndOnes() {
    #expect(SurveyedLabels([0, 1, 1, 0, 0, 1], columns: 2) == .oneHot(counts: [1, 2]))
    #expect(SurveyedLabels([1, 1, 0, 1], columns: 2) == .severalLabels(ones: [1, 2]))
    #expect(SurveyedLabels([0, 0, 0, 1], columns: 2) == .severalLabels(ones: [0, 1]))
  }
}
