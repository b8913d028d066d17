import Testing

@testable import Datasets

struct StandardizationTests {
  /// scikit-learn 1.9.1's StandardScaler, fitted to these numbers in float64, and its results as float32. The third column
  /// is constant, the fourth is far from 0.
  @Test func equalsScikitLearn() {
    let train: [Float] = [
      1.5, -2, 7, 1_000_000, 0.25, 3, 7, 1_000_001, 4, 8.5, 7, 1_000_002.5, -1, 0.125, 7, 999_996,
    ]
    let numbers = train.withUnsafeBufferPointer { Standardization($0, shape: [4, 4]) }
    #expect(numbers.means == [1.1875, 2.40625, 7, 999_999.875])
    for (deviation, expected) in zip(numbers.deviations, [1.84877493, 3.94035115, 1, 2.40767004]) {
      #expect(abs(deviation - expected) < 5e-9)
    }
    #expect(
      applied(numbers, to: train, [4, 4]) == [
        0.16903084516525269, -1.118237853050232, 0.0, 0.051917411386966705,
        -0.5070925354957581, 0.15068453550338745, 0.0, 0.46725672483444214,
        1.521277666091919, 1.546499252319336, 0.0, 1.0902656316757202,
        -1.1832159757614136, -0.5789458751678467, 0.0, -1.6094398498535156,
      ])
    // The test set by the training set's numbers.
    #expect(
      applied(numbers, to: [2, 1, 7, 1_000_001, 0, 0, 9, 999_999], [2, 4]) == [
        0.4394802153110504, -0.3568844497203827, 0.0, 0.46725672483444214,
        -0.6423172354698181, -0.6106688976287842, 2.0, -0.36342188715934753,
      ])
  }

  private func applied(_ numbers: Standardization, to values: [Float], _ shape: [Int]) -> [Float] {
    var values = values
    values.withUnsafeMutableBufferPointer { numbers.apply(to: $0, shape: shape) }
    return values
  }

  private func numbers(_ values: [Float], _ shape: [Int]) -> Standardization {
    values.withUnsafeBufferPointer { Standardization($0, shape: shape) }
  }

  /// Feature 0 has the values 1, 3, 5, 7 in two samples of two steps: mean 4, variance (9 + 1 + 1 + 9) / 4 = 5. Feature 1
  /// has 0, 0, 0, 4: mean 1, variance (1 + 1 + 1 + 9) / 4 = 3.
  @Test func featuresOfSequencesAreTakenOverAllSteps() {
    let numbers = numbers([1, 0, 3, 0, 5, 0, 7, 4], [2, 2, 2])
    #expect(numbers.means == [4, 1])
    #expect(numbers.deviations == [Double(5).squareRoot(), Double(3).squareRoot()])
  }

  /// Two images of 1×2 pixels with two channels. Channel 0 has 1, 3, 5, 7, channel 1 has 0, 0, 0, 4.
  @Test func channelsOfImagesAreTakenOverAllPixels() {
    let values: [Float] = [1, 3, 0, 0, 5, 7, 0, 4]
    let numbers = numbers(values, [2, 2, 1, 2])
    #expect(numbers.means == [4, 1])
    #expect(numbers.deviations == [Double(5).squareRoot(), Double(3).squareRoot()])
    #expect(applied(numbers, to: values, [2, 2, 1, 2])[5] == Float(3 / Double(5).squareRoot()))
  }

  /// 0.1 is no multiple of a power of 2, and yet its mean is itself. One differing bit is no constant.
  @Test func aConstantColumnIsDividedByOne() {
    let constant = [Float](repeating: 0.1, count: 1001)
    let fixed = numbers(constant, [1001, 1])
    #expect(fixed.means == [Double(Float(0.1))] && fixed.deviations == [1])
    #expect(applied(fixed, to: constant, [1001, 1]).allSatisfy { $0 == 0 })
    let moved = numbers([1, Float(1).nextUp], [2, 1])
    #expect(moved.deviations == [Double(Float.ulpOfOne) / 2])
    #expect(applied(moved, to: [1, Float(1).nextUp], [2, 1]) == [-1, 1])
    #expect(numbers([3], [1, 1]).deviations == [1])
  }

  /// Squares of the largest float32 fit a double, and those of the smallest do not vanish.
  @Test func extremeNumbersStayFinite() {
    let large = Float.greatestFiniteMagnitude
    let small = Float.leastNonzeroMagnitude
    let values = [large, small, -large, -small]
    #expect(applied(numbers(values, [2, 2]), to: values, [2, 2]) == [1, 1, -1, -1])
  }
}
