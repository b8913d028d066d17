@testable import Engine

/// Fills every parameter with random values.
func randomize(_ layer: inout some Layer, seed: UInt64 = 9, in range: ClosedRange<Float> = -1...1) {
  var stream = RandomStream(seed: seed, purpose: .kernel, index: 1)
  layer.forEachParameter { parameter in
    for index in 0..<parameter.value.count {
      parameter.value[index] =
        range.lowerBound + (range.upperBound - range.lowerBound) * Float(stream.uniform())
    }
  }
}

/// The largest difference between two lists of samples; infinite if they do not have the same lengths.
func largestDifference(_ one: [[Float]], _ other: [[Double]]) -> Double {
  guard one.map(\.count) == other.map(\.count) else { return .infinity }
  var largest = 0.0
  for (values, others) in zip(one, other) {
    for (value, reference) in zip(values, others) {
      let difference = abs(Double(value) - reference)
      guard difference <= largest else {
        guard difference.isFinite else { return .infinity }
        largest = difference
        continue
      }
    }
  }
  return largest
}
