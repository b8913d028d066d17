@testable import Engine

/// The inputs of Fixtures/reference_values.py: element i is ((i·7 + start) mod 19 − 9)/8.
func ramp(_ count: Int, _ start: Int = 0) -> [Float] {
  (0..<count).map { Float(($0 * 7 + start) % 19 - 9) / 8 }
}

/// Samples with such elements.
func ramp(_ count: Int, of features: Int, _ start: Int = 0) -> [[Float]] {
  let values = ramp(count * features, start)
  return (0..<count).map { Array(values[$0 * features..<($0 + 1) * features]) }
}

/// The largest difference of two lists; infinite if their lengths differ or one has a NaN.
func largestDifference(_ one: [Float], _ other: [Double]) -> Double {
  largestDifference([one], [other])
}
